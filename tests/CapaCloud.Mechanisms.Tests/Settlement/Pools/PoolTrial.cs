using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Pools;

/// <summary>A network with a pool for each claim and each source: alice and bob work, check and stay online; dora stands behind alice.</summary>
internal static class PoolTrial
{
    public static ParticipantId Alice { get; } = ParticipantId.Of("alice");

    public static ParticipantId Bob { get; } = ParticipantId.Of("bob");

    public static ParticipantId Dora { get; } = ParticipantId.Of("dora");

    public static Mechanism Plain { get; } = Compose(EpochSpan.Zero);

    public static Mechanism WithAppeals { get; } = Compose(EpochSpan.Of(3));

    public static Mechanism Compose(EpochSpan appeals, LostShareUse lost = LostShareUse.Penalty) => Mechanism.Create(build => build
        .Name("several pools")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)).Delegated(delegated => delegated.CommissionAtMost(Proportion.Percent(20)).AtLeast(10)))
        .Verify(verify => verify.ByPanelOf(3, pay: 0))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { ForfeitsReward = true, AppealWindow = appeals, Jail = EpochSpan.Of(2) })
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Excuse("power")
        .Reward(reward => reward
            .TreasuryFee(Proportion.Percent(20))
            .LostShare(lost)
            .SplitByFloor()
            .Pool("availability", pool => pool.Issue(1_000).ByUptime())
            .Pool("validators", pool => pool.FeeShare(Proportion.Percent(25)).ByChecks())
            .Pool("backing", pool => pool.SlashedShare(Proportion.Half).FeeShare(Proportion.Percent(10)).ByStake())
            .Pool("apprentices", pool => pool.Issue(90).ByWork().TimesReputation().TimesUptime())));

    /// <summary>Alice with 3,000 units of her own and 6,000 of dora's, bob with 1,000; everything has stood since epoch 0, and it is epoch 1.</summary>
    public static NetworkState Open(Mechanism mechanism)
    {
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(3_000)), KeyValuePair.Create(Bob, Amount.Of(1_000))]).State;
        state = mechanism.SetCommission(state, Alice, Proportion.Percent(10));
        state = mechanism.DelegateStake(state, Dora, Alice, Amount.Of(6_000)).State;
        return mechanism.Settle(state, new EpochReport { Epoch = Epoch.Zero }).After;
    }

    public static ParticipantReport Row(ParticipantId who, ulong work, ulong due, ulong missed = 0, string cause = "disk") =>
        new() { Participant = who, Work = work, DutiesDue = due, Missed = missed == 0 ? [] : [new MissedDuties(cause, missed)] };

    /// <summary>Settles, and asks of the settlement what every one must answer.</summary>
    public static EpochSettlement Settle(Mechanism mechanism, NetworkState state, Func<EpochReport, EpochReport> fill)
    {
        EpochSettlement settled = mechanism.Settle(state, fill(new EpochReport { Epoch = state.Epoch }));
        Assert.Empty(settled.After.Inconsistencies());
        Assert.Equal(settled.After, StateBinary.Read(StateBinary.Write(settled.After)));
        Assert.Equal(settled.After, StateJson.Read(StateJson.Write(settled.After)));
        foreach (ParticipantState participant in state.Participants)
        {
            Assert.Empty(mechanism.Explain(settled, participant.Participant).FindInconsistencies());
        }

        return settled;
    }

    public static Amount Of(IEnumerable<PoolAmount> pools, string name) => pools.FirstOrDefault(pool => pool.Pool == name).Amount;
}
