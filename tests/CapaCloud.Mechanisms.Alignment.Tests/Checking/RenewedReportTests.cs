using CapaCloud.Mechanisms.Alignment.Tests.Adversary;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Who cheats on everything in flight and has it reported at once pays one bond, one reward and one jail: claimed, replayed to the unit, and played in another network.</summary>
public sealed class RenewedReportTests
{
    /// <summary>Four epochs of 20 jobs at 100 are 8,000; they cost the bond of 5,000, and with the jail three epochs at 400.</summary>
    private static readonly Economics Figures = new()
    {
        CostPerJob = 100,
        PaymentPerJob = 120,
        JobsPerEpoch = 20,
        Participants = 12,
        DetectionDelay = 4,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 1_000_000,
        OutsideOption = 0,
        Discount = new Fraction(999, 1_000),
    };

    [Theory]
    [InlineData(0UL, 5_000, true)]
    [InlineData(0UL, 7_500, false)]
    [InlineData(2UL, 5_000, true)]
    public void IncentiveCompatibility_everythingReportedAtOnce_paysOnce(ulong appeals, int bond, bool pays)
    {
        Mechanism mechanism = Market(appeals, bond);
        Finding finding = AlignmentChecker.Check(mechanism, Figures).On(AlignmentProperty.IncentiveCompatibility);
        Assert.Equal(pays, finding is Finding.Fails { Attack.Trace.IsRenewed: true });
        if (finding is not Finding.Fails { Attack: { Trace: { } trace } attack })
        {
            return;
        }

        Assert.Equal(attack.Profit, AttackReplay.Play(mechanism, Figures, trace));
        Assert.Contains("reported at once", attack.Strategy, StringComparison.Ordinal);

        // Another network, settled whole and discounted to the end: what is claimed is the least of it.
        double played = AdversaryRenewal.Gain(mechanism, Figures, trace);
        Assert.InRange(played, attack.Profit.Low.ToDouble(), attack.Profit.High.ToDouble());

        // Traces that say something else are found out: an epoch more that is cheated, an epoch less, an idle one less.
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(mechanism, Figures, trace with { CheatedIn = trace.CheatedIn.Add(trace.CheatedIn[^1] + 1) }));
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(mechanism, Figures, trace with { Epochs = trace.Epochs - 1 }));
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(mechanism, Figures, trace with { Idle = trace.Idle + 1 }));
    }

    private static Mechanism Market(ulong appeals, int bond) => Mechanism.Create(m => m
        .Stake(s => s.MinimumBond((UInt128)(uint)bond).UnbondingPeriod(EpochSpan.Of(40)))
        .Verify(v => v.AuditRate(Proportion.Percent(90)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), o => o with { ForfeitsReward = true, Jail = EpochSpan.Of(2), AppealWindow = EpochSpan.Of(appeals) })
        .Reward(r => r.SplitByFloor()));
}
