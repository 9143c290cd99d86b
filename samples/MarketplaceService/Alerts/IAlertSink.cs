using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Where alerts go: a log, a file, a pager. Register as many as you like. Each alert comes at least once; one that came already has the same number.</summary>
internal interface IAlertSink
{
    /// <summary>Takes alerts, in the order in which they were raised. An exception hands all of them over again, to every sink.</summary>
    Task RaiseAsync(IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation);
}
