using System.Text.Json;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>What is no policy is refused in one sentence: where, what is wrong, what is known there.</summary>
public sealed class PolicyJsonRefusalTests
{
    private static MechanismPolicy Policy => SmallNetwork.Mechanism.Policy;

    [Theory]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"tresuryFee\": \"0.05\"", "$.reward.tresuryFee: is unknown; expected splitter, reputationMultiplier, uptimeMultiplier, lostShare, issuancePerEpoch, treasuryFee, carriesDust")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": \"0.05\", \"treasuryFee\": \"0.06\"", "$.reward.treasuryFee: is there twice")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": \"0,05\"", "$.reward.treasuryFee: Expected a proportion")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": \"\\u0660.\\u0660\\u0665\"", "$.reward.treasuryFee: Expected a proportion")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": 0.05", "$.reward.treasuryFee: Expected a proportion")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": null", "$.reward.treasuryFee: Expected a proportion")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"TreasuryFee\": \"0.05\"", "$.reward.TreasuryFee: is unknown")]
    [InlineData("\"minimumBond\": \"1000\"", "\"minimumBond\": \"1,000\"", "$.stake.minimumBond: Expected an amount")]
    [InlineData("\"minimumBond\": \"1000\"", "\"minimumBond\": \" 1000\"", "$.stake.minimumBond: Expected an amount")]
    [InlineData("\"unbondingPeriod\": \"21\"", "\"unbondingPeriod\": 21", "$.stake.unbondingPeriod: Expected a count of epochs as a JSON string")]
    [InlineData("\"unbondingPeriod\": \"21\"", "\"unbondingPeriod\": \"-21\"", "$.stake.unbondingPeriod: Expected a count of epochs as a JSON string")]
    [InlineData("\"unbondingPeriod\": \"21\"", "\"unbondingPeriod\": \"18446744073709551616\"", "$.stake.unbondingPeriod: Expected a count of epochs as a JSON string")]
    [InlineData("\"kind\": \"beta\"", "\"kind\": \"gamma\"", "$.reputation.model.kind: is 'gamma', which is unknown; expected one of beta, credibility, half-life, observation-beta, streak, value-weighted")]
    [InlineData("\"kind\": \"beta\"", "\"kind\": \"beta\", \"kind\": \"streak\"", "$.reputation.model.kind: is there twice")]
    [InlineData("\"kind\": \"beta\"", "\"kind\": 1", "$.reputation.model.kind: expected a rule's name as a JSON string")]
    [InlineData("\"kind\": \"beta\",", "", "$.reputation.model.kind: is missing; expected one of beta, credibility")]
    [InlineData("\"reads\": \"Proven\"", "\"reads\": \"proven\"", "$.reputation.model.reads: Expected one of None, Proven, Unexplained, Presence, All")]
    [InlineData("\"reads\": \"Proven\"", "\"reads\": 1", "$.reputation.model.reads: Expected one of None, Proven, Unexplained, Presence, All")]
    [InlineData("\"newcomers\": \"0.25\"", "\"newcomers\": \"0.01\"", "$.verification.sampler: Newcomers cannot be audited at 0.01")]
    [InlineData("\"quorum\": 3", "\"quorum\": 1", "$.verification.verdict: A quorum is at least 2 answers, got 1")]
    [InlineData("\"quorum\": 3", "\"quorum\": 3000000000", "$.verification.verdict.quorum: ")]
    [InlineData("\"quorum\": 3", "\"quorum\": \"3\"", "$.verification.verdict.quorum: ")]
    [InlineData("\"excusedCauses\": [", "\"excusedCauses\": [ null,", "$.excusedCauses[0]: is null; expected a text as a JSON string")]
    [InlineData("\"excusedCauses\": [", "\"excusedCauses\": [ 7,", "$.excusedCauses[0]: Expected a text as a JSON string")]
    [InlineData("\"excusedCauses\": [", "\"excusedCauses\": [ \"\\ud800\",", "$.excusedCauses[0]: The text is not valid Unicode")]
    [InlineData("\"offences\": [", "\"offences\": [ null,", "$.offences[0]: is null; expected an object with offence, curve, repetitionWindow")]
    [InlineData("\"offences\": [", "\"offences\": [ 7,", "$.offences[0]: is a number; expected an object with offence, curve, repetitionWindow")]
    [InlineData("\"offences\": [", "\"offences\": [,", "$.offences: the text is no JSON: ")]
    [InlineData("\"name\": \"small\"", "\"name\": null", "$.name: is null; expected a text as a JSON string")]
    [InlineData("\"name\": \"small\"", "\"name\": \"small\\udc00\"", "$.name: The text is not valid Unicode")]
    [InlineData("\"carriesDust\": true", "\"carriesDust\": \"true\"", "$.reward.carriesDust: ")]
    public void Read_oneFault_isRefusedWhereItIs(string good, string bad, string refusal)
    {
        string json = PolicyJson.Write(Policy);
        Assert.Contains(good, json, StringComparison.Ordinal);
        int at = json.IndexOf(good, StringComparison.Ordinal);
        string changed = json[..at] + bad + json[(at + good.Length)..];
        Assert.StartsWith(refusal, Assert.Throws<JsonException>(() => PolicyJson.Read(changed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$: the text is no JSON: ")]
    [InlineData("null", "$: is null; expected an object with name, stake, ")]
    [InlineData("[]", "$: is a list; expected an object with name, stake, ")]
    [InlineData("{", "$: the text is no JSON: ")]
    [InlineData("{} {}", "$.name: is missing; expected name, stake, ")]
    [InlineData("// note\n{}", "$: the text is no JSON: ")]
    [InlineData("{ 'name': 'x' }", "$: the text is no JSON: ")]
    public void Read_malformedText_isRefused(string json, string refusal) =>
        Assert.StartsWith(refusal, Assert.Throws<JsonException>(() => PolicyJson.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_aSecondValueAfterThePolicy_isRefused() =>
        Assert.StartsWith("$: the text is no JSON: ", Assert.Throws<JsonException>(() => PolicyJson.Read(PolicyJson.Write(Policy) + "{}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_aThousandNestedCurves_isRefused()
    {
        string nested = string.Concat(Enumerable.Repeat("{\"kind\":\"capped\",\"cap\":\"1\",\"inner\":", 1_000));
        string json = PolicyJson.Write(Policy).Replace("\"offences\": [", "\"offences\": [" + nested, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => PolicyJson.Read(json));
    }

    /// <summary>Two policies that differ in half a surrogate pair only once had one hash.</summary>
    /// <summary>The platform's reader has an exception of its own for a member name that is half of a pair.</summary>
    [Fact]
    public void Read_memberNameOfHalfASurrogatePair_isRefusedAsJson()
    {
        string json = PolicyJson.Write(SmallNetwork.Mechanism.Policy);
        foreach (string member in new[] { "\"kind\"", "\"name\"", "\"fraction\"" })
        {
            Assert.Throws<JsonException>(() => PolicyJson.Read(json.Replace(member, "\"\\ud800\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Hash_halfASurrogatePair_isRefused()
    {
        // Not as data of a theory: attributes are stored as UTF-8, in which there is no half of a pair.
        foreach (string name in new[] { "small\ud800", "\udc00", "\ude00\ud83d" })
        {
            Assert.Contains("half of a surrogate pair", Assert.Throws<JsonException>(() => PolicyJson.Hash(Policy with { Name = name })).Message, StringComparison.Ordinal);
            Assert.Contains("half of a surrogate pair", Assert.Throws<JsonException>(() => PolicyJson.WriteCanonical(Policy with { ExcusedCauses = [name] })).Message, StringComparison.Ordinal);
            Assert.Contains(PolicyValidator.Validate(Policy with { Name = name }), error => error.Path == "$.name");
            Assert.Contains(PolicyValidator.Validate(Policy with { ExcusedCauses = [name] }), error => error.Path == "$.excusedCauses[0]");
            string json = PolicyJson.Write(Policy).Replace("\"small\"", $"\"{name}\"", StringComparison.Ordinal);
            Assert.StartsWith("$: the text is not valid Unicode", Assert.Throws<JsonException>(() => PolicyJson.Read(json)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("power ")]
    [InlineData(" power")]
    [InlineData("power\u200b")]
    [InlineData("power  cut")]
    [InlineData("power\tcut")]
    public void Validate_aNameThatDiffersByBlanks_isRefused(string name)
    {
        Assert.Contains(PolicyValidator.Validate(Policy with { Name = name }), error => error.Path == "$.name");
        Assert.Contains(PolicyValidator.Validate(Policy with { ExcusedCauses = [name] }), error => error.Path == "$.excusedCauses[0]");
        Assert.Throws<ArgumentException>(() => Mechanisms.ParticipantId.Of(name));
        Assert.Throws<ArgumentException>(() => Mechanisms.TaskId.Of(name));
    }

    [Fact]
    public void Read_aTextWithEscapes_isTheSamePolicy() =>
        Assert.Equal(
            PolicyJson.Hash(Policy),
            PolicyJson.Hash(PolicyJson.Read(PolicyJson.Write(Policy).Replace("\"small\"", "\"\\u0073mall\"", StringComparison.Ordinal))));

    [Fact]
    public void Write_aRuleWithoutAName_saysHowToNameIt()
    {
        MechanismPolicy policy = Policy with
        {
            Offences = [new OffencePolicy { Offence = Offence.IncorrectResult, Curve = new SquareRootCurve(Proportion.One).Capped(Proportion.Half) }],
        };
        string message = Assert.Throws<NotSupportedException>(() => PolicyJson.Write(policy)).Message;
        Assert.StartsWith("$.offences[0].curve.inner: SquareRootCurve has no name in JSON. Name it with PolicyTypes.Default.With(", message, StringComparison.Ordinal);
    }

    /// <summary>A rule of a user's own is read as strictly as the library's.</summary>
    [Fact]
    public void Read_aRuleOfOnesOwn_withoutItsParameter_isRefused()
    {
        PolicyTypes types = PolicyTypes.Default.With("square-root", OwnRulesJsonContext.Default.SquareRootCurve);
        MechanismPolicy policy = Policy with
        {
            Offences = [new OffencePolicy { Offence = Offence.IncorrectResult, Curve = new SquareRootCurve(Proportion.Half) }],
        };
        string json = PolicyJson.Write(policy, types);
        string part = json.Contains(",\n        \"atFullSeverity\": \"0.5\"", StringComparison.Ordinal) ? ",\n        \"atFullSeverity\": \"0.5\"" : "missing";
        JsonException refusal = Assert.Throws<JsonException>(() => PolicyJson.Read(json.Replace(part, "", StringComparison.Ordinal), types));
        Assert.StartsWith("$.offences[0].curve.atFullSeverity: is missing; expected kind, atFullSeverity", refusal.Message, StringComparison.Ordinal);
    }
}
