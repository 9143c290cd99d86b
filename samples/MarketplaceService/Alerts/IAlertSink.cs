namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Where alerts go: a log, a feed, a pager. Register as many as you like.</summary>
internal interface IAlertSink
{
    void Raise(Alert alert);
}
