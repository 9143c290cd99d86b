namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>The stake that others put behind an operator.</summary>
/// <param name="Total">All that the network holds for them: their stake, also what is leaving, and what it earned.</param>
/// <param name="Delegators">How many put something behind it that has not begun to leave.</param>
/// <param name="Commission">The part of their rewards that the operator keeps in the open epoch.</param>
public sealed record StakeOfOthers(Amount Total, int Delegators, Proportion Commission)
{
    /// <summary>Returns it, or null for who takes no delegations.</summary>
    internal static StakeOfOthers? Of(in ParticipantState participant, Epoch epoch) =>
        participant.Delegated is { } delegated ? new StakeOfOthers(delegated.Total, delegated.Delegations.Length, delegated.Commission.RateIn(epoch)) : null;
}
