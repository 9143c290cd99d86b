using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>The network after an entry, and the money that moved.</summary>
internal readonly record struct NetworkChange(OpenNetwork After, ImmutableArray<Posting> Postings);
