using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>All that a participant earned and lost, from the stored movements of money.</summary>
internal static class NodeReceipts
{
    public static async Task<ReceiptBook> ReadAsync(INetworkStore store, ParticipantId participant, CancellationToken cancellation)
    {
        IReadOnlyList<StoredPosting> postings = await store.ReadPostingsAsync(participant, Epoch.Zero, cancellation);
        ReceiptBook book = new(participant);

        // The postings of one context are added together, because adding copies the book.
        for (int first = 0, next; first < postings.Count; first = next)
        {
            for (next = first + 1; next < postings.Count && postings[next].Context == postings[first].Context;)
            {
                next++;
            }

            book = book.With([.. postings.Skip(first).Take(next - first).Select(stored => stored.Posting)], postings[first].Context);
        }

        return book;
    }
}
