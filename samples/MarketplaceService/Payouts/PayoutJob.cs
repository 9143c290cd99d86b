using CapaCloud.Mechanisms.Samples.MarketplaceService.Rehearsals;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Payouts;

/// <summary>Makes the payments that settlements and withdrawals ask for: first the rail, then the mark that it is done. A crash in between repeats the first, which the rail ignores.</summary>
internal sealed partial class PayoutJob(
    INetworkStore store, IPaymentRail rail, MarketplaceMeter meter, TimeProvider time, ILogger<PayoutJob> logger, Rehearsal? rehearsal = null) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes what is due, and returns how many payments it were.</summary>
    public async Task<int> PayDueAsync(CancellationToken cancellation)
    {
        IReadOnlyList<StoredPosting> due = await store.ReadUnpaidAsync(MostAtOnce, cancellation);
        if (due.Count == 0)
        {
            return 0;
        }

        await rail.PayAsync([.. due.Select(stored => new Payment(stored.Number, stored.Posting.To.Owner, stored.Posting.Amount))], cancellation);
        rehearsal?.Reach(Rehearsal.AfterPayment);
        await store.MarkPaidAsync([.. due.Select(stored => stored.Number)], time.GetUtcNow(), cancellation);
        meter.Payments.Add(due.Count);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            int made = 0;
            try
            {
                made = await PayDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                PaymentsWait(logger, exception);
            }

            if (made == 0)
            {
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Payments could not be made; they are tried again.")]
    private static partial void PaymentsWait(ILogger logger, Exception exception);
}
