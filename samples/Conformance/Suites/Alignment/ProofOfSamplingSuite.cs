using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>The one-job condition, undetected collusion and model substitution.</summary>
internal sealed class ProofOfSamplingSuite : ConformanceSuite
{
    public override string File => "verification/proof-of-sampling.json";

    public override string OperationOf(VectorCase item) =>
        item.Has("stake") ? "threshold" : item.Has("replicas") ? "collusion" : item.Has("runSizeB") ? "substitution" : "game";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "threshold" => Threshold(item),
        "collusion" => item.NearEach("probability", item.Inputs.GetProperty("replicas").EnumerateArray().Select(count => MajorityVoting.UndetectedCollusion(item.Rational("colludingFraction"), count.GetInt32()))),
        "substitution" => Substitution(item),
        _ => Game(item),
    };

    private static CaseOutcome Threshold(VectorCase item)
    {
        Fraction least = ProofOfSampling.MinimumProbability(
            item.Rational("cost"), item.Rational("reward"), item.Rational("stake"), item.Rational("colludingFraction"));
        return item.OptionalExpect("requiredProbabilityBelow") is { } bound
            ? CaseOutcome.Compare("below", least < RationalText.Parse(bound) ? "below" : RationalText.Format(least))
            : item.Near("requiredProbability", least);
    }

    private static CaseOutcome Substitution(VectorCase item)
    {
        Fraction saving = ProofOfSampling.SubstitutionSaving(item.Rational("claimedSizeB"), item.Rational("runSizeB"));
        IEnumerable<Fraction> rates = item.Inputs.GetProperty("bondMultiples").EnumerateArray()
            .Select(bond => ProofOfSampling.MinimumSamplingOfSubstitution(item.Rational("claimedSizeB"), item.Rational("runSizeB"), new Fraction(bond.GetInt32())));
        return Rationals.Both(item.Near("saving", saving), item.NearEach("minSampling", rates));
    }

    /// <summary>The case states the payoffs and the condition in words: on a grid, one must hold exactly where the other does.</summary>
    private static CaseOutcome Game(VectorCase item)
    {
        Fraction[] grid = [new(1, 10), new(1, 3), new(1, 2), new(9, 10)];
        foreach (Fraction cost in grid)
        {
            foreach (Fraction probability in grid)
            {
                foreach (Fraction colluding in grid)
                {
                    Fraction reward = cost + new Fraction(1, 7), slash = new(3, 4);
                    bool better = ProofOfSampling.HonestPayoff(cost, reward) > ProofOfSampling.DishonestPayoff(probability, reward, slash, colluding);
                    if (better != (probability > ProofOfSampling.MinimumProbability(cost, reward, slash, colluding)))
                    {
                        return new CaseOutcome.Mismatched(item.Expect("honestStrictlyBetterIff"), $"C={cost} p={probability} r={colluding}");
                    }
                }
            }
        }

        return new CaseOutcome.Matched();
    }
}
