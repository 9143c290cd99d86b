using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Decisions;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Decision processes: a textbook one, and optimal selfish mining.</summary>
internal sealed class DecisionProcessSuite : ConformanceSuite
{
    private const double ValueTolerance = 1e-9;
    private const double PrintedTolerance = 5e-6;
    private const double RevenueTolerance = 1e-6;

    private static readonly ConcurrentDictionary<(double Alpha, double Gamma, int Truncation), double> Revenues = new();

    public override string File => "markets/mdp.json";

    public override bool IsCostly => true;

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["* /inputs/truncation"] = "where the table is cut off no longer shows in the digits that are printed",
    };

    public override string OperationOf(VectorCase item) => item.OptionalInput("model") ?? "discounted";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Has("model") ? Revenue(item) : Values(item);

    private static CaseOutcome Revenue(VectorCase item)
    {
        if (item.Input("model") != "bitcoin selfish mining")
        {
            return new CaseOutcome.NotCovered($"the model '{item.Input("model")}'");
        }

        // The same case stands in the collection and in our own pack: seconds of work, done once.
        double revenue = Revenues.GetOrAdd(
            (item.Rational("alpha").ToDouble(), item.Rational("gamma").ToDouble(), item.Integer("truncation")),
            static key => SelfishMining.OptimalRevenue(key.Alpha, key.Gamma, key.Truncation, RevenueTolerance));

        // The recomputed figure is the oracle: the published table comes from a shorter truncation and is a lower bound.
        if (item.OptionalExpect("publishedOptimalRevenue") is { } published && revenue < RationalText.Parse(published).ToDouble() - PrintedTolerance)
        {
            return new CaseOutcome.Mismatched($"at least {published}", revenue.ToString("R", CultureInfo.InvariantCulture));
        }

        string printed = revenue.ToString("F5", CultureInfo.InvariantCulture);
        return CaseOutcome.Compare(item.Expect("recomputed"), printed);
    }

    private static CaseOutcome Values(VectorCase item)
    {
        DecisionProcessBuilder builder = new();
        VectorValue rewards = item.Inputs.GetProperty("R");
        VectorValue transitions = item.Inputs.GetProperty("Q");
        List<(int Action, int Number)> names = [];
        if (rewards.GetArrayLength() != item.Integer("states") || rewards.EnumerateArray().Any(row => row.GetArrayLength() != item.Integer("actions")))
        {
            throw new FormatException($"The rewards are not a table of {item.Integer("states")} states and {item.Integer("actions")} actions.");
        }

        for (int state = 0; state < item.Integer("states"); state++)
        {
            builder.AddState();
            for (int action = 0; action < item.Integer("actions"); action++)
            {
                string reward = rewards[state][action].GetString()!;
                (int, double)[] outcomes = [.. transitions[state][action].EnumerateArray().Select((p, next) => (next, RationalText.Parse(p.GetString()!).ToDouble()))];
                if (reward != "-inf")
                {
                    names.Add((builder.AddAction(RationalText.Parse(reward).ToDouble(), outcomes), action));
                }
            }
        }

        DecisionSolution solution = DecisionSolver.Solve(builder.Build(), item.Rational("beta").ToDouble(), ValueTolerance);
        Fraction[] expected = [.. item.Expected.GetProperty("value").EnumerateArray().Select(value => RationalText.Parse(value.GetString()!))];
        bool near = expected.Zip(solution.Values).All(pair => Math.Abs(pair.First.ToDouble() - pair.Second) <= 2 * ValueTolerance);
        string policy = string.Join(",", solution.Policy.Select(chosen => names.Single(name => name.Action == chosen).Number));
        string expectedPolicy = string.Join(",", item.Expected.GetProperty("policy").EnumerateArray().Select(value => value.GetString()));
        return near ? CaseOutcome.Compare(expectedPolicy, policy) : new CaseOutcome.Mismatched(item.Expected.ToString(), string.Join(", ", solution.Values));
    }
}
