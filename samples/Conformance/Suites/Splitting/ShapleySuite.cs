using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>Coalition games: by a table of all coalitions, or named by their rule.</summary>
internal sealed partial class ShapleySuite : ConformanceSuite
{
    public override string File => "markets/shapley.json";

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/inputs/game"] = "says in words what the table of coalitions beside it says in numbers; without a table it is read",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        int players = int.Parse(item.Input("players"), CultureInfo.InvariantCulture);
        Func<ulong, Int128>? value = item.Inputs.TryGetProperty("v", out VectorValue table) ? Table(table, players) : Rule(item.Input("game"), players);
        if (value is null)
        {
            return new CaseOutcome.NotCovered($"the game '{item.Input("game")}' has no table and its rule is not known");
        }

        ShapleyValue[] values = new ShapleyValue[players];
        ShapleyExact.Compute(new Game(players, value), values);
        return CaseOutcome.Compare(SplitCall.Texts(item.Expected, "shapley"), string.Join(' ', values));
    }

    private static Func<ulong, Int128> Table(VectorValue table, int players)
    {
        Int128[] values = new Int128[1 << players];
        foreach (VectorProperty entry in table.EnumerateObject())
        {
            values[int.Parse(entry.Name, CultureInfo.InvariantCulture)] = Int128.Parse(entry.Value.Text(), CultureInfo.InvariantCulture);
        }

        return coalition => values[coalition];
    }

    /// <summary>
    /// "min(L,R)": pairs of the first and the second half. "[39;7x5,1x10]": a quota, then weights, "7x5" being five of 7.
    /// </summary>
    private static Func<ulong, Int128>? Rule(string rule, int players)
    {
        if (rule == "min(L,R)")
        {
            ulong left = (1UL << (players / 2)) - 1;
            return coalition => Math.Min(ulong.PopCount(coalition & left), ulong.PopCount(coalition & ~left));
        }

        Match match = WeightedMajority().Match(rule);
        if (!match.Success)
        {
            return null;
        }

        int quota = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        int[] weights = [.. match.Groups[2].Value.Split(',').SelectMany(Weights)];
        return weights.Length == players
            ? coalition => Enumerable.Range(0, players).Where(player => ((coalition >> player) & 1) == 1).Sum(player => weights[player]) >= quota ? 1 : 0
            : null;
    }

    private static IEnumerable<int> Weights(string text)
    {
        int[] parts = [.. text.Split('x').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        return Enumerable.Repeat(parts[0], parts.Length == 1 ? 1 : parts[1]);
    }

    [GeneratedRegex(@"^\[(\d+);(\d+(?:x\d+)?(?:,\d+(?:x\d+)?)*)\]$")]
    private static partial Regex WeightedMajority();

    private sealed class Game(int players, Func<ulong, Int128> value) : ICoalitionGame
    {
        public int Players => players;

        public Int128 Value(Coalition members) => value(members.FirstWord);
    }
}
