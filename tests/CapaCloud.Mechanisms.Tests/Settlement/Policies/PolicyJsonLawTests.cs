using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Json;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>Policies over the whole surface go to JSON and back; no other text is read as one of them.</summary>
public sealed class PolicyJsonLawTests
{
    /// <summary>The rules that a policy holds today; those of markets, vesting and issuance are data that no policy names yet.</summary>
    private static readonly Type[] KindsOfPolicies =
        [typeof(ISlashingCurve), typeof(IReputationModel), typeof(IAuditSampler), typeof(IVerdictRule), typeof(IRewardSplitter), typeof(IRewardMultiplier)];

    private static IEnumerable<string> OfPolicies =>
        BuiltInRules.All.AsEnumerable().Where(rule => KindsOfPolicies.Any(kind => kind.IsAssignableFrom(rule.Rule))).Select(rule => rule.Name);

    private static readonly string[] Cultures = ["", "tr-TR", "fa-IR", "de-DE", "ar-SA"];

    /// <summary>300 policies, or as many as POLICY_JSON_CASES says (10,000 take about a minute).</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("POLICY_JSON_CASES") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void Write_policiesOverTheWholeSurface_comeBackEqual_eachWithATextOfItsOwn()
    {
        Dictionary<string, MechanismPolicy> texts = [];
        List<byte> hashes = [];
        int number = 0;
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(Cases, 50))
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Cultures[number++ % Cultures.Length]);
            MechanismPolicy again = PolicyJson.Read(PolicyJson.Write(policy));
            Assert.Equal(policy, again);
            string canonical = Encoding.UTF8.GetString(PolicyJson.WriteCanonical(policy));
            Assert.Equal(canonical, Encoding.UTF8.GetString(PolicyJson.WriteCanonical(again)));
            Assert.Equal(policy, PolicyJson.Read(canonical));

            // The hash is taken under this culture, and that of what was read under the next one.
            Digest hash = PolicyJson.Hash(policy);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Cultures[number % Cultures.Length]);
            Assert.Equal(hash, PolicyJson.Hash(again));
            hashes.AddRange(Encoding.ASCII.GetBytes(hash.ToString()));
            if (!texts.TryAdd(canonical, policy))
            {
                Assert.Equal(texts[canonical], policy);
            }
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Environment.GetEnvironmentVariable("POLICY_JSON_DIGEST") is { Length: > 0 } file)
        {
            // One process writes the digest of all hashes, another one compares with it.
            string digest = $"{Cases} policies, {Convert.ToHexStringLower(SHA256.HashData([.. hashes]))}";
            if (!File.Exists(file))
            {
                File.WriteAllText(file, digest);
            }

            Assert.Equal(File.ReadAllText(file), digest);
        }
    }

    [Fact]
    public void MechanismPolicy_ofTheGenerator_isValid_andSoIsEverySmallerOne()
    {
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(60, 50))
        {
            Assert.Empty(PolicyValidator.Validate(policy));
            Assert.All(PolicyGenerators.Smaller(policy), smaller => Assert.Empty(PolicyValidator.Validate(smaller)));
        }
    }

    [Fact]
    public void MechanismPolicy_ofTheGenerator_hasEveryBuiltInRule()
    {
        HashSet<string> kinds = [];
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(300, 50))
        {
            Collect(JsonNode.Parse(PolicyJson.WriteCanonical(policy)), kinds);
        }

        Assert.Empty(OfPolicies.Except(kinds));
    }

    /// <summary>
    /// Every member removed, doubled, renamed, made null or made of another type: refused, by its path. Together the policies hold every built-in rule.
    /// No member is optional. Each place of a policy is changed once, in the first policy that has it.
    /// </summary>
    [Fact]
    public void Read_oneMemberChanged_isRefusedByItsPath_orIsThePolicyThatItSays()
    {
        HashSet<string> seen = [];
        List<MechanismPolicy> chosen = [];
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(400, 50).OrderBy(policy => PolicyJson.WriteCanonical(policy).Length))
        {
            HashSet<string> kinds = [];
            Collect(JsonNode.Parse(PolicyJson.WriteCanonical(policy)), kinds);
            if (kinds.Except(seen).Any())
            {
                seen.UnionWith(kinds);
                chosen.Add(policy);
            }
        }

        Assert.Empty(OfPolicies.Except(seen));
        JsonLaw.Check(chosen, chosen, MechanismJson.Default);
    }

    [Fact]
    public void Read_oneMemberRemoved_isAlwaysRefused_andNamesItAndItsSiblings()
    {
        string json = PolicyJson.Write(SmallNetwork.Mechanism.Policy);
        foreach (JsonMutant mutant in JsonMutants.Of(json).Where(mutant => mutant.Change == "removed" && !mutant.Path.EndsWith(']')))
        {
            JsonException refusal = Assert.Throws<JsonException>(() => PolicyJson.Read(mutant.Json));
            Assert.StartsWith($"{mutant.Path}: is missing; expected ", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static void Collect(JsonNode? node, HashSet<string> kinds)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    _ = name == PolicyTypes.Discriminator && kinds.Add((string)value!);
                    Collect(value, kinds);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Collect(item, kinds);
                }

                break;
            default:
                break;
        }
    }
}
