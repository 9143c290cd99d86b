using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Pages;

/// <summary>What a participant was paid and lost in one epoch.</summary>
public sealed record NodeEpoch(Epoch Epoch, Amount Paid, Amount Lost)
{
    /// <summary>Returns the epochs of some movements of money, the newest first. A deposit and a withdrawal are neither pay nor loss.</summary>
    internal static IReadOnlyList<NodeEpoch> Of(ParticipantId participant, IEnumerable<StoredPosting> postings) =>
    [
        .. postings.GroupBy(stored => stored.Context.Epoch)
            .Select(epoch => new NodeEpoch(
                epoch.Key,
                Sum(epoch.Where(stored => stored.Posting.To == LedgerAccount.Wallet(participant) && stored.Posting.Reason != PostingReason.Withdrawal)),
                Sum(epoch.Where(stored => stored.Posting.From == LedgerAccount.Stake(participant) && stored.Posting.Reason is (PostingReason.Slash or PostingReason.Bounty)))))
            .OrderByDescending(epoch => epoch.Epoch),
    ];

    private static Amount Sum(IEnumerable<StoredPosting> postings) => postings.Aggregate(Amount.Zero, (sum, stored) => sum + stored.Posting.Amount);
}
