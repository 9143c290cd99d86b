namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

/// <summary>Another service wrote at the same place of the journal. Nothing was changed; read again and try again.</summary>
internal sealed class StoreConflictException(Exception inner) : Exception("Another service wrote at the same place of the journal.", inner);
