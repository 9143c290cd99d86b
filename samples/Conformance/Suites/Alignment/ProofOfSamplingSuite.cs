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
        PayoffText honest = new(item.Input("honestPayoff"));
        PayoffText dishonest = new(item.Input("dishonestPayoff"));
        string[] condition = item.Expect("honestStrictlyBetterIff").Split('>', StringSplitOptions.TrimEntries);
        (PayoffText left, PayoffText right) = (new(condition[0]), new(condition[1]));
        Fraction[] grid = [new(1, 10), new(1, 3), new(1, 2), new(9, 10)];
        foreach (Fraction cost in grid)
        {
            foreach (Fraction probability in grid)
            {
                foreach (Fraction colluding in grid)
                {
                    Fraction reward = cost + new Fraction(1, 7), slash = new(3, 4);
                    Dictionary<char, Fraction> stated = new() { ['C'] = cost, ['R'] = reward, ['S'] = slash, ['p'] = probability, ['r'] = colluding };
                    (Fraction good, Fraction bad) = (honest.At(stated), dishonest.At(stated));
                    Fraction least = ProofOfSampling.MinimumProbability(cost, reward, slash, colluding);
                    bool same = good == ProofOfSampling.HonestPayoff(cost, reward)
                        && bad == ProofOfSampling.DishonestPayoff(probability, reward, slash, colluding)
                        && (good > bad) == (left.At(stated) > right.At(stated))
                        && (good > bad) == (probability > least);
                    if (!same)
                    {
                        return new CaseOutcome.Mismatched($"{good} against {bad}", $"at least {least}, for C={cost} p={probability} r={colluding}");
                    }
                }
            }
        }

        return new CaseOutcome.Matched();
    }
}
