using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Settlement;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Penalties that wait out an appeal: the accused appeals on the last day, nobody rules, and the penalty is as late as it can be.</summary>
public sealed class AppealTests
{
    private static readonly Economics Plain = new() { PaymentPerJob = 10, CostPerJob = 5, JobsPerEpoch = 3, Participants = 100, DetectionDelay = 0, DetectionAccuracy = 1, HonestFaultRate = 0, IdentityPrice = 0, ColludingShare = 0, SidePaymentLimit = 0, OutsideOption = 0, CheckingCost = 0, DisputeCost = 0 };

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Check_appealed_isNearlyAVerdictThatIsAsLate(long delay)
    {
        Finding.Holds appealed = Assert.IsType<Finding.Holds>(Ask(Of(window: 4), Plain with { DetectionDelay = delay }));
        Finding.Holds late = Assert.IsType<Finding.Holds>(Ask(Of(window: 0), Plain with { DetectionDelay = delay + 16 }));

        // Penalties that may come sooner or later share a bond among more epochs: the margin is a little less.
        AssertNearly(late.Margin, appealed.Margin);
        Assert.Contains(appealed.Assumptions, text => text.Contains("appeals as late as can be: the penalty is taken 16", StringComparison.Ordinal));
        AssertNearly(
            Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Of(window: 0), Plain with { DetectionDelay = delay + 16 }, AlignmentProperty.CollusionResistance)).Margin,
            Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Of(window: 4), Plain with { DetectionDelay = delay }, AlignmentProperty.CollusionResistance)).Margin);
        Assert.True(appealed.Margin < Assert.IsType<Finding.Holds>(Ask(Of(window: 0), Plain)).Margin);
    }

    [Theory]
    [InlineData(100, 1, true)]
    [InlineData(60, 2, true)]
    [InlineData(10, 0, false)]
    public void Check_wrongfulAccusationsPledgeTheBond_cheatingMeanwhileIsFree(int slashPercent, int accusations, bool pays)
    {
        // One in a thousand honest results is audited and condemned: two in six jobs an epoch are seldom, ten never happen.
        Mechanism mechanism = Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(10_000).UnbondingPeriod(EpochSpan.Of(60)))
            .Verify(v => v.AuditRate(Proportion.Percent(50)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent((uint)slashPercent)), o => o with { AppealWindow = EpochSpan.Of(3) }));
        Economics economics = Plain with { HonestFaultRate = new Fraction(1, 1_000) };

        Finding finding = Ask(mechanism, economics);

        if (!pays)
        {
            Finding.Holds holds = Assert.IsType<Finding.Holds>(finding);
            Assert.Contains("wrongful accusations known and not charged yet", holds.Condition, StringComparison.Ordinal);
            return;
        }

        Finding.Fails fails = Assert.IsType<Finding.Fails>(finding);
        AttackTrace trace = fails.Attack.Trace!;
        Assert.Equal(accusations, trace.Wrongful);
        Assert.Equal(trace.Slashed[0], trace.Slashed[1]);
        Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, economics, trace));
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(mechanism, economics, trace with { Slashed = [trace.Slashed[0], trace.Slashed[1] + Amount.One] }));
        Assert.IsType<Finding.Holds>(Ask(mechanism, economics with { HonestFaultRate = 0 }));
    }

    [Fact]
    public void Check_waitEatsTheSlash_holdsNoMore()
    {
        // The same bond that is enough at once is not when three jobs of each of nine epochs are cheated before it is taken.
        Assert.IsType<Finding.Holds>(Ask(Of(window: 0, bond: 100), Plain));
        Assert.IsType<Finding.Fails>(Ask(Of(window: 4, bond: 100), Plain));
    }

    [Fact]
    public void Check_attack_replaysWithWhatTheProceedingsTakeInTheEnd()
    {
        Mechanism mechanism = Of(window: 4, bond: 10, forfeits: true);
        Finding.Fails fails = Assert.IsType<Finding.Fails>(Ask(mechanism, Plain with { ExternalGainPerJob = 20 }));
        AttackTrace trace = fails.Attack!.Trace!;

        Assert.Equal(fails.Attack.Profit, AttackReplay.Play(mechanism, Plain with { ExternalGainPerJob = 20 }, trace));
        Assert.Equal(17, fails.Attack.Epochs);
        Assert.Equal((UInt128)10, trace.Slashed[^1].Units);
        Assert.True(trace.Forgone[^1] > Amount.Zero, "the reward of the accused epoch is withheld and then lost");
        Assert.Throws<InvalidOperationException>(() => AttackReplay.Play(Of(window: 0, bond: 11, forfeits: true), Plain, trace));
    }

    [Fact]
    public void Certificate_appealable_isCheckedWithTheWait()
    {
        AlignmentCertificate certificate = CertificateIssuer.TryIssue(Of(window: 4), Plain)!;
        Assert.True(CertificateChecker.Check(certificate, Of(window: 4), Plain).IsAccepted, CertificateChecker.Check(certificate, Of(window: 4), Plain).ToString());

        AlignmentCertificate atOnce = CertificateIssuer.TryIssue(Of(window: 0), Plain)!;
        Assert.False(CertificateChecker.Check(certificate with { Margin = atOnce.Margin }, Of(window: 4), Plain).IsAccepted);
    }

    [Fact]
    public void ExitSafety_accusedStakeCannotLeave_evenAfterTheLiabilityWindow()
    {
        // The penalty comes 40 epochs after the fault, liability ends after 21: the accusation holds the stake. A pool of delegations has no such hold.
        Mechanism mechanism = Of(window: 20);
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(mechanism, Plain, AlignmentProperty.ExitSafety));

        DelegationEconomics delegation = new() { OperatorBond = Amount.Of(20_000), Delegation = Amount.Of(1_000), OtherDelegations = Amount.Of(5_000), RewardPerEpoch = 100 };
        Assert.IsType<Finding.Fails>(DelegatorChecker.Check(mechanism, Plain, delegation).On(AlignmentProperty.ExitSafety));
        Assert.IsType<Finding.Holds>(DelegatorChecker.Check(Of(window: 4), Plain, delegation).On(AlignmentProperty.ExitSafety));
    }

    [Fact]
    public void DynamicCheck_appealable_saysThatTheFutureWasNotLookedAt()
    {
        Assert.Contains("appeal", Assert.IsType<DynamicOutcome.NotCovered>(DynamicEngine.Check(Of(window: 4), Plain, DynamicEffort.Quick)).Reason, StringComparison.Ordinal);
        Finding.Inconclusive open = Assert.IsType<Finding.Inconclusive>(
            AlignmentChecker.Check(Of(window: 4, bond: 260), Plain, DynamicEffort.Quick).On(AlignmentProperty.IncentiveCompatibility));
        Assert.Contains("appeal", open.WhatWouldClose, StringComparison.Ordinal);
    }

    /// <summary>Lives that cheat on everything and appeal every accusation, through the mechanism itself: at a bond half as large again as the threshold none gains on average.</summary>
    [Fact]
    public void Holds_playedWithAppeals_nobodyGains()
    {
        Mechanism mechanism = Of(window: 2, bond: 240, rate: 30);
        Assert.IsType<Finding.Holds>(Ask(mechanism, Plain));
        MechanismProbe probe = new(mechanism, Plain);
        Random random = new(11);
        List<double> gains = [];
        for (int life = 0; life < 400; life++)
        {
            gains.Add(Live(probe, random, cheating: random.Next(1, 40)));
        }

        double mean = gains.Average(), error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / gains.Count / (gains.Count - 1));
        Assert.True(mean + (5 * error) < 0, $"{mean} +- {error}");
        Assert.Contains(gains, gain => gain > 0);
    }

    private static double Live(MechanismProbe probe, Random random, int cheating)
    {
        (double total, double worth) = (0, 1);
        ParticipantState state = probe.Seasoned;
        Epoch now = MechanismProbe.Start;
        for (int step = 0; step < cheating || state.Cases.Any(item => item.Status == CaseStatus.Pending); step++, now = now.Next, worth *= 0.99)
        {
            bool works = step < cheating && state.JailedUntil <= now && state.Stake.Bonded >= probe.Stake;
            int found = Enumerable.Range(0, works ? 3 : 0).Count(_ => random.NextDouble() < 0.3);
            ParticipantOutcome outcome = probe.Play(state, new ParticipantInput
            {
                Epoch = now,
                Report = new ParticipantReport { Participant = state.Participant, Work = works ? 3UL : 0 },
                Accusations =
                [
                    .. Enumerable.Range(0, found).Select(job => new Accusation
                    {
                        Key = Digest.FromBytes([(byte)(step / 256), (byte)step, (byte)(job + 1), .. new byte[29]]),
                        Offence = Offence.IncorrectResult,
                        FaultEpoch = now,
                        Severity = Proportion.One,
                    }),
                ],
                Appeals = [.. state.Cases.Where(item => item.Status == CaseStatus.Pending && !item.IsAppealed && item.Deadline == now).Select(item => new Appeal(state.Participant, item.Key))],
            });
            total += worth * ((works ? 15 : 0) - (double)outcome.Slashed.Units);
            state = outcome.After;
        }

        return total;
    }

    private static Finding Ask(Mechanism mechanism, Economics economics) => AlignmentChecker.Check(mechanism, economics, AlignmentProperty.IncentiveCompatibility);

    private static Mechanism Of(ulong window, int bond = 10_000, bool forfeits = false, uint rate = 50) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond((UInt128)bond).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(rate)))
        .Slash(
            Offence.IncorrectResult,
            SlashingCurve.Constant(Proportion.One),
            offence => offence with { AppealWindow = EpochSpan.Of(window), ForfeitsReward = forfeits }));

    private static void AssertNearly(Fraction late, Fraction appealed) =>
        Assert.True(appealed <= late && appealed >= late * new Fraction(9, 10), $"{appealed.ToDouble()} against {late.ToDouble()}");
}
