using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>The library's stake accounts as the scripts drive them. A mutant overrides one operation.</summary>
internal class StakingSystem
{
    public static StakingRules Rules { get; } = new()
    {
        UnbondingPeriod = EpochSpan.Of(7),
        LiabilityWindow = EpochSpan.Of(6),
        MaximumTranches = 24,
    };

    public virtual StakeChange Deposit(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now) =>
        account.Deposit(amount, operatorId, now, Rules);

    public virtual StakeChange Unbond(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now) =>
        account.Unbond(amount, operatorId, now, Rules);

    public virtual StakeChange Cancel(StakeAccount account, Amount amount, Epoch now) => account.CancelUnbonding(amount, now, Rules);

    public virtual StakeChange Redelegate(StakeAccount account, Amount amount, ParticipantId from, ParticipantId to, Epoch now) =>
        account.Redelegate(amount, from, to, now, Rules);

    public virtual StakeChange Withdraw(StakeAccount account, Epoch now) => account.Withdraw(now, Rules);

    public virtual StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now) =>
        account.Slash(operatorId, fault, fraction, now, Rules, LedgerAccount.Treasury);

    public virtual StakeAccount Overturn(StakeAccount account, Digest key, Epoch now) => account.Overturn(key, now, Rules);

    public virtual StakeSlash Confirm(StakeAccount account, Digest key, Epoch now) => account.Confirm(key, now, Rules, LedgerAccount.Treasury);
}
