using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The usual readings of controllers, taken from a settled epoch.</summary>
/// <remarks>
/// <code>
/// failed audits  = wrong verdicts / all verdicts      stake at fault = stake at fault / all stake
/// participation  = participants that worked / participants
/// </code>
/// Shares in parts of 10^18, rounded down: 1 of 3 is 333,333,333,333,333,333. Only what the settlement counted is read; what it set aside is not there. Linear in the report.
/// </remarks>
public static class EpochReadings
{
    /// <summary>Returns the share of judged results that were found wrong; null when nothing was judged.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <returns>The share in parts of 10^18.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public static ulong? FailedAudits(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        (ulong wrong, ulong judged) = (0, 0);
        foreach (Verdict verdict in settlement.Report.Verdicts)
        {
            judged += verdict.Outcome is VerdictOutcome.Correct or VerdictOutcome.Incorrect ? 1UL : 0;
            wrong += verdict.Outcome == VerdictOutcome.Incorrect ? 1UL : 0;
        }

        return judged == 0 ? null : Share(wrong, judged);
    }

    /// <summary>Returns the share of participants that worked; null when there are none.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <returns>The share in parts of 10^18.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public static ulong? Participation(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        ulong worked = 0;
        foreach (ParticipantReport row in settlement.Report.Participants)
        {
            worked += row.Work > 0 ? 1UL : 0;
        }

        return settlement.Before.Participants.IsEmpty ? null : Share(worked, (ulong)settlement.Before.Participants.Length);
    }

    /// <summary>Returns how much of all bonded stake lost something to a fault in the epoch; null when nothing is bonded.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <returns>The share in parts of 10^18.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public static ulong? StakeAtFault(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        (UInt128 all, UInt128 fault) = (UInt128.Zero, UInt128.Zero);
        for (int index = 0; index < settlement.Outcomes.Length; index++)
        {
            UInt128 bonded = settlement.Before.Participants[index].Stake.Bonded.Units;
            all += bonded;
            fault += settlement.Outcomes[index].Slashed.IsZero ? UInt128.Zero : bonded;
        }

        return all == UInt128.Zero ? null : (ulong)MultiplyDivide.Down(fault, Proportion.PartsPerOne, all);
    }

    private static ulong Share(ulong part, ulong all) => (ulong)MultiplyDivide.Down(part, Proportion.PartsPerOne, all);
}
