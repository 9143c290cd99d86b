using CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>
/// Hands the alerts that lie in the store to every sink: first the sinks, then the mark that it is done. A crash in between, or a sink that fails, hands them over again.
/// So each arrives at least once, and its number tells a sink what it knows already.
/// </summary>
internal sealed partial class AlertJob(INetworkStore store, IEnumerable<IAlertSink> sinks, TimeProvider time, ILogger<AlertJob> logger, Rehearsal? rehearsal = null) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Hands over what waits, and returns how many alerts it were.</summary>
    public async Task<int> DeliverDueAsync(CancellationToken cancellation)
    {
        IReadOnlyList<StoredAlert> due = await store.ReadUndeliveredAsync(MostAtOnce, cancellation);
        if (due.Count == 0)
        {
            return 0;
        }

        foreach (IAlertSink sink in sinks)
        {
            await sink.RaiseAsync(due, cancellation);
        }

        rehearsal?.Reach(Rehearsal.AfterAlert);
        await store.MarkDeliveredAsync([.. due.Select(stored => stored.Number)], time.GetUtcNow(), cancellation);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            int handed = 0;
            try
            {
                handed = await DeliverDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                AlertsWait(logger, exception);
            }

            if (handed == 0)
            {
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Alerts could not be handed over; it is tried again.")]
    private static partial void AlertsWait(ILogger logger, Exception exception);
}
