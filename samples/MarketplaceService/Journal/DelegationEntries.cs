using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>An operator says what part of its delegators' rewards it keeps. From then on it takes delegations.</summary>
internal sealed record CommissionSet(ParticipantId Operator, Proportion Rate) : Entry
{
    public override ParticipantId Subject => Operator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.SetCommission(network.State, Operator, Rate));
}

/// <summary>Money of a delegator arrived and stands behind an operator from now on.</summary>
internal sealed record StakeDelegated(ParticipantId Delegator, ParticipantId Operator, Amount Amount) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.DelegateStake(network.State, Delegator, Operator, Amount));
}

/// <summary>A delegator begins to take stake away from an operator. It still answers for what was done while it stood there.</summary>
internal sealed record StakeUndelegated(ParticipantId Delegator, ParticipantId Operator, Amount Amount) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.UndelegateStake(network.State, Delegator, Operator, Amount));
}

/// <summary>What was released of a delegation leaves the network.</summary>
internal sealed record DelegationWithdrawn(ParticipantId Delegator, ParticipantId Operator) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.WithdrawDelegation(network.State, Delegator, Operator));
}

/// <summary>What was released of a delegation goes to another operator.</summary>
internal sealed record StakeRedelegated(ParticipantId Delegator, ParticipantId From, ParticipantId To) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.Redelegate(network.State, Delegator, From, To));
}

/// <summary>What a delegation earned is paid out.</summary>
internal sealed record DelegationRewardsClaimed(ParticipantId Delegator, ParticipantId Operator) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.ClaimRewards(network.State, Delegator, Operator));
}

/// <summary>What a delegation earned becomes a part of it.</summary>
internal sealed record DelegationRewardsCompounded(ParticipantId Delegator, ParticipantId Operator) : Entry
{
    public override ParticipantId Subject => Delegator;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.CompoundRewards(network.State, Delegator, Operator));
}
