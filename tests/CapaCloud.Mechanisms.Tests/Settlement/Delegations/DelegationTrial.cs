using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>A network in which others stand behind operators: alice and bob work, dora and dan delegate.</summary>
internal static class DelegationTrial
{
    public static ParticipantId Alice { get; } = ParticipantId.Of("alice");

    public static ParticipantId Bob { get; } = ParticipantId.Of("bob");

    public static ParticipantId Dora { get; } = ParticipantId.Of("dora");

    public static ParticipantId Dan { get; } = ParticipantId.Of("dan");

    public static Mechanism Delegated { get; } = Compose(EpochSpan.Zero, ownStakeFirst: false);

    public static Mechanism OwnStakeFirst { get; } = Compose(EpochSpan.Zero, ownStakeFirst: true);

    public static Mechanism WithAppeals { get; } = Compose(EpochSpan.Of(3), ownStakeFirst: true);

    public static Mechanism Compose(EpochSpan appeals, bool ownStakeFirst, Action<DelegationBuilder>? also = null) => Mechanism.Create(build => build
        .Name("delegated")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)).Delegated(delegated =>
        {
            delegated.CommissionAtMost(Proportion.Percent(20)).AtLeast(10);
            if (ownStakeFirst)
            {
                delegated.OwnStakeFirst();
            }

            also?.Invoke(delegated);
        }))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { ForfeitsReward = true, AppealWindow = appeals })
        .Verify(verify => verify.ByPanelOf(3, pay: 30))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reward(reward => reward.IssuePerEpoch(1_000).TreasuryFee(Proportion.Percent(5)).SplitByFloor()));

    /// <summary>Alice with 10,000 units of her own and 30,000 delegated, bob with 10,000 units and the pay of epoch 0; everything has stood since then, and it is epoch 1.</summary>
    public static NetworkState Open(Mechanism mechanism)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(10_000)), KeyValuePair.Create(Bob, Amount.Of(10_000))]).State;
        state = mechanism.SetCommission(state, Alice, Proportion.Percent(10));
        state = mechanism.DelegateStake(state, Dora, Alice, Amount.Of(20_000)).State;
        state = mechanism.DelegateStake(state, Dan, Alice, Amount.Of(10_000)).State;
        return Settle(mechanism, state, report => report with { Participants = [new ParticipantReport { Participant = Bob, Work = 10 }] }).After;
    }

    public static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Func<EpochReport, EpochReport>? fill = null)
    {
        EpochSettlement settled = mechanism.Settle(state, (fill ?? (report => report))(new EpochReport { Epoch = state.Epoch }));
        Assert.Empty(settled.After.Inconsistencies());
        Assert.Equal(settled.After, StateBinary.Read(StateBinary.Write(settled.After)));
        Assert.Equal(settled.After, StateJson.Read(StateJson.Write(settled.After)));
        foreach (ParticipantState participant in state.Participants)
        {
            Assert.Empty(mechanism.Explain(settled, participant.Participant).FindInconsistencies());
        }

        return settled;
    }

    /// <summary>An epoch in which alice alone works, so that the pool of 1,000 units is hers.</summary>
    public static EpochSettlement Work(Mechanism mechanism, NetworkState state, Func<EpochReport, EpochReport>? fill = null) =>
        Settle(mechanism, state, report => (fill ?? (all => all))(report with { Participants = [new ParticipantReport { Participant = Alice, Work = 10 }] }));

    public static Verdict Wrong(ulong epoch, string task = "t1") => Verdict.Because(Alice, TaskId.Of(task), Epoch.Of(epoch), VerdictReason.ContradictsAccepted);

    public static DelegatedStake Pool(NetworkState state) => state.StateOf(Alice).Delegated!;

    public static StakeRefusal Refusal(Action act) => Assert.Throws<StakeRefusedException>(act).Refusal;
}
