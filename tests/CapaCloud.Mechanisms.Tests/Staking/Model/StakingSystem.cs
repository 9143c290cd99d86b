using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Model;

/// <summary>The library's stake accounts as the scripts drive them. A mutant overrides one operation.</summary>
internal class StakingSystem
{
    /// <summary>Gets or sets the rules of the script that is played.</summary>
    public StakingRules Rules { get; set; } = new();

    public virtual StakeChange Deposit(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now) =>
        account.Deposit(amount, operatorId, now, Rules);

    public virtual StakeChange Unbond(StakeAccount account, Amount amount, ParticipantId operatorId, Epoch now) =>
        account.Unbond(amount, operatorId, now, Rules);

    public virtual StakeChange Cancel(StakeAccount account, Amount amount, Epoch now) => account.CancelUnbonding(amount, now, Rules);

    public virtual StakeChange Redelegate(StakeAccount account, Amount amount, ParticipantId from, ParticipantId to, Epoch now) =>
        account.Redelegate(amount, from, to, now, Rules);

    public virtual StakeChange Withdraw(StakeAccount account, Epoch now) => account.Withdraw(now, Rules);

    public virtual StakeSlash Slash(StakeAccount account, ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now) =>
        account.Slash(operatorId, fault, fraction, now, Rules);

    public virtual StakeAccount Hold(StakeAccount account, StakeHold hold, Epoch now) => account.Hold(hold.Operator, hold.Fault, now, Rules);

    public virtual StakeAccount Release(StakeAccount account, StakeHold hold, Epoch now) => account.Release(hold.Operator, hold.Fault, now, Rules);

    public virtual StakeAccount Prune(StakeAccount account, Epoch now) => account.Prune(now, Rules);
}
