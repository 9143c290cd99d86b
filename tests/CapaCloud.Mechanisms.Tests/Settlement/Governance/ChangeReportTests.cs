using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

public sealed class ChangeReportTests
{
    private static RecordedHistory History { get; } = new()
    {
        Start = SmallNetwork.Open(),
        Reports =
        [
            SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Bob)] },
            SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)) with { Epoch = Epoch.Of(1) },
        ],
    };

    [Fact]
    public void Of_aChangeOfNothing_changesNothing()
    {
        ChangeReport report = ChangeComparison.Of(SmallNetwork.Mechanism, SmallNetwork.Mechanism, History);
        Assert.Equal(2, report.Epochs);
        Assert.All(report.Effects, effect => Assert.True(effect.Difference().IsZero));
        Assert.Equal((SignedAmount.Zero, SignedAmount.Zero, SignedAmount.Zero), (report.Treasury, report.Burned, report.In));
    }

    /// <summary>No fee: what the treasury does not get is what the participants get, and all of it is accounted for.</summary>
    [Fact]
    public void Of_aFeeThatEnds_theParticipantsWinWhatTheTreasuryLoses()
    {
        MechanismPolicyOf(feePercent: 0, out Mechanism free);
        ChangeReport report = ChangeComparison.Of(SmallNetwork.Mechanism, free, History);
        Assert.All(report.Effects, effect => Assert.False(effect.Difference().IsLoss));
        Assert.True(report.Treasury.IsLoss);
        Assert.Equal(SignedAmount.Zero, report.In);
        Assert.Equal(report.Effects[0].SlashedBefore, report.Effects[0].SlashedAfter);
        Assert.Equal(report, MechanismJson.Default.Read<ChangeReport>(MechanismJson.Default.Write(report)));
        Assert.Equal(History, MechanismJson.Default.Read<RecordedHistory>(MechanismJson.Default.Write(History)));
    }

    /// <summary>The two runs are the settlement itself, so the difference is that of the two last states.</summary>
    [Fact]
    public void Of_anyChange_isTheDifferenceOfTheTwoRuns()
    {
        MechanismPolicyOf(feePercent: 20, out Mechanism dear);
        ChangeReport report = ChangeComparison.Of(SmallNetwork.Mechanism, dear, History);
        NetworkState before = History.Reports.Aggregate(History.Start, (state, item) => SmallNetwork.Mechanism.Settle(state, item).After);
        NetworkState after = History.Reports.Aggregate(dear.Migrate(History.Start, SmallNetwork.Mechanism.Policy).State, (state, item) => dear.Settle(state, item).After);
        Assert.Equal(SignedAmount.Change(before.Treasury, after.Treasury), report.Treasury);
        Assert.Equal(SignedAmount.Change(before.Books.Out, after.Books.Out), report.Effects.Aggregate(SignedAmount.Zero, (sum, effect) => sum + effect.Difference()));
    }

    /// <summary>What a reporter was paid is the reporter's, not the offender's: with evidence, every unit that left the network is somebody's.</summary>
    [Fact]
    public void Of_aHistoryWithBounties_givesEachWhatReachedItsWallet()
    {
        Mechanisms.Evidence evidence = new()
        {
            Offence = Mechanisms.Offence.IncorrectResult,
            Offender = SmallNetwork.Bob,
            Task = Mechanisms.TaskId.Of("t"),
            FaultEpoch = Epoch.Zero,
            Severity = Proportion.One,
            Reporter = SmallNetwork.Alice,
        };
        RecordedHistory history = new()
        {
            Start = SmallNetwork.Open(),
            Reports = [SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Evidence = [evidence] }],
        };
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(history.Start, history.Reports[0]);
        ChangeReport report = ChangeComparison.Of(SmallNetwork.Mechanism, SmallNetwork.Mechanism, history);

        Assert.NotEqual(Amount.Zero, settled.OutcomeOf(SmallNetwork.Bob).Bounties);
        Assert.Equal(settled.After.Books.Out - history.Start.Books.Out, report.Effects.Aggregate(Amount.Zero, (sum, effect) => sum + effect.PaidBefore));
        ChangeEffect alice = report.Effects.Single(effect => effect.Participant == SmallNetwork.Alice), bob = report.Effects.Single(effect => effect.Participant == SmallNetwork.Bob);
        Assert.Equal(settled.OutcomeOf(SmallNetwork.Alice).Paid + settled.OutcomeOf(SmallNetwork.Bob).Bounties, alice.PaidBefore);
        Assert.Equal(settled.OutcomeOf(SmallNetwork.Bob).Paid, bob.PaidBefore);
    }

    [Fact]
    public void Of_aForeignHistory_isRefused() =>
        Assert.Throws<ForeignStateException>(() => ChangeComparison.Of(Mechanism.Create(build => build.Name("other")), SmallNetwork.Mechanism, History));

    private static void MechanismPolicyOf(uint feePercent, out Mechanism mechanism) => mechanism = Mechanism.FromPolicy(SmallNetwork.Mechanism.Policy with
    {
        Reward = SmallNetwork.Mechanism.Policy.Reward with { TreasuryFee = Proportion.Percent(feePercent) },
    });
}
