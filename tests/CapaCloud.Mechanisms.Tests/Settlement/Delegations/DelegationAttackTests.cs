using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>Ways in which an outside adversary robbed delegators, escaped a penalty or halted a network, each with the amount that is right.</summary>
public sealed class DelegationAttackTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");
    private static readonly ParticipantId Dora = ParticipantId.Of("dora");
    private static readonly ParticipantId Dan = ParticipantId.Of("dan");

    /// <summary>Nothing of her own stood at the fault, so nothing of it is held; what she deposits later is not what stood then, and the case is charged to those who did stand.</summary>
    [Theory]
    [InlineData(8UL)]
    [InlineData(9UL)]
    [InlineData(11UL)]
    public void OwnStakeThatCameAfterTheFault_isNotCharged_andHaltsNobody(ulong deposited)
    {
        Mechanism network = Network(unbonding: 5, percent: 10, issue: 1_000, appeals: 3);
        NetworkState state = network.SetCommission(network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Units(10_000)), KeyValuePair.Create(Bob, Units(10_000))]).State, Alice, Proportion.Zero);
        state = network.DelegateStake(state, Dora, Alice, Units(30_000)).State;
        state = network.Unbond(state, Alice, Units(10_000)).State;
        state = network.Withdraw(To(network, state, 5), Alice).State;
        bool isLate = deposited > 10;
        state = isLate ? state : network.Deposit(To(network, state, deposited), Alice, Units(1_000)).State;
        state = Wrong(network, To(network, state, 10), "t", 8).After;
        state = isLate ? network.Deposit(To(network, state, deposited), Alice, Units(1_000)).State : state;
        EpochSettlement charged = network.Settle(To(network, state, 13), new EpochReport { Epoch = Epoch.Of(13) });
        Assert.Equal(3_000UL, (ulong)charged.OutcomeOf(Alice).Delegators!.Slashed.Units);
        Assert.Equal(deposited == 8 ? 100UL : 0UL, (ulong)charged.OutcomeOf(Alice).Slashed.Units);
        Assert.Empty(StateValidator.Validate(charged.After));
    }

    /// <summary>An old penalty of a tiny delegation says nothing of what comes later.</summary>
    [Theory]
    [InlineData(5UL, 30u, 3, 10UL, 300_000UL)]
    [InlineData(21UL, 30u, 3, 10UL, 300_000UL)]
    [InlineData(5UL, 50u, 2, 3UL, 500_000UL)]
    [InlineData(5UL, 90u, 1, 10UL, 900_000UL)]
    [InlineData(5UL, 99u, 1, 100UL, 990_000UL)]
    public void StakeThatJoinsAPoolOfNearlyNothing_answersWhole(ulong unbonding, uint percent, int faults, ulong sybil, ulong expected)
    {
        Mechanism network = Network(unbonding, percent, issue: 0, appeals: 0);
        NetworkState state = network.SetCommission(network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Units(1_000_000))]).State, Alice, Proportion.Zero);
        state = network.DelegateStake(state, ParticipantId.Of("sybil"), Alice, Units(sybil)).State;
        state = network.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Verdicts = [.. Enumerable.Range(0, faults).Select(number => Verdict.Because(Alice, TaskId.Of($"t{number}"), state.Epoch, VerdictReason.ContradictsAccepted))],
        }).After;
        state = network.Deposit(To(network, state, 60), Alice, Units(1_000_000)).State;
        state = network.DelegateStake(state, Dora, Alice, Units(1_000_000)).State;
        Assert.InRange<UInt128>(state.StateOf(Alice).Delegated!.Pool.StandingAt(state.Epoch).Units, (UInt128)1_000_000, (UInt128)1_000_004);
        EpochSettlement wrong = Wrong(network, state, "late", 60);
        Assert.InRange((ulong)wrong.OutcomeOf(Alice).Delegators!.Slashed.Units, expected, expected + 3);
        Assert.InRange((ulong)wrong.After.StateOf(Alice).Delegated!.StakeOf(Dora).Units, 1_000_000 - expected - 3, 1_000_000 - expected + 1);
    }

    /// <summary>Whoever joined can leave with everything, also after two layers of the pool became one.</summary>
    [Theory]
    [InlineData(9UL)]
    [InlineData(10UL)]
    [InlineData(11UL)]
    [InlineData(12UL)]
    public void Undelegate_ofEverything_isNeverRefused(ulong epoch)
    {
        Mechanism network = Network(unbonding: 4, percent: 36, issue: 100_000, appeals: 0);
        NetworkState state = network.SetCommission(network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Units(10_000))]).State, Alice, Proportion.Zero);
        state = network.DelegateStake(To(network, state, 1), Dora, Alice, Units(369_177)).State;
        state = Wrong(network, state, "t", 1).After;
        state = network.DelegateStake(To(network, state, 4), Dora, Alice, Units(179_517)).State;
        state = network.UndelegateStake(To(network, state, 7), Dora, Alice, Units(138_656));
        state = network.DelegateStake(To(network, state, 9), Dan, Alice, Units(119_001)).State;
        state = To(network, state, epoch);
        Amount all = state.StateOf(Alice).Delegated!.StakeOf(Dan);
        state = network.UndelegateStake(state, Dan, Alice, all);

        // One unit may go to the others when two groups of the pool become one in this very moment.
        Assert.InRange(state.StateOf(Alice).Delegated!.LeavingOf(Dan), all - Amount.One, all);
        Assert.Empty(StateValidator.Validate(To(network, state, epoch + 6)));
    }

    /// <summary>What the operator adds in the epoch of a reward earns nothing in it, however short the window is.</summary>
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(5UL)]
    public void OwnStake_thatCameInTheEpoch_earnsNothingInIt(ulong window)
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)).LiabilityWindow(EpochSpan.Of(window)).Delegated(_ => { }))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(60)))
            .Reward(reward => reward.IssuePerEpoch(1_000)));
        NetworkState state = network.SetCommission(network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Units(10_000))]).State, Alice, Proportion.Zero);
        state = network.DelegateStake(state, Dora, Alice, Units(30_000)).State;
        state = network.Deposit(To(network, state, 4), Alice, Units(960_000)).State;
        Assert.Equal([750UL, 30UL], Rewards(network, state, 2));
    }

    /// <summary>A deposit does not fill up what a penalty took: stake earns that was there before and still is.</summary>
    [Fact]
    public void OwnStake_thatReplacesWhatWasLost_earnsFromTheNextEpochOn()
    {
        Mechanism network = Network(unbonding: 5, percent: 60, issue: 1_000, appeals: 0);
        NetworkState state = network.SetCommission(network.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Units(10_000))]).State, Alice, Proportion.Zero);
        state = network.DelegateStake(state, Dora, Alice, Units(30_000)).State;
        NetworkState lost = Wrong(network, To(network, state, 3), "t", 3).After;
        ulong[] without = Rewards(network, lost, 2), with = Rewards(network, network.Deposit(lost, Alice, Units(6_000)).State, 2);
        Assert.Equal(without[0], with[0]);
        Assert.True(with[1] < without[1], $"{with[1]} of 1,000 units after the deposit, {without[1]} without it");
    }

    private static ulong[] Rewards(Mechanism network, NetworkState state, int epochs)
    {
        List<ulong> rewards = [];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            EpochSettlement settled = network.Settle(state, Worked(state));
            rewards.Add((ulong)settled.OutcomeOf(Alice).Delegators!.Rewards.Units);
            state = settled.After;
        }

        return [.. rewards];
    }

    private static Mechanism Network(ulong unbonding, uint percent, ulong issue, ulong appeals) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(unbonding)).Delegated(_ => { }))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(percent)), offence => offence with { AppealWindow = EpochSpan.Of(appeals) })
        .Reward(reward => reward.IssuePerEpoch(issue)));

    private static NetworkState To(Mechanism network, NetworkState state, ulong epoch)
    {
        while (state.Epoch < Epoch.Of(epoch))
        {
            state = network.Settle(state, Worked(state)).After;
        }

        return state;
    }

    private static EpochReport Worked(NetworkState state) => new() { Epoch = state.Epoch, Participants = [new ParticipantReport { Participant = Alice, Work = 1 }] };

    private static EpochSettlement Wrong(Mechanism network, NetworkState state, string task, ulong epoch) => network.Settle(state, new EpochReport
    {
        Epoch = state.Epoch,
        Verdicts = [Verdict.Because(Alice, TaskId.Of(task), Epoch.Of(epoch), VerdictReason.ContradictsAccepted)],
    });

    private static Amount Units(ulong units) => Amount.Of(units);
}
