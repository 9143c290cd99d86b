using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Refuses a list of proposals that no book can have: a hole in it, a vote that nothing decides, or numbers out of order.</summary>
internal static class ChangeProposals
{
    public static ImmutableArray<ChangeProposal> Ordered(ImmutableArray<ChangeProposal> proposals)
    {
        for (int index = 0; index < proposals.Length; index++)
        {
            if (proposals[index] is not { } proposal)
            {
                throw new ArgumentException($"Proposal {index} is null; expected {proposals.Length} proposals.", nameof(proposals));
            }

            if (proposal.Status == ChangeStatus.Proposed && proposal.Approval is null)
            {
                throw new ArgumentException(
                    $"Version {DecimalText.Format(proposal.Version)} is {nameof(ChangeStatus.Proposed)} and has no rule that decides its vote; expected one, or {nameof(ChangeStatus.Approved)}.", nameof(proposals));
            }

            if (index > 0 && proposals[index - 1].Version >= proposal.Version)
            {
                throw new ArgumentException(
                    $"Proposal {index} has version {DecimalText.Format(proposal.Version)} and the one before it {DecimalText.Format(proposals[index - 1].Version)}; expected ascending versions, each once.",
                    nameof(proposals));
            }
        }

        return proposals;
    }
}
