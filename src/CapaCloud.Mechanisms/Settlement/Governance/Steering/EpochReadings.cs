using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The usual readings of controllers, taken from a settled epoch.</summary>
/// <remarks>
/// <code>
/// failed audits  = wrong verdicts / right and wrong ones      stake at fault = stake at fault / all stake
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
    /// <exception cref="InvalidOperationException">The settlement was altered: more verdicts are set aside than there were.</exception>
    public static ulong? FailedAudits(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        (long wrong, long right) = (0, 0);
        HashSet<(ParticipantId, TaskId, Epoch)> inadmissible = [];
        foreach (SetAsideItem item in settlement.SetAside)
        {
            if (item.Item != ReportItem.Verdict)
            {
                continue;
            }

            if (item.Reason is not (SetAsideReason.Duplicate or SetAsideReason.Contradicted or SetAsideReason.AlreadyOverturned or SetAsideReason.AlreadySuspended or SetAsideReason.UnpricedOffence))
            {
                inadmissible.Add((item.Participant, item.Task, item.Epoch));
            }
            else if (item.Offence.IsNone)
            {
                right--;
            }
            else
            {
                wrong--;
            }
        }

        foreach (Verdict verdict in settlement.Report.Verdicts)
        {
            bool counts = !verdict.IsNone && !inadmissible.Contains((verdict.Participant, verdict.Task, verdict.Epoch));
            right += counts && verdict.Outcome == VerdictOutcome.Correct ? 1 : 0;
            wrong += counts && verdict.Outcome == VerdictOutcome.Incorrect ? 1 : 0;
        }

        return wrong < 0 || right < 0
            ? throw new InvalidOperationException($"The settlement of epoch {settlement.Epoch} sets more verdicts aside than its report has; it was altered after it was made.")
            : wrong + right == 0 ? null : Share((ulong)wrong, (ulong)(wrong + right));
    }

    /// <summary>Returns the share of participants that worked; null when there are none.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <returns>The share in parts of 10^18.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public static ulong? Participation(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        HashSet<int> worked = [];
        foreach (ParticipantReport row in settlement.Report.Participants)
        {
            int place = row.Work > UInt128.Zero ? settlement.Before.PlaceOf(row.Participant) : -1;
            _ = place >= 0 && worked.Add(place);
        }

        return settlement.Before.Participants.IsEmpty ? null : Share((ulong)worked.Count, (ulong)settlement.Before.Participants.Length);
    }

    /// <summary>Returns how much of all bonded stake lost something to a fault in the epoch; null when nothing is bonded.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <returns>The share in parts of 10^18.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The settlement was altered: it has not one outcome for each participant.</exception>
    public static ulong? ShareAtFault(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.Outcomes.Length != settlement.Before.Participants.Length)
        {
            throw new InvalidOperationException($"The settlement has {Prose.Count(settlement.Outcomes.Length, "outcome")} for {Prose.Count(settlement.Before.Participants.Length, "participant")}: it was altered after it was made.");
        }

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
