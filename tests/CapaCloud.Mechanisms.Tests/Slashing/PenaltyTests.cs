using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>Bounties, debts, headroom, liveness and reports of duties.</summary>
public sealed class PenaltyTests
{
    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool CoalitionLoss_ofAnyOwnLossAndShare_isPositive(Amount ownLoss, Proportion share)
    {
        BountyRule rule = new() { Share = share == Proportion.One ? Proportion.FromParts(Proportion.PartsPerOne - 1) : share };
        return ownLoss.IsZero ? rule.Of(ownLoss).IsZero : rule.Of(ownLoss) < ownLoss && !rule.CoalitionLoss(ownLoss).IsZero;
    }

    [Fact]
    public void Of_evidence_paysAReporterThatIsNotTheOffender()
    {
        BountyRule rule = new() { Share = Proportion.Percent(20), AtMost = Amount.Of(5) };
        Evidence evidence = new() { Offender = ParticipantId.Of("a") };
        Assert.Equal(Amount.Zero, rule.Of(evidence, Amount.Of(20)));
        Assert.Equal(Amount.Zero, rule.Of(evidence with { Reporter = ParticipantId.Of("a") }, Amount.Of(20)));
        Assert.Equal(Amount.Of(4), rule.Of(evidence with { Reporter = ParticipantId.Of("b") }, Amount.Of(20)));
        Assert.Equal(Amount.One, rule.Of(Amount.Of(7)));
        Assert.Equal(Amount.Of(5), rule.Of(Amount.Of(26)));
        Assert.Equal(Amount.Of(21), rule.CoalitionLoss(Amount.Of(26)));
    }

    /// <summary>Reported alone or with an accomplice, in one piece or in many, an offender always loses more than its friends get.</summary>
    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Of_moreLoss_neverPaysLessAndSplittingPaysNoMore(Amount first, Amount second, Proportion share)
    {
        BountyRule rule = new() { Share = share == Proportion.One ? Proportion.Half : share };
        Amount both = first > Amount.MaxValue - second ? Amount.MaxValue : first + second;
        Amount rest = both - first;
        return rule.Of(first) <= rule.Of(both) && rule.Of(first) + rule.Of(rest) <= rule.Of(both);
    }

    [Fact]
    public void Share_ofEverything_isRefused() =>
        Assert.Contains("self-reports free", Assert.Throws<ArgumentOutOfRangeException>(() => new BountyRule { Share = Proportion.One }).Message, StringComparison.Ordinal);

    [Property(Arbitrary = [typeof(MechanismArbitraries)])]
    public bool Repay_anyIncome_conservesAndLeavesAWayBack(Amount owed, Amount income)
    {
        (PenaltyDebt debt, Amount repaid, Amount kept) = new PenaltyDebt(owed).Repay(income, Proportion.Half);
        return repaid + kept == income && debt.Owed + repaid == owed && (income <= Amount.One || !kept.IsZero);
    }

    [Fact]
    public void Headroom_withinTolerance_namesTheMissThatCosts()
    {
        ISlashingCurve curve = SlashingCurve.Linear(Proportion.Percent(2)).WithTolerance(Proportion.Percent(10));
        Headroom headroom = Headroom.Of(curve, default, missed: 3, duties: 100, Amount.Of(1_000_000));
        Assert.Equal(7UL, headroom.MissesLeft);
        Assert.False(headroom.NextPenalty.IsZero);
        Assert.True(Headroom.Of(curve, default, missed: 3, duties: 30, Amount.One).MissesLeft == 0);
        Assert.True(Headroom.Of(SlashingCurve.Constant(Proportion.Half), default, 0, 10, Amount.One).IsUnlimited);
        Assert.Throws<ArgumentOutOfRangeException>(() => Headroom.Of(curve, default, 11, 10, Amount.One));
    }

    [Property]
    public bool Headroom_anyDuties_agreesWithCounting(byte missedSeed, byte dutiesSeed, byte tolerance)
    {
        ulong duties = (ulong)dutiesSeed + 1;
        ulong missed = missedSeed % (duties + 1);
        ISlashingCurve curve = SlashingCurve.Linear(Proportion.Percent(2)).WithTolerance(Proportion.Percent((uint)tolerance % 101));
        Proportion At(ulong count) => curve.Evaluate(new OffenceContext { Severity = Proportion.FromQuotient(count, duties, Rounding.Up) });
        ulong counted = 0;
        while (missed + counted < duties && At(missed + counted + 1) == At(missed))
        {
            counted++;
        }

        return Headroom.Of(curve, default, missed, duties, Amount.One).MissesLeft == counted;
    }

    [Fact]
    public void MissesLeft_freshWindow_countsWindowAndAllowance()
    {
        LivenessRules rules = new() { Window = 10, MinimumPresent = 5 };
        LivenessRecord record = LivenessRecord.Start(rules);
        for (int duty = 0; duty < 20; duty++)
        {
            (record, _) = record.Observe(present: true, rules);
        }

        Assert.Equal(5, record.MissesLeft(rules));
        for (int miss = 0; miss < 5; miss++)
        {
            (record, bool early) = record.Observe(present: false, rules);
            Assert.False(early);
        }

        (record, bool jailed) = record.Observe(present: false, rules);
        Assert.True(jailed);
        Assert.Equal(-1, record.MissesLeft(rules));
        Assert.Equal(LivenessStanding.Free, record.Unjail(rules).Standing);
        Assert.Throws<InvalidOperationException>(() => record.Tombstone().Unjail(rules));
    }

    [Fact]
    public void IsPossible_moreDutiesThanExist_saysSo()
    {
        Assert.False(new DutyReport(22_561, 0).IsPossible(6_300, out string? refusal));
        Assert.Contains("only 6300 exist", refusal, StringComparison.Ordinal);
        Assert.True(new DutyReport(6_000, 300).IsPossible(6_300, out _));
        Assert.False(new DutyReport(ulong.MaxValue, ulong.MaxValue).IsPossible(ulong.MaxValue, out _));
    }
}
