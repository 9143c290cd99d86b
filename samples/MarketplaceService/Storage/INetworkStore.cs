using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>
/// Where the network lies between two starts. Every number of the journal is given once: of two services that write at once, the second gets a
/// <see cref="StoreConflictException"/> and has changed nothing.
/// </summary>
internal interface INetworkStore
{
    /// <summary>Makes the tables, where they are not there.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Returns the last checkpoint and all that came after it; null when the store is new.</summary>
    Task<StoredNetwork?> LoadAsync(CancellationToken cancellation);

    /// <summary>Begins the journal with the first checkpoint.</summary>
    Task BeginAsync(Checkpoint first, CancellationToken cancellation);

    /// <summary>Says from when on epochs are counted, and how long they are.</summary>
    Task AnchorAsync(EpochAnchor anchor, CancellationToken cancellation);

    /// <summary>Returns the entries that were delivered under some keys.</summary>
    Task<IReadOnlyDictionary<DeliveryKey, JournalEntry>> FindAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancellation);

    /// <summary>Writes entries and the money they moved, all or nothing.</summary>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries, IReadOnlyList<StoredPosting> postings, CancellationToken cancellation);

    /// <summary>Writes a settled epoch, the money it moved and the next checkpoint, all or nothing.</summary>
    Task SettleAsync(JournalEntry settled, StoredEpoch epoch, Checkpoint next, IReadOnlyList<StoredPosting> postings, CancellationToken cancellation);

    /// <summary>Writes a change of policy and the policy itself, all or nothing.</summary>
    Task AdoptAsync(JournalEntry adopted, Digest policyHash, string policyJson, CancellationToken cancellation);

    /// <summary>Returns a settled epoch, or null.</summary>
    Task<StoredEpoch?> ReadEpochAsync(Epoch epoch, CancellationToken cancellation);

    /// <summary>Returns the policy of a hash, or null.</summary>
    Task<string?> ReadPolicyAsync(Digest hash, CancellationToken cancellation);

    /// <summary>Returns the money that moved from or to a participant since an epoch, the oldest first.</summary>
    Task<IReadOnlyList<StoredPosting>> ReadPostingsAsync(ParticipantId participant, Epoch since, CancellationToken cancellation);

    /// <summary>Returns payments that were not made yet, the oldest first.</summary>
    Task<IReadOnlyList<StoredPosting>> ReadUnpaidAsync(int most, CancellationToken cancellation);

    /// <summary>Remembers that payments were made.</summary>
    Task MarkPaidAsync(IReadOnlyCollection<long> postings, DateTimeOffset at, CancellationToken cancellation);
}
