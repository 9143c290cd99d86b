using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Looks at whom each change was about, and raises an alert once for each participant, kind and epoch.</summary>
internal sealed class AlertWatch(NetworkWriter writer, IEnumerable<IAlertSink> sinks, IOptions<MarketplaceOptions> options) : IHostedService
{
    private readonly HashSet<(ParticipantId, AlertKind)> _raised = [];
    private Epoch _epoch;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        writer.Changed += Look;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        writer.Changed -= Look;
        return Task.CompletedTask;
    }

    /// <summary>Is called by the one writer, so never twice at once.</summary>
    private void Look(OpenNetwork network, IReadOnlyCollection<ParticipantId> about)
    {
        if (_epoch != network.State.Epoch)
        {
            _epoch = network.State.Epoch;
            _raised.Clear();
        }

        foreach (ParticipantId participant in about.Count > 0 ? about : network.State.Participants.Select(participant => participant.Participant))
        {
            foreach (Alert alert in AlertRules.Of(network, participant, options.Value.AlertWithinPercent).Where(alert => _raised.Add((alert.Participant, alert.Kind))))
            {
                foreach (IAlertSink sink in sinks)
                {
                    sink.Raise(alert);
                }
            }
        }
    }
}
