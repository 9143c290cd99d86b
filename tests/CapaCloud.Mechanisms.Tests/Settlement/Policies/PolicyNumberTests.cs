using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>No number of a policy is decoration: with one changed, the policy is refused or something else comes of it.</summary>
public sealed partial class PolicyNumberTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_261_129;

    /// <summary>How many policies are drawn: 40, or as many as POLICY_NUMBER_CASES says.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("POLICY_NUMBER_CASES") ?? "40", CultureInfo.InvariantCulture);

    /// <summary>
    /// A number of the policy itself changes something in every policy. A number inside a rule can be hidden there by another one, as a cap of 0.9 around a constant
    /// 0.3 is; it changes something in some policy.
    /// </summary>
    [Fact]
    public void EveryNumber_changed_isRefusedOrChangesAnOutcome()
    {
        Heard heard = Listen(Cases, policy => policy);
        output.WriteLine($"{heard.Changes} changes of {heard.Places.Count} places, {heard.Refused} refused, {heard.Silent.Count} silent:");
        output.WriteLine(string.Join('\n', heard.Silent.Select(silent => $"{silent.Place} {silent.Change}")));
        string[] deaf = [.. heard.Places.Where(place => place.Value == 0).Select(place => place.Key).Order(StringComparer.Ordinal)];
        Assert.Empty(deaf);
        Assert.DoesNotContain(heard.Silent, silent => silent.Place.StartsWith('$') && !IsTooSmall(silent.Place, silent.Change));
    }

    /// <summary>A part of the treasury's part of a penalty below 10^-15: of the stakes in these histories it is no unit.</summary>
    private static bool IsTooSmall(string place, string change) => place == "$.reward.pools[].slashedShare" && change.StartsWith("0.000000000000000", StringComparison.Ordinal);

    /// <summary>Found by the property: such a policy was accepted, and threw in the first epoch with a fault.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    public void Validate_aModelThatCannotBeFed_isRefused(uint numerator, uint denominator) => Assert.Contains(
        PolicyValidator.Validate(SmallNetwork.Mechanism.Policy with
        {
            Reputation = new ReputationPolicy(new CredibilityReputation { KeptNumerator = numerator, KeptDenominator = denominator }),
        }),
        error => error.Path == "$.reputation.model");

    /// <summary>Found by the property: the memory of a track that nobody reads was taken and changed nothing.</summary>
    [Fact]
    public void Validate_aMemoryOfATrackThatIsNotRead_isRefused()
    {
        ObservationMemory memory = ObservationMemory.Thousand with { Kept = Proportion.Half };
        Assert.Equal(["$.reputation.model.unexplained", "$.reputation.model.presence"], Paths(new ObservationBetaReputation { Unexplained = memory, Presence = memory }));
        Assert.Equal(["$.reputation.model.proven"], Paths(new ObservationBetaReputation { Proven = memory, Presence = memory, Reads = ConductKinds.Presence }));

        static IEnumerable<string> Paths(IReputationModel model) =>
            PolicyValidator.Validate(SmallNetwork.Mechanism.Policy with { Reputation = new ReputationPolicy(model) }).Select(error => error.Path);
    }

    /// <summary>A mechanism that does not look at a number is found out.</summary>
    [Fact]
    public void EveryNumber_ofAMechanismThatIgnoresOne_isSilentThere()
    {
        Assert.Contains(
            Listen(4, policy => PolicyGenerators.WithFittingPools(policy with { Reward = policy.Reward with { TreasuryFee = Proportion.Zero } }), "$.reward.treasuryFee").Silent,
            silent => silent.Place == "$.reward.treasuryFee");
        Assert.Contains(
            Listen(4, policy => policy with { Offences = [.. policy.Offences.Select(offence => offence with { Jail = EpochSpan.Zero })] }, "$.offences[].jail").Silent,
            silent => silent.Place == "$.offences[].jail");
    }

    private static Heard Listen(int cases, Func<MechanismPolicy, MechanismPolicy> seen, string? only = null)
    {
        Heard heard = new();
        foreach (MechanismPolicy policy in Drawn(cases))
        {
            JsonNode root = JsonNode.Parse(PolicyJson.Write(policy))!;
            foreach (string[] steps in Numbers(root, []))
            {
                string place = JsonMutants.Place(root, steps);

                // Inside a rule one change that is heard is enough; a number of the policy itself must be heard wherever it stands.
                if ((only is null || place == only) && (place.StartsWith('$') || heard.Places.GetValueOrDefault(place) < 2))
                {
                    heard.Hear(place, policy, root, steps, seen);
                }
            }
        }

        return heard;
    }

    /// <summary>Policies that depend on the seed alone.</summary>
    private static List<MechanismPolicy> Drawn(int cases)
    {
        List<MechanismPolicy> drawn = [];
        Config config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithStartSize(50).WithEndSize(50).WithReplay(Seed, 1);
        Check.One(config, Prop.ForAll(Arb.From(PolicyGenerators.MechanismPolicy), policy => drawn.Add(policy)));
        return drawn;
    }

    private static IEnumerable<string[]> Numbers(JsonNode? node, string[] above) => node switch
    {
        JsonObject members => members.SelectMany(member => Numbers(member.Value, [.. above, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Numbers(item, [.. above, $"[{index}]"])),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number || (value.GetValueKind() == JsonValueKind.String && Number().IsMatch(value.ToString())) => [above],
        _ => [],
    };

    [GeneratedRegex(@"^\d{1,40}(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    private sealed class Heard
    {
        /// <summary>Gets the places, and how often a change of each was heard.</summary>
        public Dictionary<string, int> Places { get; } = new(StringComparer.Ordinal);

        public List<(string Place, string Change)> Silent { get; } = [];

        public int Changes { get; private set; }

        public int Refused { get; private set; }

        public void Hear(string place, MechanismPolicy policy, JsonNode root, string[] steps, Func<MechanismPolicy, MechanismPolicy> seen)
        {
            string before = At(root, steps).ToString();
            foreach (string value in Values(before))
            {
                Changes++;
                if (Other(root, steps, value) is not { } other)
                {
                    Refused++;
                    continue;
                }

                bool isHeard = PolicyProbe.TellsApart(policy, other, seen);
                Places[place] = Places.GetValueOrDefault(place) + (isHeard ? 1 : 0);
                if (!isHeard)
                {
                    Silent.Add((place, $"{before} -> {value} in {PolicyJson.Hash(policy)}"));
                }
            }
        }

        /// <summary>The neighbours of a number, nothing, and another number of its kind.</summary>
        private static IEnumerable<string> Values(string before)
        {
            string[] values = before.Contains('.', StringComparison.Ordinal)
                ? ["0", "1", "0.5", (decimal.Parse(before, CultureInfo.InvariantCulture) + 0.000000000000000001m).ToString(CultureInfo.InvariantCulture)]
                : ["0", "1", .. UInt128.TryParse(before, CultureInfo.InvariantCulture, out UInt128 whole) && whole < UInt128.MaxValue ? [$"{whole + 1}", $"{whole / 2}"] : Array.Empty<string>()];
            return values.Where(value => value != before).Distinct();
        }

        private static MechanismPolicy? Other(JsonNode root, string[] steps, string value)
        {
            JsonNode changed = root.DeepClone();
            JsonNode parent = At(changed, steps[..^1]);
            JsonNode replacement = At(root, steps).GetValueKind() == JsonValueKind.String ? JsonValue.Create(value)! : JsonNode.Parse(value)!;
            if (parent is JsonArray items)
            {
                items[int.Parse(steps[^1][1..^1], CultureInfo.InvariantCulture)] = replacement;
            }
            else
            {
                parent[steps[^1]] = replacement;
            }

            try
            {
                MechanismPolicy policy = PolicyJson.Read(changed.ToJsonString());
                return PolicyValidator.Validate(policy).IsEmpty ? policy : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private static JsonNode At(JsonNode root, IEnumerable<string> steps) =>
            steps.Aggregate(root, (node, step) => step.StartsWith('[') ? node[int.Parse(step[1..^1], CultureInfo.InvariantCulture)]! : node[step]!);
    }
}
