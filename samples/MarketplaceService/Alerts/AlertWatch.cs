using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>
/// Which alerts a change gives rise to: one for each participant, kind and epoch, and one for each accusation. They are written in the transaction of the change itself, so a change that is known has
/// its alerts. Is asked by the one writer, so never twice at once.
/// </summary>
internal sealed class AlertWatch(IOptions<MarketplaceOptions> options)
{
    private readonly HashSet<(ParticipantId, AlertKind, Digest?)> _raised = [];
    private Epoch _epoch;

    /// <summary>Returns the alerts that are new after a change.</summary>
    /// <param name="network">The network after it.</param>
    /// <param name="about">Whom the change was about; nobody means everybody.</param>
    public IReadOnlyList<Alert> After(OpenNetwork network, IReadOnlyCollection<ParticipantId> about)
    {
        bool isNewEpoch = _epoch != network.State.Epoch;
        return
        [
            .. (about.Count > 0 ? about : network.State.Participants.Select(participant => participant.Participant))
                .SelectMany(participant => AlertRules.Of(network, participant, options.Value.AlertWithinPercent))
                .Where(alert => isNewEpoch || !_raised.Contains((alert.Participant, alert.Kind, alert.Case))),
        ];
    }

    /// <summary>Remembers alerts that are written. What was forgotten by a restart is asked for again, and the store keeps it once.</summary>
    public void Remember(Epoch epoch, IReadOnlyList<Alert> written)
    {
        if (_epoch != epoch)
        {
            _epoch = epoch;
            _raised.Clear();
        }

        foreach (Alert alert in written)
        {
            _raised.Add((alert.Participant, alert.Kind, alert.Case));
        }
    }
}
