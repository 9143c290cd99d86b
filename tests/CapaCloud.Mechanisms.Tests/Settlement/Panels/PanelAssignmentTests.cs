using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>Who is drawn to look at a result, how often, and who never is.</summary>
public sealed class PanelAssignmentTests
{
    private static readonly ParticipantId[] Names = [.. Enumerable.Range(0, 6).Select(number => ParticipantId.Of($"n{number}"))];

    private static readonly Mechanism Checked = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(5)).Delegated(_ => { }))
        .Verify(verify => verify.ByPanelOf(2, leastScore: Proportion.Percent(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(3) }));

    [Fact]
    public void Seats_followStake()
    {
        NetworkState state = Opened(stakeOfLast: 10_000);
        Dictionary<ParticipantId, int> seats = Count(state, Names[0], 4_000);

        // Four of 1,000 units and one of 10,000: the large one sits first with 10/14, or second after one of the others with 4/14 * 10/13.
        double expected = 4_000 * ((10.0 / 14) + (4.0 / 14 * 10.0 / 13));
        Assert.InRange(seats[Names[5]], expected - 130, expected + 130);
        Assert.False(seats.ContainsKey(Names[0]));
    }

    [Fact]
    public void Operator_andDelegator_neverCheckEachOther()
    {
        NetworkState state = Checked.SetCommission(Opened(), Names[1], Proportion.Zero);
        state = Checked.DelegateStake(state, Names[2], Names[1], Amount.Of(500)).State;
        Assert.True(Count(state, Names[1], 200).ContainsKey(Names[2]));
        state = Checked.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        Assert.False(Count(state, Names[1], 400).ContainsKey(Names[2]));
        Assert.False(Count(state, Names[2], 400).ContainsKey(Names[1]));
        Assert.DoesNotContain(Drawn(state, Names[0], 400), panel => panel.Checkers.Contains(Names[1]) && panel.Checkers.Contains(Names[2]));
        Assert.Contains(Drawn(state, Names[0], 400), panel => panel.Checkers.Contains(Names[1]));

        // Stake that leaves in the epoch before was there when the work was done.
        state = Checked.UndelegateStake(state, Names[2], Names[1], Amount.Of(500));
        state = Checked.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        Assert.False(Count(state, Names[1], 400).ContainsKey(Names[2]));
        state = Checked.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        Assert.True(Count(state, Names[1], 200).ContainsKey(Names[2]));
    }

    /// <summary>Two who did one task look at neither result of it: each would be paid for what it did anyway, and could not be silent.</summary>
    [Fact]
    public void Authors_ofOneTask_doNotCheckEachOther()
    {
        NetworkState state = Opened();
        AuditedResult[] both = [.. Audits(state, Names[0], 100), .. Audits(state, Names[1], 100)];
        ImmutableArray<AssignedPanel> panels = Checked.AssignPanels(state, both, BeaconOf(state));
        Assert.Equal(200, panels.Length);
        Assert.DoesNotContain(panels, panel => panel.Checkers.Contains(Names[0]) || panel.Checkers.Contains(Names[1]));
        Assert.All(panels, panel => Assert.Equal(2, panel.Checkers.Length));
    }

    [Fact]
    public void JailedNewcomersAndFormerNames_doNotSit()
    {
        NetworkState state = Opened();
        state = Checked.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [Verdict.Because(Names[3], TaskId.Of("w"), state.Epoch, VerdictReason.ContradictsAccepted)] }).After;
        state = Checked.Deposit(state, ParticipantId.Of("new"), Amount.Of(1_000_000)).State;
        Dictionary<ParticipantId, int> seats = Count(state, Names[0], 300);
        Assert.Equal([Names[1], Names[2], Names[4], Names[5]], seats.Keys.Order());
        NetworkState renamed = Repairs.ExchangeKey(Checked, state, Names[0], ParticipantId.Of("n0b"), new RepairOrder("council", "a lost key")).After;
        renamed = Checked.Deposit(renamed, Names[0], Amount.Of(1_000)).State;
        renamed = Checked.Settle(renamed, new EpochReport { Epoch = renamed.Epoch }).After;
        Assert.False(renamed.TryGetState(Names[0], out _));
        Assert.False(Count(renamed, Names[0], 300).ContainsKey(ParticipantId.Of("n0b")));
        Assert.True(Count(renamed, Names[1], 300).ContainsKey(ParticipantId.Of("n0b")));
    }

    [Fact]
    public void FirstEpoch_hasEmptyPanels_andRefusalsSayWhy()
    {
        NetworkState state = Checked.Open(Epoch.Zero, Names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;
        Assert.All(Drawn(state, Names[0], 3), panel => Assert.Empty(panel.Checkers));
        NetworkState later = Opened();
        Assert.Empty(Checked.AssignPanels(later, [], default));
        Assert.Throws<BeaconRoundException>(() => Checked.AssignPanels(later, Audits(later, Names[0], 1), default));
        Assert.Throws<ArgumentException>(() => Checked.AssignPanels(later, [default], BeaconOf(later)));
        Assert.Throws<ArgumentException>(() => Checked.AssignPanels(later, Audits(state, Names[0], 1), BeaconOf(later)));
        Assert.Throws<ForeignStateException>(() => Checked.AssignPanels(SmallNetwork.Open(), [], default));
        Assert.Contains("draws no panels", Assert.Throws<InvalidOperationException>(() => SmallNetwork.Mechanism.AssignPanels(SmallNetwork.Open(), [], default)).Message, StringComparison.Ordinal);
        MechanismPolicy none = Checked.Policy with { Verification = Checked.Policy.Verification with { Panels = new PanelPolicy { Seats = 0 } } };
        Assert.Equal("$.verification.panels.seats", Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(none)).Errors.Single().Path);
    }

    [Fact]
    public void Policy_withoutPanels_hasNoWordOfThem()
    {
        Assert.DoesNotContain("panels", PolicyJson.Write(SmallNetwork.Mechanism.Policy), StringComparison.Ordinal);
        Assert.Equal(Checked.Policy, PolicyJson.Read(PolicyJson.Write(Checked.Policy)));
        Assert.Contains("verification.panels: 2 validators look at an audited result", Checked.Describe().ToString(), StringComparison.Ordinal);
    }

    private static NetworkState Opened(ulong stakeOfLast = 1_000)
    {
        NetworkState state = Checked.Open(Epoch.Zero, Names.Select((name, index) => KeyValuePair.Create(name, Amount.Of(index == 5 ? stakeOfLast : 1_000)))).State;
        return Checked.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
    }

    private static Dictionary<ParticipantId, int> Count(NetworkState state, ParticipantId author, int tasks) =>
        Drawn(state, author, tasks).SelectMany(panel => panel.Checkers).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    private static ImmutableArray<AssignedPanel> Drawn(NetworkState state, ParticipantId author, int tasks) => Checked.AssignPanels(state, Audits(state, author, tasks), BeaconOf(state));

    private static Beacon BeaconOf(NetworkState state) => new(Checked.Policy.Verification.Schedule.WindowOf(state.Epoch).DrawRound, Digest.Parse(new string('5', 64)));

    private static AuditedResult[] Audits(NetworkState state, ParticipantId author, int tasks) =>
    [
        .. Enumerable.Range(0, tasks).Select(task => new AuditedResult(
            Commitment.Of(author, TaskId.Of($"t{task}"), Checked.Policy.Verification.Schedule.WindowOf(state.Epoch), ResultHash.OfChoice(1), ResultHash.OfChoice((ulong)task)), Proportion.One, default)),
    ];
}
