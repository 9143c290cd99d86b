using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>Money of a participant arrived and stands as its stake from now on.</summary>
internal sealed record StakeDeposited(ParticipantId Participant, Amount Amount) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.Deposit(network.State, Participant, Amount));
}

/// <summary>A participant begins to take stake out.</summary>
internal sealed record StakeUnbonded(ParticipantId Participant, Amount Amount) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.Unbond(network.State, Participant, Amount));
}

/// <summary>A participant bonds again what was unbonding.</summary>
internal sealed record UnbondingCancelled(ParticipantId Participant, Amount Amount) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.CancelUnbonding(network.State, Participant, Amount));
}

/// <summary>What was released of a participant's stake leaves the network.</summary>
internal sealed record StakeWithdrawn(ParticipantId Participant) : Entry
{
    public override ParticipantId Subject => Participant;

    public override NetworkChange ApplyTo(OpenNetwork network, long number) => network.Moved(network.Mechanism.Withdraw(network.State, Participant));
}
