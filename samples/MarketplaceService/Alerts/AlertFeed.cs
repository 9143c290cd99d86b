namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>The newest alerts, for the endpoint that shows them.</summary>
internal sealed class AlertFeed : IAlertSink
{
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<Alert> _newest = new();

    public void Raise(Alert alert)
    {
        lock (_lock)
        {
            _newest.Enqueue(alert);
            if (_newest.Count > Most)
            {
                _newest.Dequeue();
            }
        }
    }

    /// <summary>Returns the newest alerts, the newest first.</summary>
    public IReadOnlyList<Alert> Newest()
    {
        lock (_lock)
        {
            return [.. _newest.Reverse()];
        }
    }
}
