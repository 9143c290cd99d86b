using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;

/// <summary>
/// Settles epochs when they are due. A clock that jumps back settles nothing twice, because an epoch is settled when it is the open one. A clock that jumps far
/// ahead is not believed: the job waits until an operator confirms it.
/// </summary>
internal sealed partial class EpochJob(
    NetworkWriter writer, NetworkView view, EpochClock clock, MarketplaceMeter meter, IOptions<MarketplaceOptions> options, ILogger<EpochJob> logger) : BackgroundService
{
    private volatile EpochJobStatus _status = EpochJobStatus.Working;
    private ulong _confirmed;

    /// <summary>Gets whether epochs are settled as they fall due, or why not.</summary>
    public EpochJobStatus Status => _status;

    /// <summary>Lets the job settle all epochs before one, however many they are.</summary>
    public void Confirm(Epoch before) => Interlocked.Exchange(ref _confirmed, before.Number);

    /// <summary>Settles what is due, and returns how many epochs it were.</summary>
    public async Task<int> SettleDueAsync(CancellationToken cancellation)
    {
        Epoch open = view.Network.State.Epoch, due = clock.Now;
        ulong behind = due > open ? due.Since(open).Epochs : 0;
        meter.EpochsDue.Record((long)behind);
        bool isBelieved = behind <= (ulong)options.Value.MostEpochsAtOnce;
        Epoch until = isBelieved ? due : Epoch.Min(due, Epoch.Of(Interlocked.Read(ref _confirmed)));
        int settled = 0;
        for (; view.Network.State.Epoch < until; settled++)
        {
            if (await writer.SettleAsync(view.Network.State.Epoch, cancellation) is { } settlement)
            {
                Settled(logger, settlement.Epoch, settlement.Postings.Length, settlement.SetAside.Length);
            }
        }

        SetStatus(isBelieved || view.Network.State.Epoch >= due ? EpochJobStatus.Working : new EpochJobStatus("ClockJumped", $"{behind} epochs are due at once; expected at most {options.Value.MostEpochsAtOnce}. An operator confirms them, or lets the open epoch begin now."));
        return settled;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan pause = TimeSpan.FromTicks(Math.Clamp(options.Value.EpochLength.Ticks / 20, TimeSpan.FromMilliseconds(20).Ticks, TimeSpan.FromSeconds(1).Ticks));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SettleDueAsync(stoppingToken);
            }
            catch (SettlementRefusedException refused)
            {
                SetStatus(new EpochJobStatus("ReportRefused", refused.Message));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SetStatus(new EpochJobStatus("NotWritten", exception.Message));
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void SetStatus(EpochJobStatus status)
    {
        if (status != _status && status != EpochJobStatus.Working)
        {
            Waits(logger, status.State, status.Reason);
        }

        _status = status;
    }

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch} is settled: {Postings} postings, {SetAside} items set aside.")]
    private static partial void Settled(ILogger logger, Epoch epoch, int postings, int setAside);

    [LoggerMessage(LogLevel.Error, "Epochs wait ({State}): {Reason}")]
    private static partial void Waits(ILogger logger, string state, string reason);
}

/// <summary>Whether epochs are settled as they fall due, or why not.</summary>
internal sealed record EpochJobStatus(string State, string Reason)
{
    public static EpochJobStatus Working { get; } = new("Working", "");
}
