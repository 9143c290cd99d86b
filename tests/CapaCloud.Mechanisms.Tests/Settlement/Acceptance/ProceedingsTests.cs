using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>What several proceedings come to does not depend on their order, explanations tell the truth about it, and a tie waits for a beacon.</summary>
public sealed class ProceedingsTests
{
    private static readonly Mechanism Court = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One), offence => offence with
        {
            AppealWindow = EpochSpan.Of(5),
            ForfeitsReward = true,
        })
        .DividePenalties(bounty: Proportion.Percent(10)));

    /// <summary>Two accusations of one report, and every order of ruling on them: a withheld reward of 100 is forfeited once one is confirmed, and never comes back.</summary>
    [Theory]
    [InlineData("confirm a, overturn b")]
    [InlineData("overturn b, confirm a")]
    [InlineData("confirm b, overturn a")]
    [InlineData("overturn a, confirm b")]
    [InlineData("together")]
    public void TwoAccusations_oneConfirmedOneOverturned_forfeitTheReward(string order)
    {
        EpochSettlement accused = Accuse("a", "b");
        FaultCase a = CaseOf(accused, "a"), b = CaseOf(accused, "b");
        List<EpochSettlement> epochs = [accused];
        Ruling confirmA = new(Trial.Alice, a.Key, RulingOutcome.Confirmed), overturnA = new(Trial.Alice, a.Key, RulingOutcome.Overturned);
        Ruling confirmB = new(Trial.Alice, b.Key, RulingOutcome.Confirmed), overturnB = new(Trial.Alice, b.Key, RulingOutcome.Overturned);
        Ruling[][] steps = order switch
        {
            "confirm a, overturn b" => [[confirmA], [overturnB]],
            "overturn b, confirm a" => [[overturnB], [confirmA]],
            "confirm b, overturn a" => [[confirmB], [overturnA]],
            "overturn a, confirm b" => [[overturnA], [confirmB]],
            _ => [[overturnB, confirmA], []],
        };
        foreach (Ruling[] step in steps)
        {
            epochs.Add(Trial.Settle(Court, epochs[^1].After, report => report with { Rulings = [.. step] }));
        }

        Assert.Equal(Amount.Zero, Trial.ToWallet(Trial.Alice, [.. epochs]));
        Assert.Equal(Amount.Of(100), epochs.Aggregate(Amount.Zero, (sum, epoch) => sum + epoch.OutcomeOf(Trial.Alice).Forfeited));
        Assert.Equal(Amount.Of(700), epochs[^1].After.StateOf(Trial.Alice).Stake.Bonded);
        Assert.Equal(Amount.Zero, epochs[^1].After.StateOf(Trial.Alice).WithheldTotal());
    }

    [Fact]
    public void WithheldReward_isNotPaid_andWhatIsGivenBackIsInNet()
    {
        EpochSettlement accused = Accuse("a");
        Explanation waiting = Court.Explain(accused, Trial.Alice);
        Assert.Equal((Amount.Of(100), Amount.Of(100), Amount.Zero, SignedAmount.Zero), (waiting.Reward, waiting.Withheld, waiting.Paid, waiting.Net));

        EpochSettlement overturned = Trial.Settle(Court, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, RulingOutcome.Overturned)] });
        Explanation given = Court.Explain(overturned, Trial.Alice);
        Assert.Equal((Amount.Of(100), SignedAmount.Change(Amount.Zero, Amount.Of(100))), (given.Returned, given.Net));

        EpochSettlement confirmed = Trial.Settle(Court, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, RulingOutcome.Confirmed)] });
        Explanation taken = Court.Explain(confirmed, Trial.Alice);
        Assert.Equal((Amount.Of(100), SignedAmount.Change(Amount.Of(300), Amount.Zero)), (taken.Forfeited, taken.Net));
        Explanation reporter = Court.Explain(confirmed, Trial.Bob);
        Assert.Equal((Amount.Of(30), SignedAmount.Change(Amount.Zero, Amount.Of(30))), (reporter.Earned, reporter.Net));
    }

    [Fact]
    public void ForgedPosting_doesNotExplain_andIsNotGenuine()
    {
        EpochSettlement accused = Accuse("a");
        EpochSettlement confirmed = Trial.Settle(Court, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, RulingOutcome.Confirmed)] });
        Assert.True(Court.IsGenuine(confirmed));
        Posting[] forgeries =
        [
            new(LedgerAccount.Requesters, LedgerAccount.Wallet(Trial.Alice), Amount.One, PostingReason.Reward),
            new(LedgerAccount.Stake(Trial.Alice), LedgerAccount.Wallet(Trial.Bob), Amount.One, PostingReason.Bounty),
            new(LedgerAccount.Wallet(Trial.Alice), LedgerAccount.Wallet(Trial.Bob), Amount.One, PostingReason.Payment),
        ];
        foreach (Posting forged in forgeries)
        {
            EpochSettlement altered = confirmed with { Postings = confirmed.Postings.Add(forged) };
            Assert.False(Court.IsGenuine(altered));
            Assert.Throws<InvalidOperationException>(() => Court.Explain(altered, Trial.Alice));
            Assert.Throws<InvalidOperationException>(() => Court.Explain(altered, Trial.Bob));
        }
    }

    /// <summary>Ten equals and one odd unit: without a beacon the report is refused; with 60 beacons the unit goes around.</summary>
    [Fact]
    public void OddUnit_amongEquals_needsABeacon_andGoesAround()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Name("largest remainder"));
        NetworkState state = Trial.OpenTen(mechanism);
        EpochReport report = new()
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(11),
            Participants = [.. Trial.Ten().Select(name => new ParticipantReport { Participant = name, Work = 1 })],
        };
        Assert.False(mechanism.TrySettle(state, report, out _, out var refusals));
        Assert.Equal(RefusalReason.MissingBeacon, Assert.Single(refusals).Reason);
        Assert.False(mechanism.TrySettle(state, report with { Beacon = new Beacon(0, Trial.Number(7)) }, out _, out refusals));
        Assert.Equal(RefusalReason.MissingBeacon, Assert.Single(refusals).Reason);
        HashSet<ParticipantId> winners = [];
        for (int round = 1; round <= 60; round++)
        {
            EpochSettlement settled = mechanism.Settle(state, report with { Beacon = new Beacon((ulong)round, Trial.Number(round)) });
            winners.Add(settled.Outcomes.Single(outcome => outcome.Reward == Amount.Of(2)).After.Participant);
        }

        Assert.True(winners.Count >= 8, $"The odd unit went to {winners.Count} of ten.");
    }

    [Theory]
    [InlineData(10UL, true, 10)]
    [InlineData(0UL, true, 10)]
    [InlineData(11UL, false, 10)]
    [InlineData(11UL, true, 1)]
    public void NothingTied_needsNoBeacon(ulong payments, bool equal, int workers)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Reward(reward => reward.Split(new LargestRemainderSplitter())));
        EpochReport report = new()
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(payments),
            Participants = [.. Trial.Ten().Take(workers).Select((name, number) => new ParticipantReport { Participant = name, Work = equal ? 1 : (ulong)(number * number) + 3 })],
        };
        Assert.True(mechanism.TrySettle(Trial.OpenTen(mechanism), report, out EpochSettlement? settled, out _));
        Assert.Equal(Amount.Of(payments), settled.After.Books.Out);
    }

    private static EpochSettlement Accuse(params string[] tasks) => Trial.Settle(Court, Trial.Open(Court, (Trial.Alice, 1_000), (Trial.Bob, 1_000)), report => report with
    {
        Payments = Amount.Of(100),
        Participants = [new ParticipantReport { Participant = Trial.Alice, Work = 1 }],
        Evidence = [.. tasks.Select(task => Trial.WrongEvidence(Trial.Alice, task, Epoch.Zero, Proportion.One, Trial.Bob))],
    });

    private static FaultCase CaseOf(EpochSettlement settled, string task) => settled.After.StateOf(Trial.Alice).Cases
        .Single(item => item.Key == Trial.WrongEvidence(Trial.Alice, task, Epoch.Zero, Proportion.One).Key);
}
