using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
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

    /// <summary>Writes entries, the money they moved and the alerts they raise, all or nothing. An alert that is there already is left as it is.</summary>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation);

    /// <summary>Writes a settled epoch, the money it moved, the alerts of the next one and the next checkpoint, all or nothing.</summary>
    Task SettleAsync(
        JournalEntry settled, StoredEpoch epoch, Checkpoint next, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation);

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

    /// <summary>Returns the newest alerts, the newest first.</summary>
    Task<IReadOnlyList<StoredAlert>> ReadAlertsAsync(int most, CancellationToken cancellation);

    /// <summary>Returns alerts that were not handed over yet, the oldest first.</summary>
    Task<IReadOnlyList<StoredAlert>> ReadUndeliveredAsync(int most, CancellationToken cancellation);

    /// <summary>Remembers that alerts were handed over.</summary>
    Task MarkDeliveredAsync(IReadOnlyCollection<long> alerts, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Remembers that payments were made.</summary>
    Task MarkPaidAsync(IReadOnlyCollection<long> postings, DateTimeOffset at, CancellationToken cancellation);
}
