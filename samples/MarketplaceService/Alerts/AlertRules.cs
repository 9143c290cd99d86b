using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Alerts;

/// <summary>Which alerts a participant deserves: a pure function of the open network.</summary>
internal static class AlertRules
{
    public static IEnumerable<Alert> Of(OpenNetwork network, ParticipantId name, int withinPercent)
    {
        if (!network.State.TryGetState(name, out ParticipantState participant))
        {
            yield break;
        }

        Epoch epoch = network.State.Epoch;
        if (DowntimeStanding.Of(network, participant) is { } downtime)
        {
            if (!downtime.CostNow.IsZero)
            {
                yield return new(name, AlertKind.DowntimeDue, epoch, $"If epoch {epoch} ended now, {Words.Number(downtime.Missed)} of {Words.Number(downtime.Due)} duties missed would cost {Words.Units(downtime.CostNow)}.");
            }
            else if (downtime.Missed > 0 && !downtime.Headroom.IsUnlimited && (UInt128)downtime.Headroom.MissesLeft * 100 <= (UInt128)downtime.Due * (uint)withinPercent)
            {
                yield return new(name, AlertKind.DowntimeNear, epoch, $"{Words.Headroom(downtime.Headroom)} So far {Words.Number(downtime.Missed)} of {Words.Number(downtime.Due)} duties were missed.");
            }
        }

        foreach (FaultCase accusation in participant.Cases.Where(one => one.Status == CaseStatus.Pending))
        {
            yield return new(name, AlertKind.AccusationPending, epoch, $"Accused of {accusation.Offence} in epoch {accusation.FaultEpoch}; {(accusation.IsAppealed ? "appealed, a ruling is due by" : "an appeal is possible until")} epoch {accusation.Deadline}. Case {accusation.Key}.", accusation.Key);
        }

        Amount minimum = network.Mechanism.Policy.Stake.MinimumBond;
        if (participant.Stake.Bonded < minimum)
        {
            yield return new(name, AlertKind.BondBelowMinimum, epoch, $"{Words.Units(participant.Stake.Bonded)} are bonded and {Words.Number(minimum.Units)} are needed; nothing is earned until more is deposited.");
        }

        if (participant.JailedUntil > epoch)
        {
            yield return new(name, AlertKind.Jailed, epoch, $"In jail until epoch {participant.JailedUntil}; nothing is earned before.");
        }
    }
}
