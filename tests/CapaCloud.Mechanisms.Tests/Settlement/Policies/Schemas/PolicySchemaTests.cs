using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies.Schemas;

/// <summary>The published schema accepts a text exactly when the reader does, asked of a validator of somebody else.</summary>
public sealed partial class PolicySchemaTests
{
    private static readonly string[] OwnKeywords = ["x-atMost", "x-rising", "x-rules", "x-levels"];

    private static readonly string[] Keywords = ["pattern", "minimum", "maximum", "minItems", "required", "additionalProperties", "enum", "not", "then", "type"];

    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("POLICY_JSON_CASES") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void Schema_acceptsEveryPolicyThatIsWritten()
    {
        SchemaVerdict schema = new(PolicySchema.Write());
        foreach (MechanismPolicy policy in PolicyTexts.Policies(Cases))
        {
            string json = PolicyJson.Write(policy);
            Assert.True(schema.Accepts(json), json);
        }
    }

    /// <summary>7,500 texts near 200 policies, or near a tenth of as many as POLICY_JSON_CASES says. Whoever does not know the four keywords accepts more, and only what breaks one of them.</summary>
    [Fact]
    public void Schema_andReader_agreeOnEveryTextNearAPolicy()
    {
        (int accepted, int refused) = (0, 0);
        List<string> differences = [];
        HashSet<string> relations = [];
        foreach (Judged item in Corpus.Value)
        {
            _ = item.IsRead ? accepted++ : refused++;
            relations.UnionWith(item.Broken);
            if ((item.IsPlain && item.Broken.Length == 0) != item.IsRead)
            {
                differences.Add($"the reader says {(item.IsRead ? "yes" : Refusal(item.Text))} to {item.Text}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {accepted + refused}; {string.Join('\n', differences.Take(5))}");
        Assert.True(accepted > 250 && refused > 2_500, $"{accepted} accepted, {refused} refused");
        Assert.Equal(OwnKeywords.Order(), relations.Order());
    }

    /// <summary>A schema without one of its keywords is found out by some text.</summary>
    [Fact]
    public void Mutants_withoutAKeyword_areFoundOut()
    {
        string withAMember = Corpus.Value.First(static item => item.IsRead).Text.Insert(1, "\"more\": 1, ");
        foreach (string keyword in Keywords)
        {
            JsonNode schema = JsonNode.Parse(PolicySchema.Write())!;
            Assert.True(Drop(schema, keyword), $"the schema has no '{keyword}'");
            SchemaVerdict mutant = new(schema.ToJsonString());
            IEnumerable<Judged> likely = Corpus.Value.Where(static item => !item.IsPlain).OrderBy(item => Rank(item, keyword)).Take(600);
            Assert.True(
                (keyword == "additionalProperties" && mutant.IsPlainlyAccepted(withAMember)) || likely.Any(item => mutant.IsPlainlyAccepted(item.Text)), $"nothing shows that '{keyword}' is missing");
        }

        // Of our own keywords there is a text that nothing else refuses.
        Assert.All(OwnKeywords, keyword => Assert.Contains(Corpus.Value, item => item.IsPlain && item.Broken is [var broken] && broken == keyword));
    }

    [Fact]
    public void Schema_ofAUsersOwnRule_hasIt()
    {
        PolicyTypes types = PolicyTypes.Default.With("square-root", OwnRulesJsonContext.Default.SquareRootCurve);
        Assert.Contains("SlashingCurve.square-root", PolicySchema.Write(types), StringComparison.Ordinal);
        Assert.DoesNotContain("SlashingCurve.square-root", PolicySchema.Write(), StringComparison.Ordinal);
    }

    /// <summary>Set WRITE_SCHEMA to write the file anew.</summary>
    [Fact]
    public void PublishedFile_isTheSchema()
    {
        string file = Path.Combine(RepositoryRoot.Path, "docs", "policy.schema.json");
        if (Environment.GetEnvironmentVariable("WRITE_SCHEMA") is not null)
        {
            File.WriteAllText(file, PolicySchema.Write() + "\n");
        }

        Assert.Equal(PolicySchema.Write() + "\n", File.ReadAllText(file));
    }

    private static readonly Lazy<List<Judged>> Corpus = new(() =>
    {
        HashSet<string> members = [], leaves = [];
        List<string> texts = [.. Nested()];
        foreach (MechanismPolicy policy in PolicyTexts.Policies(Math.Max(100, Cases / 10)))
        {
            string json = PolicyJson.Write(policy);
            texts.Add(json);
            texts.AddRange(PolicyTexts.Near(json, members, leaves));
            texts.Add(OneChoice().Replace(json, "\"choices\": 1"));
        }

        SchemaVerdict schema = new(PolicySchema.Write());
        return [.. texts.Select(text => schema.Ask(text) is var (isPlain, broken, refusing) ? new Judged(text, IsRead(text), isPlain, broken, refusing) : null!)];
    });

    /// <summary>A verdict between one choice: a number that no other keyword refuses.</summary>
    [GeneratedRegex("\"choices\": *[0-9]+")]
    private static partial Regex OneChoice();

    /// <summary>Curves at the largest size and depth, and one beyond each.</summary>
    private static IEnumerable<string> Nested()
    {
        JsonNode root = JsonNode.Parse(PolicyJson.Write(PolicyGenerators.MechanismPolicy.Drawn(50, 50).First(policy => !policy.Offences.IsEmpty)))!;
        string constant = """{ "kind": "constant", "fraction": "0.5" }""";
        string Deep(int levels) => levels == 0 ? constant : $$"""{ "kind": "capped", "cap": "1", "inner": {{Deep(levels - 1)}} }""";
        string Listed(int levels) => levels == 0 ? constant : $$"""{ "kind": "sum", "curves": [{{Listed(levels - 1)}}] }""";
        string Wide(int curves) => $$"""{ "kind": "maximum", "curves": [{{string.Join(',', Enumerable.Repeat(constant, curves))}}] }""";
        foreach (string curve in (string[])[Deep(32), Deep(33), Listed(16), Listed(17), Wide(255), Wide(256), Wide(0)])
        {
            root["offences"]![0]!["curve"] = JsonNode.Parse(curve);
            yield return root.ToJsonString();
        }
    }

    /// <summary>What only the keyword refuses comes first. The validator does not name a <c>not</c> that refuses; a verdict between one choice is such a text.</summary>
    private static int Rank(Judged item, string keyword) =>
        item.Refusing is [var only] && only == keyword ? 0
        : item.Refusing.Contains(keyword) || (keyword == "not" && item.Text.Contains("\"choices\": 1\n", StringComparison.Ordinal)) ? 1
        : 2;

    private static bool IsRead(string text)
    {
        try
        {
            PolicyJson.Read(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Refusal(string text) => Assert.Throws<JsonException>(() => PolicyJson.Read(text)).Message;

    private static bool Drop(JsonNode? node, string keyword)
    {
        bool found = false;
        switch (node)
        {
            case JsonObject members:
                found = members.Remove(keyword);
                foreach (JsonNode? value in members.Select(static member => member.Value).ToArray())
                {
                    found |= Drop(value, keyword);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    found |= Drop(item, keyword);
                }

                break;
            default:
                break;
        }

        return found;
    }

    private sealed record Judged(string Text, bool IsRead, bool IsPlain, string[] Broken, string[] Refusing);
}
