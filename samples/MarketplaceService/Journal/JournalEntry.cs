namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>An entry as the journal keeps it.</summary>
/// <param name="Number">The place in the journal, from 1 on without gaps.</param>
/// <param name="Epoch">The epoch that was open.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Key">The sender's name for the delivery. A second delivery under one name is the same delivery.</param>
/// <param name="Entry">What was told.</param>
/// <param name="ReceivedAt">When, by the clock of the service. For people; nothing is computed from it.</param>
internal sealed record JournalEntry(long Number, Epoch Epoch, string Sender, string Key, Entry Entry, DateTimeOffset ReceivedAt);
