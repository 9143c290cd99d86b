using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>A sender's name for a delivery.</summary>
internal readonly record struct DeliveryKey(string Sender, string Key);

/// <summary>A state that was written down, after the journal entry with its number.</summary>
internal sealed record Checkpoint(long Number, NetworkState State, string PolicyJson);

/// <summary>An epoch that was settled: what the settlement was made of, so that it can be made again and explained.</summary>
internal sealed record StoredEpoch(Epoch Epoch, Digest PolicyHash, NetworkState Before, EpochReport Report, DateTimeOffset At);

/// <summary>A movement of money with its place among all of them. What goes to a wallet is a payment, made once under its number.</summary>
internal sealed record StoredPosting(long Number, long EntryNumber, Posting Posting, ReceiptContext Context)
{
    public bool IsPayment => Posting.To.Kind == LedgerAccountKind.Wallet;
}

/// <summary>An alert with its place among all of them, which is its name for whoever it is handed to.</summary>
internal sealed record StoredAlert(long Number, Alert Alert);

/// <summary>From when on epochs are counted, and how long they are.</summary>
internal sealed record EpochAnchor(Epoch Epoch, DateTimeOffset At, TimeSpan Length);

/// <summary>What a store holds: the last checkpoint, the entries after it, and the numbers that were given.</summary>
internal sealed record StoredNetwork(Checkpoint Checkpoint, IReadOnlyList<JournalEntry> Entries, EpochAnchor? Anchor, long LastPosting);
