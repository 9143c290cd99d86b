namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>What no engine plays decides nothing: with further pools neither a proof nor an attack by the pool of work alone is said of the mechanism.</summary>
public sealed class FurtherPoolTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_policyWithFurtherPools_isInconclusiveWhereThePoolOfWorkAloneDecides(bool isAudited)
    {
        Mechanism plain = isAudited ? Mechanisms.Marketplace : Mechanisms.Build(auditPercent: 0);
        FurtherPool pool = new() { Name = "availability", Issuance = Amount.Of(1_000), Claim = RewardClaim.Uptime };
        Mechanism more = Mechanism.FromPolicy(plain.Policy with { Reward = plain.Policy.Reward with { Pools = [pool] } });
        AlignmentReport without = AlignmentChecker.Check(plain, Mechanisms.Ordinary), with = AlignmentChecker.Check(more, Mechanisms.Ordinary);

        Assert.Contains(without.Findings, finding => isAudited ? finding is Finding.Holds : finding is Finding.Fails);
        Assert.DoesNotContain(with.Findings, static finding => finding is Finding.Holds or Finding.Fails);
        Assert.Contains(with.Findings, static finding => finding is Finding.Inconclusive open && open.WhatWouldClose.Contains("further pools", StringComparison.Ordinal));
    }
}
