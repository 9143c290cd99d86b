using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;

/// <summary>A store before and after whose writes the process may end.</summary>
internal sealed class RehearsedStore(INetworkStore inner, Rehearsal rehearsal) : INetworkStore
{
    public async Task AppendAsync(IReadOnlyList<JournalEntry> entries, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        rehearsal.Reach(Rehearsal.BeforeAppend);
        await inner.AppendAsync(entries, postings, alerts, cancellation);
        rehearsal.Reach(Rehearsal.AfterAppend);
    }

    public async Task SettleAsync(
        JournalEntry settled, StoredEpoch epoch, Checkpoint next, IReadOnlyList<StoredPosting> postings, IReadOnlyList<Alert> alerts, CancellationToken cancellation)
    {
        rehearsal.Reach(Rehearsal.BeforeSettle);
        await inner.SettleAsync(settled, epoch, next, postings, alerts, cancellation);
        rehearsal.Reach(Rehearsal.AfterSettle);
    }

    public async Task MarkPaidAsync(IReadOnlyCollection<long> postings, DateTimeOffset at, CancellationToken cancellation)
    {
        await inner.MarkPaidAsync(postings, at, cancellation);
        rehearsal.Reach(Rehearsal.AfterMark);
    }

    public async Task MarkDeliveredAsync(IReadOnlyCollection<long> alerts, DateTimeOffset at, CancellationToken cancellation)
    {
        await inner.MarkDeliveredAsync(alerts, at, cancellation);
        rehearsal.Reach(Rehearsal.AfterDelivery);
    }

    public Task<IReadOnlyList<StoredAlert>> ReadAlertsAsync(int most, CancellationToken cancellation) => inner.ReadAlertsAsync(most, cancellation);

    public Task<IReadOnlyList<StoredAlert>> ReadUndeliveredAsync(int most, CancellationToken cancellation) => inner.ReadUndeliveredAsync(most, cancellation);

    public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public Task<StoredNetwork?> LoadAsync(CancellationToken cancellation) => inner.LoadAsync(cancellation);

    public Task BeginAsync(Checkpoint first, CancellationToken cancellation) => inner.BeginAsync(first, cancellation);

    public Task AnchorAsync(EpochAnchor anchor, CancellationToken cancellation) => inner.AnchorAsync(anchor, cancellation);

    public Task<IReadOnlyDictionary<DeliveryKey, JournalEntry>> FindAsync(IReadOnlyCollection<DeliveryKey> keys, CancellationToken cancellation) => inner.FindAsync(keys, cancellation);

    public Task AdoptAsync(JournalEntry adopted, Digest policyHash, string policyJson, CancellationToken cancellation) => inner.AdoptAsync(adopted, policyHash, policyJson, cancellation);

    public Task<StoredEpoch?> ReadEpochAsync(Epoch epoch, CancellationToken cancellation) => inner.ReadEpochAsync(epoch, cancellation);

    public Task<string?> ReadPolicyAsync(Digest hash, CancellationToken cancellation) => inner.ReadPolicyAsync(hash, cancellation);

    public Task<IReadOnlyList<StoredPosting>> ReadPostingsAsync(ParticipantId participant, Epoch since, CancellationToken cancellation) =>
        inner.ReadPostingsAsync(participant, since, cancellation);

    public Task<IReadOnlyList<StoredPosting>> ReadUnpaidAsync(int most, CancellationToken cancellation) => inner.ReadUnpaidAsync(most, cancellation);
}
