namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>The composed mechanism as the scripts drive it. A mutant overrides one operation.</summary>
internal class MechanismSystem
{
    public virtual StateChange Deposit(Mechanism mechanism, NetworkState state, ParticipantId participant, Amount amount) => mechanism.Deposit(state, participant, amount);

    public virtual StateChange Withdraw(Mechanism mechanism, NetworkState state, ParticipantId participant) => mechanism.Withdraw(state, participant);

    public virtual NetworkState Migrate(Mechanism mechanism, NetworkState state, MechanismPolicy old) => mechanism.Migrate(state, old).State;

    /// <summary>Settles, or returns null and says why not; whatever else is thrown is a fault.</summary>
    public virtual EpochSettlement? Settle(Mechanism mechanism, NetworkState state, EpochReport report, out string refusals)
    {
        bool settled = mechanism.TrySettle(state, report, out EpochSettlement? settlement, out var reasons);
        refusals = string.Join("; ", reasons);
        return settled ? settlement : null;
    }
}
