using System.Threading.Channels;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>
/// The one writer. What waits is taken together and written in one transaction; only then it is published and answered. So nobody is told that something was taken in
/// that a crash could lose, and nobody reads what is not written.
/// </summary>
internal sealed partial class NetworkWriter(
    INetworkStore store,
    NetworkLoader loader,
    NetworkView view,
    SettledEpochs settled,
    AlertWatch alerts,
    MarketplaceMeter meter,
    TimeProvider time,
    IOptions<MarketplaceOptions> options,
    ILogger<NetworkWriter> logger) : BackgroundService
{
    /// <summary>The sender of entries that the service makes itself. No key may have this name.</summary>
    public const string Sender = "service";

    private const int MostTogether = 256;
    private const int MostAttempts = 3;

    private readonly Channel<object> _waiting = Channel.CreateBounded<object>(new BoundedChannelOptions(options.Value.MostWaiting) { SingleReader = true });
    private bool _mustReload;

    /// <summary>Takes something in, or refuses it by an exception.</summary>
    public Task<DeliveryAnswer> TellAsync(DeliveryKey key, Entry entry)
    {
        Delivery delivery = new(key, entry);
        return _waiting.Writer.TryWrite(delivery) ? delivery.Answered : throw RequestRefusedException.Unavailable("Too much is waiting to be written.");
    }

    /// <summary>Settles an epoch; null when it is not the open one.</summary>
    /// <exception cref="SettlementRefusedException">The report cannot be settled; the epoch stays open.</exception>
    public async Task<EpochSettlement?> SettleAsync(Epoch epoch, CancellationToken cancellation)
    {
        TaskCompletionSource<EpochSettlement?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((epoch, done), cancellation);
        return await done.Task.WaitAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await WriteWaitingAsync(stoppingToken);
            }
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out object? left))
            {
                (left as Delivery)?.Refuse(RequestRefusedException.Unavailable("The service stops."));
            }
        }
    }

    private async Task WriteWaitingAsync(CancellationToken cancellation)
    {
        List<Delivery> together = [];
        while (together.Count < MostTogether && _waiting.Reader.TryPeek(out object? next) && (next is Delivery || together.Count == 0))
        {
            _ = _waiting.Reader.TryRead(out _);
            if (next is Delivery delivery)
            {
                together.Add(delivery);
                continue;
            }

            (Epoch epoch, TaskCompletionSource<EpochSettlement?> done) = ((Epoch, TaskCompletionSource<EpochSettlement?>))next;
            await SettleAsync(epoch, done, cancellation);
            return;
        }

        await WriteAsync(together, cancellation);
    }

    private Task WriteAsync(List<Delivery> together, CancellationToken cancellation) => AttemptAsync(
        async () =>
        {
            var known = await store.FindAsync([.. together.Select(delivery => delivery.Key).Distinct()], cancellation);
            DeliveryPlan plan = DeliveryPlan.Of(view.Position, together, known, time.GetUtcNow(), options.Value.MostEntriesPerEpoch);
            if (plan.Entries.Count > 0)
            {
                ParticipantId[] about = [.. plan.Entries.Select(entry => entry.Entry.Subject).Where(subject => !subject.IsNone).Distinct()];
                IReadOnlyList<Alert> raised = about.Length > 0 ? alerts.After(plan.After.Network, about) : [];
                await store.AppendAsync(plan.Entries, plan.Postings, raised, cancellation);
                alerts.Remember(plan.After.Network.State.Epoch, raised);
                view.Publish(plan.After);
            }

            foreach ((Entry entry, string outcome) in plan.Answer())
            {
                meter.Deliveries.Add(1, new("kind", entry.GetType().Name), new("outcome", outcome));
            }
        },
        exception => together.ForEach(delivery => delivery.Refuse(exception)),
        cancellation);

    private Task SettleAsync(Epoch epoch, TaskCompletionSource<EpochSettlement?> done, CancellationToken cancellation) => AttemptAsync(
        async () =>
        {
            if (view.Network.State.Epoch != epoch)
            {
                done.TrySetResult(null);
                return;
            }

            SettlementPlan plan = SettlementPlan.Of(view.Position, time.GetUtcNow());
            IReadOnlyList<Alert> raised = alerts.After(plan.After.Network, []);
            await store.SettleAsync(plan.Entry, plan.Epoch, plan.Next, plan.Postings, raised, cancellation);
            alerts.Remember(plan.After.Network.State.Epoch, raised);
            settled.Remember(plan.Settlement);
            view.Publish(plan.After);
            meter.Paid.Add(plan.Settlement.Outcomes.Sum(outcome => (double)outcome.Paid.Units));
            meter.Slashed.Add(plan.Settlement.Outcomes.Sum(outcome => (double)outcome.Slashed.Units));
            meter.SetAside.Add(plan.Settlement.SetAside.Length);
            meter.Epoch.Record(SqlRows.Of(plan.After.Network.State.Epoch));
            done.TrySetResult(plan.Settlement);
        },
        exception => done.TrySetException(exception),
        cancellation);

    /// <summary>
    /// Tries, and reads the store again after a failure: whether it had written before it failed, only the store knows. Another service's write is a reason to try
    /// again at once.
    /// </summary>
    private async Task AttemptAsync(Func<Task> write, Action<Exception> fail, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (_mustReload)
                {
                    view.Publish((await loader.LoadAsync(cancellation)).Position);
                    _mustReload = false;
                }

                await write();
                return;
            }
            catch (SettlementRefusedException refused)
            {
                fail(refused);
                return;
            }
            catch (StoreConflictException) when (attempt < MostAttempts)
            {
                _mustReload = true;
            }
            catch (Exception exception)
            {
                _mustReload = true;
                NotWritten(logger, exception);
                fail(RequestRefusedException.Unavailable("The service could not write it down."));
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "It could not be written down.")]
    private static partial void NotWritten(ILogger logger, Exception exception);
}
