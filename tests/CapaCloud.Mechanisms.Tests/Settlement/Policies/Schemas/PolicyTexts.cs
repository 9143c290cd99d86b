using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Json;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies.Schemas;

/// <summary>Texts of policies, and texts near them that are mostly none.</summary>
internal static class PolicyTexts
{
    /// <summary>What a leaf is replaced by: the ends of every range, one beyond them, other texts of the same number, and other types.</summary>
    private static readonly JsonNode?[] Leaves =
    [
        .. new[]
        {
            "0", "1", "2", "00", "01", "-0", "-1", "+1", " 1", "1 ", "1\n", "", "1.0", "1.", ".5", "0.5", "0.50", "0.499999999999999999", "0.500000000000000001", "0.999999999999999999", "1.000000000000000001",
            "0.000000000000000001", "0.0000000000000000001", "0.000000001", "0.000000000999999999", "1.5", "1e3", "1,5", "\u0663", "3", "16", "17", "4294967295", "4294967296", "18446744073709551615",
            "18446744073709551616", "340282366920938463463374607431768211455", "340282366920938463463374607431768211456", "340282366920938463463.374607431768211455",
            "340282366920938463463.374607431768211456", "340282366920938463463.37460743176821145", "340282366920938463464", "99999999999999999999999", "None", "Proven", "proven", "All", "Presence", "Proven, Presence", "Presence, Proven",
            "Unexplained, Presence", "Proven, Unexplained, Presence", "7", "SainteLague", "DHondt", "dhondt", "incorrect-result", "Incorrect", "a b", "x", new string('a', 64), new string('a', 65), new string('5', 64), new string('5', 63), new string('B', 64),
            new string('b', 64) + "\n", "floor", "constant", "beta", "majority", "linear", "bernoulli",
        }.Select(text => (JsonNode?)JsonValue.Create(text)),
        .. new long[] { -2_147_483_649, -2_147_483_648, -1, 0, 1, 2, 3, 16, 17, 2_147_483_647, 2_147_483_648, 4_294_967_295, 4_294_967_296 }.Select(number => (JsonNode?)JsonValue.Create(number)),
        JsonValue.Create(true), JsonValue.Create(false), JsonValue.Create(1.5), null, new JsonArray(), new JsonObject(), new JsonArray("a"),
    ];

    /// <summary>Policies over the whole surface, a third of them with jobs, and a third with delegations.</summary>
    public static IEnumerable<MechanismPolicy> Policies(int count)
    {
        int number = 0;
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(count, 50))
        {
            yield return (number++ % 3) switch { 0 => policy with { Jobs = Jobs(number) }, 1 => policy with { Delegation = Delegation(number) }, _ => policy };
        }
    }

    /// <summary>Returns every text that differs in one place; each place is changed once over all calls.</summary>
    public static IEnumerable<string> Near(string json, HashSet<string> places, HashSet<string> leaves)
    {
        foreach (JsonMutant mutant in JsonMutants.Of(json, places).Where(static mutant => mutant.Change != "doubled"))
        {
            yield return mutant.Json;
        }

        JsonNode root = JsonNode.Parse(json)!;
        foreach ((string[] steps, JsonNode? node) in Parts(root, []))
        {
            if (node is JsonObject members && leaves.Add("more " + JsonMutants.Place(root, steps)))
            {
                JsonObject more = (JsonObject)members.DeepClone();
                more["more"] = "1";
                yield return With(json, steps, more);
            }

            bool isList = node is JsonArray { Count: > 0 };
            if ((!isList && node is JsonObject or JsonArray) || !leaves.Add((isList ? "list " : "") + JsonMutants.Place(root, steps)))
            {
                continue;
            }

            foreach (JsonNode? value in isList ? Lists((JsonArray)node!) : Leaves)
            {
                yield return With(json, steps, value);
            }
        }
    }

    private static IEnumerable<JsonNode?> Lists(JsonArray list)
    {
        JsonNode?[] items = [.. list];
        yield return new JsonArray();
        yield return List([.. items, items[^1]]);
        yield return List([items[0], .. items]);
        yield return List(items.Reverse());
        yield return List([.. items, items[0]]);
    }

    private static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items.Select(static item => item?.DeepClone())]);

    private static string With(string json, string[] steps, JsonNode? value)
    {
        JsonNode root = JsonNode.Parse(json)!, node = root;
        foreach (string step in steps[..^1])
        {
            node = step[0] == '[' ? node[int.Parse(step[1..^1], null)]! : node[step]!;
        }

        if (node is JsonArray items)
        {
            items[int.Parse(steps[^1][1..^1], null)] = value?.DeepClone();
        }
        else
        {
            node[steps[^1]] = value?.DeepClone();
        }

        return root.ToJsonString();
    }

    private static IEnumerable<(string[] Steps, JsonNode? Node)> Parts(JsonNode? node, string[] above)
    {
        IEnumerable<(string Step, JsonNode? Value)> parts = node switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ($"[{index}]", item)),
            _ => [],
        };
        foreach ((string step, JsonNode? value) in parts)
        {
            string[] steps = [.. above, step];
            yield return (steps, value);
            foreach ((string[] Steps, JsonNode? Node) inner in Parts(value, steps))
            {
                yield return inner;
            }
        }
    }

    private static DelegationPolicy Delegation(int number) => new()
    {
        CommissionAtMost = Proportion.Percent(20),
        CommissionNotice = EpochSpan.Of((ulong)number),
        MinimumDelegation = Amount.Of((ulong)number),
        OwnStakeFirst = number % 2 == 0,
    };

    private static JobPolicy Jobs(int number) => new()
    {
        Classes = [new JobClass("render", Amount.Of((ulong)number), EpochSpan.Of(3)), new JobClass("a \"b\"", Amount.MaxValue, EpochSpan.MaxValue)],
        Cover = new CoverRule(Ratio.Of(2), Ratio.Of((ulong)number)),
        Fee = Proportion.Percent(5),
        ReviewPeriod = EpochSpan.Of((ulong)number),
        Service = new LinearMultiplier(Ratio.Zero, Ratio.One),
        DisputeBond = Proportion.Percent(10),
        RulingPeriod = EpochSpan.Of(5),
    };
}
