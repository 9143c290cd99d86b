using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>What one delegator has behind one operator.</summary>
/// <param name="Operator">Whom it stands behind.</param>
/// <param name="Standing">What stands there and earns.</param>
/// <param name="Leaving">What has begun to leave and still answers, or waits to be withdrawn.</param>
/// <param name="Earned">What was earned and not claimed yet.</param>
/// <param name="Commission">The part of further rewards that the operator keeps in the open epoch.</param>
public sealed record DelegationStanding(ParticipantId Operator, Amount Standing, Amount Leaving, Amount Earned, Proportion Commission)
{
    /// <summary>Returns what a delegator has, by operator. It looks at every operator.</summary>
    internal static ImmutableArray<DelegationStanding> Of(OpenNetwork network, ParticipantId delegator)
    {
        ImmutableArray<DelegationStanding>.Builder standings = ImmutableArray.CreateBuilder<DelegationStanding>();
        foreach (ParticipantState participant in network.State.Participants)
        {
            if (participant.Delegated is not { } delegated)
            {
                continue;
            }

            DelegationStanding standing = new(
                participant.Participant, delegated.StakeOf(delegator), delegated.LeavingOf(delegator), delegated.RewardsOf(delegator), delegated.Commission.RateIn(network.State.Epoch));
            if (!(standing.Standing.IsZero && standing.Leaving.IsZero && standing.Earned.IsZero))
            {
                standings.Add(standing);
            }
        }

        return standings.DrainToImmutable();
    }
}
