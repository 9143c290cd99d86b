using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>How a participant stands with its duties in the open epoch: what it missed, what that costs, and how far the next penalty is.</summary>
public sealed record DowntimeStanding(ulong Missed, ulong Due, Amount CostNow, Headroom Headroom)
{
    /// <summary>Returns the standing; null when no duty was due or the policy does not punish absence.</summary>
    internal static DowntimeStanding? Of(OpenNetwork network, in ParticipantState participant)
    {
        MechanismPolicy policy = network.Mechanism.Policy;
        ParticipantReport row = network.RowOf(participant.Participant);
        ulong excused = Sum(row.Missed.Where(duties => policy.ExcusedCauses.Contains(duties.Cause)));
        ulong due = row.DutiesDue - excused, missed = Sum(row.Missed) - excused;
        if (due == 0 || policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.Downtime) is not { } downtime)
        {
            return null;
        }

        OffenceContext context = new()
        {
            Severity = Proportion.FromQuotient(missed, due, Rounding.Up),
            EarlierOffences = (uint)participant.Cases.Count(one => one.Offence == Offence.Downtime && one.CountsAsEarlier),
            Duration = missed > 0 ? participant.AbsentFor + EpochSpan.One : EpochSpan.Zero,
        };
        Amount stake = participant.Stake.StandingAt(network.State.Epoch);
        Amount now = stake.Multiply(downtime.Curve.Evaluate(context), Rounding.Up);
        return downtime.Curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInSeverity)
            ? new DowntimeStanding(missed, due, now, Headroom.Of(downtime.Curve, context, missed, due, stake))
            : new DowntimeStanding(missed, due, now, default);
    }

    private static ulong Sum(IEnumerable<MissedDuties> missed) => missed.Aggregate(0UL, (sum, duties) => sum + duties.Count);
}
