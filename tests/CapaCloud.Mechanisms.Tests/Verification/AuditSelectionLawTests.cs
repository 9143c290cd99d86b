using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class AuditSelectionLawTests
{
    private static readonly Mechanism ByStake = Compose(verify => verify.Sample(new StakeWeightedSampler(Amount.Of(200_000), Proportion.Percent(1))));

    public static TheoryData<string> Names => [.. Mechanisms.Keys];

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    private static Dictionary<string, Mechanism> Mechanisms { get; } = new()
    {
        ["by stake"] = ByStake,
        ["by reputation"] = Compose(verify => verify.AuditRate(Proportion.Percent(2), Proportion.Percent(50))),
        ["every third, other schedule"] = Compose(verify => verify.AuditRate(Proportion.Percent(33)).CommitBy(new CommitmentSchedule(1_000, 3, 2))),
    };

    /// <summary>Each breaks the law of its name, the first two as the library itself once did.</summary>
    private static Dictionary<string, AuditSelectionRule> Mutants { get; } = new()
    {
        ["stake-moves-change-nothing"] = (state, commitments, beacon) => Select(state, commitments, beacon, account => account.Bonded),
        ["drawn-once"] = (state, commitments, beacon) => new SelectedAudits(
            [.. commitments.SelectMany(item => ByStake.SelectAudits(state, [item], beacon).Audits)], ByStake.SelectAudits(state, commitments, beacon).SetAside),
        ["order-changes-nothing"] = (state, commitments, beacon) => new SelectedAudits(
            [.. commitments.SelectMany(item => ByStake.SelectAudits(state, [item], beacon).Audits)], []),
        ["pointwise"] = (state, commitments, beacon) => ByStake.SelectAudits(state, commitments, beacon) is var all ? all with { Audits = [.. all.Audits.Take(2)] } : null!,
        ["junk-hinders-nobody"] = (state, commitments, beacon) =>
            ByStake.SelectAudits(state, commitments, beacon) is { SetAside.IsEmpty: true } all ? all : throw new ArgumentException("One bad item stops everybody."),
        ["one-round-only"] = (state, commitments, beacon) =>
            ByStake.SelectAudits(state, commitments, beacon with { Round = ByStake.Policy.Verification.Schedule.WindowOf(state.Epoch).DrawRound }),
        ["nothing-drawn-needs-no-beacon"] = (state, commitments, beacon) => beacon.IsNone ? throw new BeaconRoundException("A beacon, always.") : ByStake.SelectAudits(state, commitments, beacon),
        ["can-be-checked"] = (state, commitments, beacon) => ByStake.SelectAudits(state, commitments, beacon) is var all
            ? all with { Audits = [.. all.Audits.Select(audit => audit with { Rate = Proportion.Zero })] } : null!,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void SelectAudits_keepsEveryLaw(string name)
    {
        foreach (Law law in AuditSelectionLaws.For(Mechanisms[name]))
        {
            law.Check(cases: 40);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) =>
        Assert.NotNull(AuditSelectionLaws.For(ByStake, Mutants[name]).Single(law => law.Name == name).FindViolation());

    /// <summary>What stood at any moment of the epoch is immune to unbonding, but not to a deposit once the beacon is known.</summary>
    [Fact]
    public void Law_stakeOfAnyMoment_isCaught() => Assert.NotNull(AuditSelectionLaws.For(
        ByStake,
        (state, commitments, beacon) => Select(state, commitments, beacon, account => account.StandingAt(state.Epoch)))
        .Single(law => law.Name == "stake-moves-change-nothing").FindViolation());

    /// <summary>The attack as it was reported: unbond, draw, cancel in one epoch. At first every second result was audited, then one in a hundred.</summary>
    [Fact]
    public void SelectAudits_unbondDrawCancel_gainsNothing()
    {
        ParticipantId alice = ParticipantId.Of("alice");
        NetworkState state = ByStake.Open(Epoch.Zero, [KeyValuePair.Create(alice, Amount.Of(100_000))]).State;
        CommitmentWindow window = ByStake.Policy.Verification.Schedule.WindowOf(Epoch.Zero);
        Commitment[] commitments = [.. Enumerable.Range(0, 200).Select(number => Commitment.Of(alice, TaskId.Of($"t{number}"), window, default, default))];
        Beacon beacon = new(window.DrawRound, ResultHash.OfChoice(5));
        SelectedAudits before = ByStake.SelectAudits(state, commitments, beacon);
        NetworkState unbonded = ByStake.Unbond(state, alice, Amount.Of(100_000)).State;
        Assert.Equal(before, ByStake.SelectAudits(unbonded, commitments, beacon));
        Assert.Equal(before, ByStake.SelectAudits(ByStake.CancelUnbonding(unbonded, alice, Amount.Of(100_000)).State, commitments, beacon));
        Assert.InRange(before.Audits.Length, 100 - 42, 100 + 42);
        Assert.All(before.Audits, audit => Assert.Equal(Proportion.Half, audit.Rate));
        Assert.InRange(Select(unbonded, commitments, beacon, account => account.Bonded).Audits.Length, 0, 12);
    }

    /// <summary>Whoever names the right window chooses the audits; there is none to name any more, and what names another round is set aside.</summary>
    [Fact]
    public void SelectAudits_otherWindow_isSetAside()
    {
        NetworkState state = ByStake.Open(Epoch.Zero, [KeyValuePair.Create(ParticipantId.Of("alice"), Amount.Of(100_000))]).State;
        for (ulong closing = 1; closing < 50; closing++)
        {
            Commitment commitment = Commitment.Of(ParticipantId.Of("alice"), TaskId.Of("t"), CommitmentWindow.Closing(Epoch.Zero, closing), default, default);
            SelectedAudits selected = ByStake.SelectAudits(state, [commitment], new Beacon(closing + 1, default));
            Assert.Equal<SetAsideCommitment>([new SetAsideCommitment(commitment, CommitmentFlaw.OtherRound)], selected.SetAside);
            Assert.Empty(selected.Audits);
        }
    }

    [Fact]
    public void SelectAudits_defaultLists_areEmpty()
    {
        NetworkState state = ByStake.Open(Epoch.Zero, []).State;
        Assert.Equal(new SelectedAudits(default, default), ByStake.SelectAudits(state, default(ImmutableArray<Commitment>), default));
        Assert.Empty(ByStake.Adjudicate(default(ImmutableArray<TaskAnswers>)));
        Assert.Throws<ArgumentException>(() => ByStake.Adjudicate([default]));
        Assert.Throws<ArgumentNullException>(() => ByStake.SelectAudits(state, null!, default));
        Assert.Throws<ArgumentNullException>(() => ByStake.Adjudicate(null!));
    }

    [Fact]
    public void SelectAudits_withoutBeacon_saysWhichIsNeeded()
    {
        NetworkState state = ByStake.Open(Epoch.Zero, [KeyValuePair.Create(ParticipantId.Of("alice"), Amount.Of(100_000))]).State;
        Commitment commitment = Commitment.Of(ParticipantId.Of("alice"), TaskId.Of("t"), ByStake.Policy.Verification.Schedule.WindowOf(Epoch.Zero), default, default);
        Assert.Contains("No beacon was given", Assert.Throws<BeaconRoundException>(() => ByStake.SelectAudits(state, [commitment], default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_fixesEveryEpochsWindow()
    {
        CommitmentSchedule schedule = new(firstRound: 100, roundsPerEpoch: 7, gap: 3);
        Assert.Equal(CommitmentWindow.Closing(Epoch.Of(5), 135, 3), schedule.WindowOf(Epoch.Of(5)));
        Assert.Equal(CommitmentWindow.Closing(Epoch.Of(5), 10, 1), CommitmentSchedule.Default.WindowOf(Epoch.Of(5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitmentSchedule(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitmentSchedule(0, 1, 0));
        CommitmentSchedule late = new(firstRound: 0, roundsPerEpoch: ulong.MaxValue, gap: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => late.WindowOf(Epoch.Of(1)));
        Assert.Contains("after the last round", Assert.Throws<ArgumentOutOfRangeException>(() => late.WindowOf(Epoch.Of(2))).Message, StringComparison.Ordinal);
        Assert.Equal(ulong.MaxValue, new CommitmentSchedule(ulong.MaxValue - 1, 1, 1).WindowOf(Epoch.Zero).DrawRound);
    }

    private static Mechanism Compose(Action<VerificationBuilder> verify) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1).UnbondingPeriod(EpochSpan.Of(4)))
        .Verify(verify));

    private static SelectedAudits Select(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon, Func<StakeAccount, Amount> stakeOf)
    {
        AdmittedCommitments admitted = AdmittedCommitments.Admit(ByStake.Policy.Verification.Schedule.WindowOf(state.Epoch), commitments);
        ImmutableArray<AuditedResult>.Builder audits = ImmutableArray.CreateBuilder<AuditedResult>();
        foreach (Commitment item in admitted.Commitments)
        {
            SelectionSeed seed = SelectionSeed.After(admitted.Window, beacon, SelectionPurpose.Audit);
            ParticipantState author = state.StateOf(item.Author);
            AuditCandidate candidate = new(item.Author, item.Task, ByStake.ScoreOf(author, state.Epoch), stakeOf(author.Stake));
            if (ByStake.Policy.Verification.Sampler.IsSelected(seed, candidate))
            {
                audits.Add(new AuditedResult(item, ByStake.Policy.Verification.Sampler.Rate(candidate), seed.For(item.Author, item.Task)));
            }
        }

        return new SelectedAudits(audits.ToImmutable(), admitted.SetAside);
    }
}
