using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Map, merge, map over any partition gives what one machine gives.</summary>
public sealed class PartitionTests
{
    private static readonly Mechanism Floor = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reward(reward => reward.SplitByFloor());
    });

    private static readonly Mechanism Collective = Mechanism.FromPolicy(Floor.Policy with
    {
        Offences =
        [
            .. Floor.Policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult
                ? offence with { AppealWindow = EpochSpan.Of(3), CircuitBreaker = Proportion.Percent(60) }
                : offence with { Curve = SlashingCurve.Correlated(Ratio.Of(3)), CorrelationWindow = EpochSpan.Of(4) }),
        ],
    });

    private static readonly Mechanism CollectiveRanked = Mechanism.FromPolicy(Collective.Policy with { Reward = SmallNetwork.Mechanism.Policy.Reward });

    private static readonly Mechanism WithJobs = Mechanism.FromPolicy(Jobs.JobTrial.WithAppeals.Policy with { Reward = Floor.Policy.Reward });

    /// <summary>Three epochs over a partition, each step on its own machine, give the states of the whole.</summary>
    [Property(MaxTest = 120)]
    public void Steps_anyPartition_giveTheStateOfTheWhole(ulong cut, bool reversed, byte kind)
    {
        Mechanism mechanism = (kind % 7) switch { 6 => Pools.PoolTrial.WithAppeals, 0 => Collective, 1 => WithJobs, 2 => Delegations.DelegationTrial.WithAppeals, 3 => SmallNetwork.Mechanism, 4 => CollectiveRanked, _ => Floor };
        NetworkCase item = NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(5), deposits).State, mechanism).Drawn(1, 50, cut).Single();
        NetworkState state = item.State;
        EpochReport report = Rooted(mechanism, item.Report, isRooted: (kind & 64) != 0);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochSettlement whole = mechanism.Settle(state, report);
            Assert.Equal(whole.After, InPartitions(mechanism, state, report, cut, reversed, whole));
            state = whole.After;
            report = report with
            {
                Epoch = state.Epoch,
                CommitmentRoot = null,
                Rulings = [.. state.Participants.SelectMany(participant => participant.Cases.Where(one => one.Status == CaseStatus.Pending)
                    .Select(one => new Ruling(participant.Participant, one.Key, (one.Key.GetHashCode() & 1) == 0 ? RulingOutcome.Confirmed : RulingOutcome.Overturned)))],
            };
        }
    }

    private static NetworkState InPartitions(Mechanism mechanism, NetworkState state, EpochReport report, ulong cut, bool reversed, EpochSettlement whole)
    {
        int first = (int)(cut % (ulong)(state.Participants.Length + 1));
        NetworkState[] parts =
        [
            state with { Participants = state.Participants[..first] },
            state with { Participants = state.Participants[first..] },
        ];
        parts = reversed ? [.. parts.Reverse()] : parts;
        (NetworkState State, EpochIntake Intake)[] partitions = [.. parts.Select(part => (part, mechanism.Intake(part, PartOf(report, part), name => state.TryGetState(name, out _))))];

        CaseBatch batch = default;
        Each(partitions, (participant, input) => batch = CaseBatch.Merge(batch, mechanism.BatchOf(participant, input)));
        FaultTotals faults = partitions.Select(partition =>
        {
            FaultTotalsBuilder builder = mechanism.CreateFaultTotals(state);
            Each([partition], (participant, input) => mechanism.Tally(participant, input, batch, builder));
            return builder.ToTotals();
        }).Aggregate(FaultTotals.None, FaultTotals.Merge);
        FaultClimate climate = mechanism.Climate(state, batch, faults);
        EpochTotals totals = partitions.Select(partition =>
        {
            EpochTotalsBuilder builder = Mechanism.CreateTotals();
            Each([partition], (participant, input) => mechanism.Assess(participant, input, climate, builder));
            return builder.ToTotals();
        }).Aggregate(EpochTotals.None, EpochTotals.Merge);
        EpochTerms terms = mechanism.Terms(state, climate, totals, report.Payments, report.CommitmentRoot);
        RemainderSearch? remainders = mechanism.SearchRemainders(terms, report.Beacon);
        while (remainders is { IsDone: false })
        {
            remainders = remainders.Next(partitions.Select(partition =>
            {
                RemainderCountsBuilder builder = remainders.CreateCounts();
                Each([partition], (participant, input) => builder.Add(participant.Participant, mechanism.Assess(participant, input, climate, Mechanism.CreateTotals()).Weight));
                return builder.ToCounts();
            }).Aggregate(RemainderCounts.Merge));
        }

        List<(ParticipantOutcome Outcome, List<Posting> Postings)> settled = [];
        Each(partitions, (participant, input) =>
        {
            List<Posting> own = [];
            settled.Add((mechanism.SettleParticipant(participant, input, terms, own, remainders), own));
        });
        settled.Sort((left, right) => left.Outcome.After.Participant.CompareTo(right.Outcome.After.Participant));
        List<Posting> postings = [.. settled.SelectMany(one => one.Postings)];
        List<ParticipantOutcome> outcomes = [.. settled.Select(one => one.Outcome)];
        Assert.Equal(whole.Faults, faults);
        Assert.Equal(whole.Totals, totals);
        Assert.Equal(whole.Outcomes, outcomes);
        Assert.Equal(whole.SetAside.AsEnumerable(), partitions.SelectMany(partition => partition.Intake.SetAside).Order());
        Amount rewards = outcomes.Aggregate(Amount.Zero, (sum, outcome) => sum + outcome.Reward);
        NetworkState inParts = ClosedInParts.Next(mechanism, state, terms, settled, cut);
        Assert.Equal(whole.After, inParts);
        Assert.True(cut % 8 != 0 || StateHash.Of(whole.After) == StateHash.Of(inParts));
        return mechanism.Close(state, terms, outcomes, [.. Mechanism.NetworkPostings(terms, rewards), .. postings]);
    }

    private static EpochReport PartOf(EpochReport report, NetworkState part) => report with
    {
        Participants = [.. report.Participants.Where(row => part.TryGetState(row.Participant, out _))],
        Verdicts = [.. report.Verdicts.Where(verdict => part.TryGetState(verdict.Participant, out _))],
        Evidence = [.. report.Evidence.Where(evidence => part.TryGetState(evidence.Offender, out _))],
        Rulings = [.. report.Rulings.Where(ruling => part.TryGetState(ruling.Offender, out _))],
        Jobs = [.. report.Jobs.Where(job => part.TryGetState(job.Provider, out _))],
        Checks = [.. report.Checks.Where(duty => part.TryGetState(duty.Checker, out _))],
        CommitmentProofs = [.. report.CommitmentProofs.Where(proof => part.TryGetState(proof.Commitment.Author, out _) || report.Checks.Any(duty => duty.Author == proof.Commitment.Author && part.TryGetState(duty.Checker, out _)))],
    };

    /// <summary>Half of the cases have a root, under which every result of the epoch that is found wrong is proven.</summary>
    private static EpochReport Rooted(Mechanism mechanism, EpochReport report, bool isRooted)
    {
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(report.Epoch);
        CommitmentTree tree = CommitmentTree.Of(window, [.. report.Verdicts.Select(verdict => (verdict.Participant, verdict.Task)).Distinct().Where((_, index) => index % 2 == 0)
            .Select(one => Commitment.Of(one.Participant, one.Task, window, ResultHash.OfChoice(1), ResultHash.OfChoice(2)))]);
        return !isRooted ? report : report with { CommitmentRoot = tree.Root, CommitmentProofs = [.. tree.Commitments.Select(one => tree.Prove(one.Author, one.Task))] };
    }

    private static void Each((NetworkState State, EpochIntake Intake)[] partitions, Action<ParticipantState, ParticipantInput> act)
    {
        foreach ((NetworkState state, EpochIntake intake) in partitions)
        {
            for (int index = 0; index < state.Participants.Length; index++)
            {
                act(state.Participants[index], intake.Inputs[index]);
            }
        }
    }

    [Fact]
    public void SettleParticipant_splitterNeedsTheColumn_saysSo()
    {
        Mechanism divisor = Mechanism.FromPolicy(SmallNetwork.Mechanism.Policy with { Reward = SmallNetwork.Mechanism.Policy.Reward with { Splitter = new DivisorSplitter(DivisorMethod.DHondt) } });
        NetworkState state = SmallNetwork.Open(divisor);
        EpochTerms terms = TermsOf(divisor, state, EpochTotals.None, Amount.Zero);
        Assert.Contains("DivisorSplitter", Assert.Throws<InvalidOperationException>(() => divisor.SettleParticipant(state.Participants[0], default, terms, [])).Message, StringComparison.Ordinal);
        Assert.Contains("DivisorSplitter", Assert.Throws<InvalidOperationException>(() => divisor.SearchRemainders(terms, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettleParticipant_withoutItsSearch_orWithAnother_saysSo()
    {
        NetworkState state = SmallNetwork.Open();
        EpochTerms terms = TermsOf(SmallNetwork.Mechanism, state, EpochTotals.None with { Weight = 100, Claim = 100 }, Amount.Of(1_000));
        Assert.Null(Floor.SearchRemainders(terms, default));
        Assert.Contains("SearchRemainders", Assert.Throws<InvalidOperationException>(() => Settle(null)).Message, StringComparison.Ordinal);
        Assert.Contains("not known after 0 answers", Assert.Throws<InvalidOperationException>(() => Settle(SmallNetwork.Mechanism.SearchRemainders(terms, default))).Message, StringComparison.Ordinal);
        Assert.Contains("over a weight of 99", Assert.Throws<ArgumentException>(() => Settle(LargestRemainderSplitter.Search(terms.Divided, 99))).Message, StringComparison.Ordinal);

        void Settle(RemainderSearch? search) => SmallNetwork.Mechanism.SettleParticipant(state.Participants[0], default, terms, [], search);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Settle_anyCulture_sameBytes(string culture)
    {
        EpochReport report = SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob, 70, 100, new MissedDuties("disk", 30)));
        string invariant = Receipt(report);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(invariant, Receipt(report));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Assess_andSettleParticipant_allocateNothingForAQuietParticipant()
    {
        NetworkState state = SmallNetwork.Open(Floor);
        ParticipantInput input = Floor.Intake(state, SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice))).Inputs[0];
        EpochTotalsBuilder totals = Mechanism.CreateTotals();
        EpochTerms terms = TermsOf(Floor, state, EpochTotals.None with { Weight = UInt128.MaxValue, Claim = UInt128.MaxValue }, Amount.Of(1_000));
        List<Posting> postings = new(4_096);
        Assert.Equal(0, Allocation.Least(Turn));

        void Turn()
        {
            for (int time = 0; time < 500; time++)
            {
                Floor.Assess(state.Participants.ItemRef(0), input, terms.Climate, totals);
                Floor.SettleParticipant(state.Participants.ItemRef(0), input, terms, postings);
            }
        }
    }

    private static string Receipt(EpochReport report)
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(SmallNetwork.Open(), report);
        return $"{settled.PolicyHash}\n{string.Join('\n', settled.Postings)}\n{SmallNetwork.Mechanism.Explain(settled, SmallNetwork.Bob)}";
    }

    private static EpochTerms TermsOf(Mechanism mechanism, NetworkState state, EpochTotals totals, Amount payments) =>
        mechanism.Terms(state, mechanism.Climate(state, default, FaultTotals.None), totals, payments);
}
