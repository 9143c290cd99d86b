namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>What is stored does not belong to what is configured. The service does not start, and nothing was changed.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
