namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>The open network, and the last numbers that were given in the journal and among the postings.</summary>
internal sealed record NetworkPosition(OpenNetwork Network, long LastEntry, long LastPosting);
