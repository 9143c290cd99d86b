using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Edges of the composed mechanism that no story passes by.</summary>
public sealed class SettlementEdgesTests
{
    /// <summary>Who is in jail takes no work, and so has no cover to offer; out of jail, and with enough bonded, it has.</summary>
    [Fact]
    public void Cover_ofAJailedOrUnbondedProvider_isNothing()
    {
        Mechanism market = Mechanism.FromPolicy(Jobs.JobTrial.Market.Policy with
        {
            Offences = [.. Jobs.JobTrial.Market.Policy.Offences.Select(offence => offence with { Jail = EpochSpan.Of(2) })],
        });
        NetworkState state = Jobs.JobTrial.Open(market);
        Assert.Equal(Amount.Of(10_000), market.CoverOf(state, Alice).LiableStake);
        state = market.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [Incorrect(Alice)] }).After;
        Epoch free = state.StateOf(Alice).JailedUntil;
        while (state.Epoch < free)
        {
            Assert.Equal(Amount.Zero, market.CoverOf(state, Alice).LiableStake);
            Assert.Equal(Amount.Of(10_000), market.CoverOf(state, Bob).LiableStake);
            state = market.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Assert.Equal((free, Amount.Of(5_000)), (state.Epoch, market.CoverOf(state, Alice).LiableStake));
        Assert.Equal(Amount.Of(100), market.CoverOf(market.Unbond(state, Alice, Amount.Of(4_900)).State, Alice).LiableStake);
        Assert.Equal(Amount.Zero, market.CoverOf(market.Unbond(state, Alice, Amount.Of(5_000)).State, Alice).LiableStake);
    }

    /// <summary>At a rate of one every result of a participant is audited, with its rate and its public draw; at a rate of zero none is.</summary>
    [Fact]
    public void SelectAudits_atTheEndsOfTheRate_takesAllOrNothing()
    {
        foreach (Proportion rate in new[] { Proportion.Zero, Proportion.One })
        {
            Mechanism mechanism = Mechanism.FromPolicy(SmallNetwork.Mechanism.Policy with { Verification = SmallNetwork.Mechanism.Policy.Verification with { Sampler = new BernoulliSampler(rate) } });
            CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(Epoch.Zero);
            Beacon beacon = new(window.DrawRound, Digest.Parse(new string('5', 64)));
            Commitment[] commitments = [.. new[] { Bob, Alice, ParticipantId.Of("stranger") }.Select(author => Commitment.Of(author, TaskId.Of("t"), window, default, default))];
            SelectedAudits selected = mechanism.SelectAudits(Open(mechanism), commitments, beacon);
            Assert.Equal(rate == Proportion.One ? [Alice, Bob] : [], selected.Audits.Select(audit => audit.Participant));
            SelectionSeed seed = SelectionSeed.After(window, beacon, SelectionPurpose.Audit);
            Assert.All(selected.Audits, audit => Assert.Equal((rate, seed.For(audit.Participant, audit.Task)), (audit.Rate, audit.Draw)));
            SetAsideCommitment aside = Assert.Single(selected.SetAside);
            Assert.Equal((ParticipantId.Of("stranger"), CommitmentFlaw.UnknownAuthor), (aside.Commitment.Author, aside.Flaw));
            Assert.Equal(new SelectedAudits([], []), mechanism.SelectAudits(Open(mechanism), [], default));
        }
    }

    /// <summary>A slash that was wrong gives the record back that the order names; without one the record stays. The jail ends when nothing else was charged.</summary>
    [Fact]
    public void UndoSlash_withARecord_restoresIt_andRefusesWhatCannotBe()
    {
        RepairOrder order = new("vote", "wrong verdict");
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice), Report(Bob)) with { Verdicts = [Incorrect(Bob), Incorrect(Bob, "t2")] });
        NetworkState state = settled.After;
        FaultCase[] cases = [.. state.StateOf(Bob).Cases];
        ReputationRecord record = new() { AsOf = state.Epoch, Proven = new ReputationTrack(Ratio.Of(7), Ratio.Zero) };
        NetworkState undone = Repairs.UndoSlash(SmallNetwork.Mechanism, state, Bob, cases[0].Key, cases[0].Due, order, record).After;
        Assert.Equal(record, undone.StateOf(Bob).Reputation);
        Assert.Equal(state.StateOf(Bob).Reputation, Repairs.UndoSlash(SmallNetwork.Mechanism, state, Bob, cases[0].Key, cases[0].Due, order).After.StateOf(Bob).Reputation);
        Assert.Equal(state.StateOf(Bob).JailedUntil, undone.StateOf(Bob).JailedUntil);
        FaultCase[] after = [.. undone.StateOf(Bob).Cases];
        Assert.Equal([CaseStatus.Overturned, CaseStatus.Charged], after.Select(item => item.Status));
        Assert.Equal((state.Epoch, false, cases[1]), (after[0].DecidedAt, after[0].CountsAsEarlier, after[1]));

        NetworkState both = Repairs.UndoSlash(SmallNetwork.Mechanism, undone, Bob, cases[1].Key, Amount.Zero, order).After;
        Assert.Equal((state.Epoch, undone.Books), (both.StateOf(Bob).JailedUntil, both.Books));
        Assert.Contains("at most what it was charged with", Refusal(cases[0].Due + Amount.One, null), StringComparison.Ordinal);
        Assert.Contains("The score is as of epoch 2; expected at most the current epoch, 1", Refusal(cases[0].Due, record with { AsOf = state.Epoch.Next }), StringComparison.Ordinal);

        string Refusal(Amount taken, ReputationRecord? score) =>
            Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(SmallNetwork.Mechanism, state, Bob, cases[0].Key, taken, order, score)).Message;
    }

    /// <summary>The bond that is asked for: the saved cost over what a wrong result costs on average, rounded up, and two units for the rounding of the parts.</summary>
    [Theory]
    [InlineData(27UL, 5_002UL)]
    [InlineData(28UL, 5_188UL)]
    [InlineData(54UL, 10_002UL)]
    [InlineData(55UL, 10_188UL)]
    public void Relations_theFixOfThePenalty_isTheBondThatDeters(ulong saved, ulong bond)
    {
        PolicyFigures figures = new(Amount.Of(saved), Proportion.Percent(2), EpochSpan.Of(10), EpochSpan.Of(5));
        PolicyFinding found = Assert.Single(PolicyRelations.Check(SmallNetwork.Mechanism.Policy, figures), finding => finding.Relation == PolicyRelation.PenaltyAboveSavedCost);
        Assert.Equal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a minimumBond of about {bond:N0} units"), found.Fix);
        Assert.Equal($"a wrong result is found with a chance of 2 % and then costs 270 units, 5 on average, and saves {saved} units", found.Values);
    }

    [Fact]
    public void Relations_exactlyAtEachLimit_areKept_andOneEpochLessIsNot()
    {
        MechanismPolicy policy = SmallNetwork.Mechanism.Policy with { Stake = SmallNetwork.Mechanism.Policy.Stake with { UnbondingPeriod = EpochSpan.Of(15), LiabilityWindow = EpochSpan.Of(11) } };
        PolicyFigures figures = new(Amount.Of(5), Proportion.Percent(2), EpochSpan.Of(10), EpochSpan.Of(5));
        Assert.Empty(PolicyRelations.Check(policy, figures));
        Assert.Equal(
            [PolicyRelation.PenaltyAboveSavedCost, PolicyRelation.UnbondingCoversDetection],
            PolicyRelations.Check(policy, figures with { SavedCostPerJob = Amount.Of(6), DisputeTime = EpochSpan.Of(6) }).Select(finding => finding.Relation));
        Assert.Contains(PolicyRelation.LiabilityCoversDetection, PolicyRelations.Check(policy, figures with { DetectionDelay = EpochSpan.Of(11) }).Select(finding => finding.Relation));
    }

    /// <summary>Where nobody is at fault there is nothing to add up but the stake.</summary>
    [Fact]
    public void Faults_ofAnEpochWithoutFault_haveNoTallies()
    {
        Mechanism collective = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CorrelationWindow = EpochSpan.Of(4), CircuitBreaker = Proportion.Percent(60) }));
        NetworkState state = Open(collective);
        EpochSettlement quiet = collective.Settle(state, Epoch0(Report(Alice), Report(Bob)));
        Assert.Equal(new FaultTotals { Stake = Amount.Of(60_000) }, quiet.Faults);
        EpochSettlement loud = collective.Settle(state, Epoch0(Report(Alice), Report(Bob)) with { Verdicts = [Incorrect(Bob)] });
        Assert.Equal(Proportion.FromQuotient(1, 3, Rounding.Up), loud.Faults.Tallies[0].InEpoch.ShareAt(Epoch.Zero, Amount.Of(60_000)));
        Assert.Equal(FaultTotals.Merge(quiet.Faults, loud.Faults), FaultTotals.Merge(loud.Faults, quiet.Faults));
        Assert.Equal(loud.Faults, FaultTotals.Merge(loud.Faults, FaultTotals.None));
    }

    /// <summary>The sums of an epoch name what cannot be counted, whichever of them it is.</summary>
    [Fact]
    public void Work_thatCannotBeCounted_isRefused()
    {
        foreach (UInt128 work in new[] { UInt128.MaxValue, UInt128.MaxValue / 2 + 1, UInt128.MaxValue / 1_000_000_000 })
        {
            Assert.False(SmallNetwork.Mechanism.TrySettle(Open(), Epoch0(Report(Alice, work), Report(Bob, work)), out _, out System.Collections.Immutable.ImmutableArray<SettlementRefusal> refusals));
            Assert.NotEmpty(refusals);
            Assert.All(refusals, refusal => Assert.Equal(RefusalReason.Overflow, refusal.Reason));
        }
    }

    /// <summary>A row may deliver as much work as has a weight in 128 bits, and not a unit more.</summary>
    [Fact]
    public void Work_ofARow_reachesTheLargestWeight()
    {
        UInt128 most = UInt128.MaxValue / RewardPolicy.WeightPerWork;
        Assert.True(SmallNetwork.Mechanism.TrySettle(Open(), Epoch0(Report(Alice, most), Report(Bob, 0)), out _, out _));
        Assert.False(SmallNetwork.Mechanism.TrySettle(Open(), Epoch0(Report(Alice, most + 1), Report(Bob, 0)), out _, out System.Collections.Immutable.ImmutableArray<SettlementRefusal> refusals));
        Assert.Contains("of work; expected at most ", Assert.Single(refusals).Message, StringComparison.Ordinal);
    }

    /// <summary>A bond of 2^128 less a few units is still told, and two units more are not: there is no such amount.</summary>
    [Fact]
    public void Relations_theLargestBondThatThereIs_isTold()
    {
        MechanismPolicy policy = SmallNetwork.Mechanism.Policy;
        policy = policy with
        {
            Offences = [.. policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult ? offence with { Curve = SlashingCurve.Constant(Proportion.One), RepetitionWindow = EpochSpan.Zero } : offence)],
            Penalty = new PenaltyPolicy { TreasuryShare = Proportion.One },
        };
        Assert.StartsWith("a minimumBond of about 340,282,366,920,938,463,463,374,607,431,768,211,454 units", FixFor(UInt128.MaxValue - 3), StringComparison.Ordinal);
        Assert.Equal("a larger chance of detection: no bond is large enough", FixFor(UInt128.MaxValue - 2));

        string FixFor(UInt128 saved) => Assert.Single(
            PolicyRelations.Check(policy, new PolicyFigures(Amount.Of(saved), Proportion.One, EpochSpan.Of(10), EpochSpan.Of(5))), finding => finding.Relation == PolicyRelation.PenaltyAboveSavedCost).Fix;
    }

    /// <summary>Lists that are set afterwards are those that were set.</summary>
    [Fact]
    public void SelectedAudits_keepsWhatIsSet()
    {
        SelectedAudits selected = new SelectedAudits(default, default) with { Audits = [default], SetAside = [default!, default!] };
        Assert.Equal((1, 2), (selected.Audits.Length, selected.SetAside.Length));
        Assert.Equal("1 result is audited, 2 commitments are set aside", selected.ToString());
        selected = selected with { Audits = default, SetAside = default };
        Assert.True(selected.Audits.IsEmpty && selected.SetAside.IsEmpty);
    }

    [Fact]
    public void IsGenuine_ofNothing_isRefused() => Assert.Throws<ArgumentNullException>("settlement", () => SmallNetwork.Mechanism.IsGenuine(null!));
}
