using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Doors at which an outside adversary got a bare exception or was let in with a value that is none.</summary>
public sealed class DoorsOfOthersTests
{
    public static TheoryData<string, Type, string> Doors => new()
    {
        { "vesting weights", typeof(ArgumentException), "2^128 - 1" },
        { "vesting without a schedule", typeof(ArgumentNullException), "schedule" },
        { "outcome of too many units", typeof(OverflowException), "2^64 - 1" },
        { "auction with a group of null", typeof(ArgumentException), "place 0" },
        { "market without a rule", typeof(ArgumentNullException), "Auction" },
        { "class without a name", typeof(ArgumentNullException), "Name" },
        { "stream without terms", typeof(ArgumentException), "no terms" },
        { "rebate without weights", typeof(InvalidOperationException), "weights" },
        { "rate changed by number 9", typeof(EscrowRefusedException), "9 asked" },
        { "stream stopped by number 9", typeof(EscrowRefusedException), "Nobody asked" },
        { "change proposed by nobody", typeof(ArgumentException), "nobody" },
        { "totals of too much work", typeof(OverflowException), "units of work; expected at most 2^128 - 1" },
        { "totals of too many participants", typeof(OverflowException), "expected at most 2^64 - 1" },
        { "time of a round beyond time", typeof(OverflowException), "Round 18,446,744,073,709,551,615 of a beacon that begins at 7 seconds with a period of 30 seconds" },
        { "round after the last", typeof(OverflowException), "expected an earlier time" },
        { "shares of an impossible pool", typeof(StakeRefusedException), "expected at most 2^128 - 2 units" },
        { "net trust of no peer", typeof(ArgumentOutOfRangeException), "no peer 2; expected 0 to 1" },
        { "standing of a peer below the first", typeof(ArgumentOutOfRangeException), "no peer -1" },
        { "trust of peers without distrust", typeof(InvalidOperationException), "the distrust of 0" },
        { "baseline without power", typeof(ArgumentOutOfRangeException), "power 0 in an epoch in which the network had 5" },
        { "baseline beyond all epochs", typeof(OverflowException), "expected at most" },
        { "vote on a capacity of nothing", typeof(InvalidOperationException), "0 units a second" },
        { "readings of an altered settlement", typeof(InvalidOperationException), "1 outcome" },
        { "loop that is none", typeof(ArgumentException), "Loop 0 of 1 is null" },
        { "book without rules", typeof(ArgumentNullException), "rules" },
        { "book with a hole", typeof(ArgumentException), "Proposal 0 is null" },
        { "book out of order", typeof(ArgumentException), "ascending versions" },
        { "vote that nothing decides", typeof(ArgumentException), "no rule that decides its vote" },
        { "change after one version twice", typeof(ChangeRefusedException), "version 1 twice" },
        { "vote for no option", typeof(ArgumentOutOfRangeException), "5 units are voted for option 0" },
    };

    private static TrustScores Scores => new([Proportion.Half, Proportion.Half], [Proportion.Zero, Proportion.Zero], 1, Proportion.Zero, true);

    private static ChangeBook Book => ChangeBook.Begin(new ChangeRules(EpochSpan.One, EpochSpan.Zero, EpochSpan.One), Digest.Parse(new string('1', 64)), Epoch.Zero);

    private static EpochSettlement Settled => SmallNetwork.Mechanism.Settle(SmallNetwork.Open(), SmallNetwork.Epoch0());

    private static ChangeProposal Proposed(ulong version) => new()
    {
        Version = version,
        Content = Digest.Parse(new string('3', 64)),
        Proposer = ParticipantId.Of("a"),
        ProposedAt = Epoch.Zero,
        VotingEnds = Epoch.Zero,
        Activation = Epoch.Of(2),
        Expiry = Epoch.Of(3),
        Status = ChangeStatus.Approved,
    };

    /// <summary>Two of the longest times are a finding, not a small number.</summary>
    [Fact]
    public void PolicyRelations_timesBeyondEveryWindow_areFindings()
    {
        PolicyFigures figures = new(Amount.MaxValue, Proportion.Half, EpochSpan.MaxValue, EpochSpan.MaxValue);
        var found = PolicyRelations.Check(SmallNetwork.Mechanism.Policy, figures);
        Assert.Contains(found, finding => finding.Fix.Contains("36,893,488,147,419,103,230 epochs", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.Fix.Contains("a liabilityWindow of 18,446,744,073,709,551,616 epochs", StringComparison.Ordinal));
    }

    /// <summary>Rows of strangers and rows that come twice are not counted: nobody works twice.</summary>
    [Fact]
    public void Participation_countsEachParticipantOnce()
    {
        ParticipantReport[] rows = [.. Enumerable.Range(0, 99).Select(number => SmallNetwork.Report(ParticipantId.Of($"stranger{number}"))), SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Alice)];
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(SmallNetwork.Open(), SmallNetwork.Epoch0(rows) with { Verdicts = [default, SmallNetwork.Incorrect(ParticipantId.Of("stranger")), SmallNetwork.Correct(SmallNetwork.Alice), SmallNetwork.Correct(SmallNetwork.Alice)] });
        Assert.Equal((333_333_333_333_333_333UL, 0UL), (EpochReadings.Participation(settled), EpochReadings.FailedAudits(settled)));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Door_refusesByName(string door, Type exception, string text)
    {
        Exception refused = Assert.Throws(exception, () => _ = Knock(door));
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    private static object Knock(string door)
    {
        TaskId stream = TaskId.Of("s");
        EscrowAccount account = EscrowAccount.Open(ParticipantId.Of("r"), Epoch.Zero).Deposit(Amount.Of(1_000), Epoch.Zero).Account
            .OpenStream(stream, ParticipantId.Of("p"), EpochRate.Of(2), new EscrowTerms { Lockup = EpochSpan.Of(2) }, Epoch.Zero).Account;
        return door switch
        {
            "vesting weights" => new SteppedVesting([new VestingStep(EpochSpan.Of(1), UInt128.MaxValue), new VestingStep(EpochSpan.Of(2), UInt128.MaxValue)]),
            "vesting without a schedule" => new VestingGrant { Schedule = null!, Start = Epoch.Zero, Total = Amount.One },
            "outcome of too many units" => new AuctionOutcome([new Award(ulong.MaxValue, Amount.One), new Award(ulong.MaxValue, Amount.One)], null).Quantity,
            "auction with a group of null" => new VcgAuction(null, [null!]),
            "market without a rule" => new JobMarket([], default, null!),
            "class without a name" => new JobClass(null!, Amount.One, EpochSpan.One),
            "stream without terms" => new EscrowAccount(account.Owner, account.Free, account.AsOf, account.AccruedTo, [account.Streams[0] with { Terms = null! }], [], []),
            "rebate without weights" => default(CobbDouglasRebate).Reward(Amount.One, 1, 1, 1, 1),
            "rate changed by number 9" => account.ChangeRate(stream, EpochRate.Of(3), (EscrowParty)9, Epoch.Zero),
            "stream stopped by number 9" => account.Stop(stream, (EscrowParty)9, Epoch.Zero),
            "totals of too much work" => EpochTotals.Merge(new EpochTotals { Work = UInt128.MaxValue }, new EpochTotals { Work = 1 }),
            "totals of too many participants" => EpochTotals.Merge(new EpochTotals { Participants = ulong.MaxValue }, new EpochTotals { Participants = 1 }),
            "time of a round beyond time" => new BeaconSchedule(7, 30).TimeOf(ulong.MaxValue),
            "round after the last" => new BeaconSchedule(0, 1).NextRound(ulong.MaxValue),
            "shares of an impossible pool" => new DelegationPool(Amount.MaxValue, 10).Redeem(5),
            "net trust of no peer" => Scores.NetParts(2),
            "standing of a peer below the first" => Scores.Standing(-1),
            "trust of peers without distrust" => (Scores with { Distrust = [] }).TrustOf([0]),
            "baseline without power" => BaselineIssuance.Advance(Ratio.One, 5, 0),
            "baseline beyond all epochs" => BaselineIssuance.Advance(Ratio.MaxValue, 5, 5),
            "vote on a capacity of nothing" => new CapacityRule(0, 1, 1, 1, 1, 1, Amount.One).AfterVote(new CapacityState(0, 1, 0), 1),
            "readings of an altered settlement" => EpochReadings.ShareAtFault(Settled with { Outcomes = [Settled.Outcomes[0]] })!,
            "loop that is none" => PolicyRelations.Check(SmallNetwork.Mechanism.Policy, new PolicyFigures(Amount.One, Proportion.Half, EpochSpan.One, EpochSpan.One), [null!]),
            "book without rules" => Book with { Rules = null! },
            "book with a hole" => Book with { Proposals = [null!] },
            "book out of order" => Book with { Proposals = [Proposed(3), Proposed(2)] },
            "vote that nothing decides" => Book with { Proposals = [Proposed(3) with { Status = ChangeStatus.Proposed }] },
            "change after one version twice" => Book.Propose(2, Digest.Parse(new string('2', 64)), ParticipantId.Of("a"), Amount.Zero, Epoch.Zero, Epoch.Of(9), [1, 1]),
            "vote for no option" => default(ProposalVotes).With(VoteOption.None, Amount.Of(5)),
            _ => ChangeBook.Begin(new ChangeRules(EpochSpan.One, EpochSpan.Zero, EpochSpan.One), Digest.Parse(new string('1', 64)), Epoch.Zero)
                .Propose(1, Digest.Parse(new string('2', 64)), default, Amount.Zero, Epoch.Zero, Epoch.Of(9)),
        };
    }
}
