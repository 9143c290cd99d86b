using System.Globalization;
using System.Text;
using System.Text.Json;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

public sealed class PolicyJsonTests
{
    private static MechanismPolicy Policy => SmallNetwork.Mechanism.Policy;

    [Fact]
    public void Read_whatWriteWrote_isTheSamePolicy()
    {
        MechanismPolicy again = PolicyJson.Read(PolicyJson.Write(Policy));
        Assert.Equal(Policy, again);
        Assert.Equal(PolicyJson.Hash(Policy), PolicyJson.Hash(again));
    }

    /// <summary>
    /// A policy's hash stands in receipts: if this changes, every receipt ever written loses its policy. Computed by eng/vectors/canonical.py from
    /// eng/vectors/small-policy.json, which is this policy.
    /// </summary>
    [Fact]
    public void Hash_knownPolicy_isStable()
    {
        Assert.Equal("bab0cfba95f5ef47edfdc3bf876b7111313853ebe5fa272657f3d04d0afbd63f", PolicyJson.Hash(Policy).ToString());
        Assert.Equal(Policy, PolicyJson.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "eng", "vectors", "small-policy.json"))));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public void WriteCanonical_anyCulture_sameBytes(string culture)
    {
        byte[] invariant = PolicyJson.WriteCanonical(Policy);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(invariant, PolicyJson.WriteCanonical(Policy));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Hash_membersReordered_isTheSame()
    {
        string json = PolicyJson.Write(Policy);
        string name = "\"name\": \"small\",";
        string reordered = json.Replace(name, "", StringComparison.Ordinal);
        reordered = reordered[..reordered.LastIndexOf('}')].TrimEnd() + ",\n  \"name\": \"small\"\n}";
        Assert.Equal(PolicyJson.Hash(Policy), PolicyJson.Hash(PolicyJson.Read(reordered)));
    }

    [Fact]
    public void WriteCanonical_hasNoWhiteSpaceAndSortedMembers()
    {
        string canonical = Encoding.UTF8.GetString(PolicyJson.WriteCanonical(Policy));
        Assert.StartsWith("{\"excusedCauses\":[\"power\"],\"jobs\":null,\"name\":\"small\",\"offences\":[{", canonical, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": \"0.05\", \"tresuryFee\": \"0.06\"", "$.reward.tresuryFee")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": \"1.05\"", "$.reward.treasuryFee")]
    [InlineData("\"treasuryFee\": \"0.05\"", "\"treasuryFee\": 0.05", "$.reward.treasuryFee")]
    [InlineData("\"minimumBond\": \"1000\"", "\"minimumBond\": \"-1\"", "$.stake.minimumBond")]
    [InlineData("\"offence\": \"downtime\"", "\"offence\": \"Down Time\"", "$.offences[1].offence")]
    [InlineData("\"kind\": \"beta\"", "\"kind\": \"gamma\"", "$.reputation.model")]
    public void Read_badField_saysWhichByItsPath(string good, string bad, string path)
    {
        string json = PolicyJson.Write(Policy);
        Assert.Contains(good, json, StringComparison.Ordinal);
        JsonException refusal = Assert.Throws<JsonException>(() => PolicyJson.Read(json.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ruleThatRefusesItsParameters_isRefused()
    {
        string json = PolicyJson.Write(Policy).Replace("\"newcomers\": \"0.25\"", "\"newcomers\": \"0.01\"", StringComparison.Ordinal);
        Assert.Contains("less often than the most trusted", Assert.Throws<JsonException>(() => PolicyJson.Read(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_missingPart_isRefused()
    {
        JsonException refusal = Assert.Throws<JsonException>(() => PolicyJson.Read("{ \"name\": \"empty\" }"));
        Assert.Contains("stake", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_aCurveOfOnesOwn_takesPartInJsonAndSettlement()
    {
        PolicyTypes types = PolicyTypes.Default.With("square-root", OwnRulesJsonContext.Default.SquareRootCurve);
        MechanismPolicy policy = Policy with
        {
            Offences = [new OffencePolicy { Offence = Offence.IncorrectResult, Curve = new SquareRootCurve(Proportion.Percent(80)) }],
        };
        string json = PolicyJson.Write(policy, types);
        Assert.Contains("\"kind\": \"square-root\"", json, StringComparison.Ordinal);
        Mechanisms.Mechanism mechanism = Mechanisms.Mechanism.FromPolicy(PolicyJson.Read(json, types), types);
        EpochSettlement settled = mechanism.Settle(Open(mechanism), Epoch0(Report(Alice)) with { Verdicts = [Incorrect(Alice)] });
        Assert.Equal(Amount.Of(8_000), settled.OutcomeOf(Alice).Slashed);
    }

    [Fact]
    public void Write_aRuleWithoutAName_isRefused()
    {
        MechanismPolicy policy = Policy with
        {
            Offences = [new OffencePolicy { Offence = Offence.IncorrectResult, Curve = new SquareRootCurve(Proportion.One) }],
        };
        Assert.Throws<NotSupportedException>(() => PolicyJson.Write(policy));
    }

    [Fact]
    public void With_aNameThatIsTaken_isRefused() =>
        Assert.Contains(
            "taken by ConstantCurve",
            Assert.Throws<ArgumentException>(() => PolicyTypes.Default.With("constant", OwnRulesJsonContext.Default.SquareRootCurve)).Message,
            StringComparison.Ordinal);
}
