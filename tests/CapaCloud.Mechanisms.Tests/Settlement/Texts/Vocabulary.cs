using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Settlement.Delegations;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Texts;

/// <summary>Every sentence that a settlement, a description, a migration and a refused policy say over drawn cases, with # for numbers and @ for names.</summary>
internal static partial class Vocabulary
{
    private const ulong Seed = 20_261_130;

    public static IEnumerable<string> Sentences()
    {
        MechanismPolicy[] drawn = [.. PolicyGenerators.MechanismPolicy.Drawn(60, 30, Seed)];
        Mechanism[] composed = [SmallNetwork.Mechanism, JobTrial.WithAppeals, DelegationTrial.WithAppeals];
        IEnumerable<string> all =
        [
            .. Section("descriptions", drawn.Concat(composed.Select(mechanism => mechanism.Policy)).SelectMany(policy => Lines(Mechanism.FromPolicy(policy).Describe().ToString()))),
            .. Section("settlements", composed.Concat(drawn.Take(20).Select(policy => Mechanism.FromPolicy(policy))).SelectMany(Settled)),
            .. Section("migrations", drawn.Take(30).Zip(drawn.Skip(1).Take(30)).SelectMany(pair => Migrated(pair.First, pair.Second))),
            .. Section("refused policies", drawn.Take(12).Concat(composed.Select(mechanism => mechanism.Policy)).SelectMany(Refused)),
        ];
        return all;
    }

    private static IEnumerable<string> Section(string title, IEnumerable<string> sentences) =>
        [$"== {title}", .. sentences.Select(Plain).Where(sentence => sentence.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Numbers, hashes and drawn names are left out: what is held is the wording.</summary>
    private static string Plain(string sentence) =>
        Rules().Replace(Nested().Replace(Numbers().Replace(Names().Replace(Hashes().Replace(sentence, "#"), "@"), "#"), ".~"), "$1 $2(...)").Trim();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> Settled(Mechanism mechanism)
    {
        foreach (NetworkCase item in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(5), deposits).State, mechanism).Drawn(6, 20, Seed))
        {
            NetworkState state = item.State;
            for (int epoch = 0; epoch < 3; epoch++)
            {
                if (!mechanism.TrySettle(state, item.Report with { Epoch = state.Epoch }, out EpochSettlement? settled, out var refusals))
                {
                    foreach (SettlementRefusal refusal in refusals)
                    {
                        yield return refusal.ToString();
                    }

                    break;
                }

                yield return settled.ToString();
                foreach (string sentence in settled.SetAside.Select(one => one.ToString())
                    .Concat(settled.Outcomes.Select(outcome => outcome.ToString()))
                    .Concat(settled.Outcomes.SelectMany(outcome => Lines(mechanism.Explain(settled, outcome.After.Participant).ToString()))))
                {
                    yield return sentence;
                }

                state = settled.After;
            }
        }
    }

    private static IEnumerable<string> Migrated(MechanismPolicy from, MechanismPolicy to)
    {
        Mechanism old = Mechanism.FromPolicy(from), next = Mechanism.FromPolicy(to);
        foreach (NetworkCase item in NetworkCases.For(from, deposits => old.Open(Epoch.Of(5), deposits).State, old).Drawn(3, 20, Seed))
        {
            if (old.TrySettle(item.State, item.Report, out EpochSettlement? settled, out _))
            {
                foreach (MigrationChange change in next.Migrate(settled.After, from).Changes)
                {
                    yield return change.ToString();
                }
            }
        }
    }

    /// <summary>One value of a policy's JSON at a time is left out, or is another one.</summary>
    private static IEnumerable<string> Refused(MechanismPolicy policy)
    {
        string json = PolicyJson.Write(policy);
        foreach (string[] path in Leaves(JsonNode.Parse(json), []))
        {
            foreach (Action<JsonNode, string[]> change in new Action<JsonNode, string[]>[] { Remove, (root, at) => Put(root, at, "0"), (root, at) => Put(root, at, "2"), (root, at) => Put(root, at, "x"), (root, at) => Put(root, at, null) })
            {
                JsonNode root = JsonNode.Parse(json)!;
                change(root, path);
                string? message = null;
                try
                {
                    Mechanism.FromPolicy(PolicyJson.Read(root.ToJsonString()));
                }
                catch (Exception exception) when (exception is PolicyRefusedException or JsonException or ArgumentException or InvalidOperationException or FormatException)
                {
                    message = exception.Message;
                }

                foreach (string line in Lines(message ?? ""))
                {
                    yield return line;
                }
            }
        }
    }

    private static void Remove(JsonNode root, string[] path)
    {
        if (At(root, path[..^1]) is JsonObject members)
        {
            members.Remove(path[^1]);
        }
    }

    private static void Put(JsonNode root, string[] path, string? value)
    {
        JsonNode parent = At(root, path[..^1]);
        if (parent is JsonArray items)
        {
            items[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[path[^1]] = value;
        }
    }

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] above) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, [.. above, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Leaves(item, [.. above, index.ToString(System.Globalization.CultureInfo.InvariantCulture)])),
        JsonValue => [above],
        _ => [],
    };

    private static JsonNode At(JsonNode root, IEnumerable<string> steps) =>
        steps.Aggregate(root, (node, step) => node is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);

    [GeneratedRegex(@"(?<![0-9.])(?=[0-9]*[a-f])[0-9a-f]{12,64}")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"\b(p[0-9]+|alice|bob|carol|dave|dora|dan)\b")]
    private static partial Regex Names();

    /// <summary>However deep a curve lies in others.</summary>
    [GeneratedRegex(@"(\.(inner|curves\[#\]))+")]
    private static partial Regex Nested();

    /// <summary>Of a rule with its parts the name is enough: its parts are named where it stands alone.</summary>
    [GeneratedRegex(@"^(offences\.[a-z-]+\.curve:|part lost for [a-z-]+ =|[a-zA-Z. ]+:|score =|[a-z]+ multiplier =) ([a-z-]+)\(.*\(.*$")]
    private static partial Regex Rules();

    [GeneratedRegex(@"-?[0-9]+([.,][0-9]+)*")]
    private static partial Regex Numbers();
}
