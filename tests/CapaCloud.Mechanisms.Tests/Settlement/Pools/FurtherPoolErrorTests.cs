using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Settlement.Pools;

/// <summary>A pool that never pays anything, or pays more than came in, is refused with its place.</summary>
public sealed class FurtherPoolErrorTests
{
    private static readonly Dictionary<string, (Func<FurtherPool, FurtherPool> Change, string Path, string Says)> Faults = new()
    {
        ["no source"] = (static pool => pool with { Issuance = Amount.Zero }, "$.reward.pools[0]", "no source"),
        ["no name"] = (static pool => pool with { Name = "" }, "$.reward.pools[0].name", "lowercase ASCII"),
        ["another form of name"] = (static pool => pool with { Name = "Mine" }, "$.reward.pools[0].name", "lowercase ASCII"),
        ["a splitter over the column"] = (static pool => pool with { Splitter = new LargestRemainderSplitter() }, "$.reward.pools[0].splitter", "floor"),
        ["no splitter"] = (static pool => pool with { Splitter = null! }, "$.reward.pools[0].splitter", "missing"),
        ["no multiplier"] = (static pool => pool with { UptimeMultiplier = null! }, "$.reward.pools[0].uptimeMultiplier", "missing"),
        ["checks without panels"] = (static pool => pool with { Claim = RewardClaim.Checks }, "$.reward.pools[0].claim", "panels"),
        ["a fee that nobody pays"] = (static pool => pool with { FeeShare = Proportion.Half }, "$.reward.pools[0].feeShare", "treasuryFee"),
        ["a part of nothing that is slashed"] = (static pool => pool with { SlashedShare = Proportion.Half }, "$.reward.pools[0].slashedShare", "treasuryShare"),
        ["nobody is ever paid"] = (static pool => pool with { ReputationMultiplier = new ConstantMultiplier(Ratio.Zero) }, "$.reward.pools[0].reputationMultiplier", "nobody is ever paid"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FromPolicy_poolThatCannotWork_isRefusedByItsPlace(string fault)
    {
        (Func<FurtherPool, FurtherPool> change, string path, string says) = Faults[fault];
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(With(change(Pool("a")))));
        Assert.Contains(refused.Errors, error => error.Path == path && error.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void FromPolicy_twoPoolsOfOneName_areRefused() =>
        Assert.Contains(Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(With(Pool("a"), Pool("a")))).Errors, static error => error.Path == "$.reward.pools[1].name");

    [Fact]
    public void FromPolicy_partsOfMoreThanTheWhole_areRefused()
    {
        MechanismPolicy policy = With(Pool("a") with { FeeShare = Proportion.Half }, Pool("b") with { FeeShare = Proportion.Percent(51) });
        policy = policy with { Reward = policy.Reward with { TreasuryFee = Proportion.Half } };
        Assert.Contains(Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(policy)).Errors, static error => error.Path == "$.reward.pools" && error.Message.Contains("1.01", StringComparison.Ordinal));
    }

    /// <summary>Checks are paid by the treasury: where the pools take all of the fee, nothing ever comes into it.</summary>
    [Fact]
    public void FromPolicy_poolsThatLeaveTheTreasuryNothing_cannotPayChecksOutOfIt()
    {
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => build
            .Verify(static verify => verify.ByPanelOf(3, pay: 5))
            .Reward(static reward => reward.TreasuryFee(Proportion.Half).Pool("all", static pool => pool.FeeShare(Proportion.One)))));
        Assert.Contains(refused.Errors, static error => error.Path == "$.verification.panels.pay");
    }

    [Fact]
    public void PolicyJson_withoutPools_hasTheTextOfBefore_andAnEmptyListIsRefused()
    {
        MechanismPolicy policy = With();
        string json = PolicyJson.Write(policy);
        Assert.DoesNotContain("pools", json, StringComparison.Ordinal);
        Assert.Contains("pools", PolicyJson.Write(With(Pool("a"))), StringComparison.Ordinal);
        string empty = json.Replace("\"splitter\"", "\"pools\": [], \"splitter\"", StringComparison.Ordinal);
        Assert.Contains("$.reward.pools: is an empty list", Assert.Throws<System.Text.Json.JsonException>(() => PolicyJson.Read(empty)).Message, StringComparison.Ordinal);
    }

    private static FurtherPool Pool(string name) => new() { Name = name, Issuance = Amount.One };

    private static MechanismPolicy With(params FurtherPool[] pools)
    {
        MechanismPolicy policy = Mechanism.Create(static build => build.Name("errors")).Policy;
        return policy with { Reward = policy.Reward with { Pools = [.. pools] } };
    }
}
