using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Follows a history epoch by epoch, notes for each stream what would end it, and compares with what the escrow says did.</summary>
internal static class EscrowReasonLaw
{
    public static bool Holds(EscrowPlay play, EscrowHistory history)
    {
        Dictionary<TaskId, HashSet<(EscrowClosing Reason, Epoch End)>> evidence = [];
        EscrowAccount account = EscrowAccount.Open(EscrowHistory.Owner, Epoch.Zero);
        EscrowAct settle = new(0, EscrowActKind.Settle, 0, 0, 0);
        EscrowMoment last = default;
        foreach (EscrowMoment moment in Steps(play, account, history, settle))
        {
            Note(moment, evidence);
            last = moment;
        }

        foreach (EscrowMoment moment in EscrowHistory.Run(play, last.Move.Account, last.Now, EscrowHistory.Ending(last.Move.Account)))
        {
            Note(moment, evidence);
            last = moment;
        }

        return last.Move.Account.Closed.Where(closed => closed.Id.ToString()[0] == 's')
            .All(closed => evidence.TryGetValue(closed.Id, out HashSet<(EscrowClosing, Epoch)>? seen) && seen.Contains((closed.Reason, closed.EndedAt)));
    }

    private static IEnumerable<EscrowMoment> Steps(EscrowPlay play, EscrowAccount account, EscrowHistory history, EscrowAct settle) =>
        EscrowHistory.Run(play, account, Epoch.Zero, history.Acts.SelectMany(act =>
            Enumerable.Repeat(settle with { Wait = 1 }, act.Wait).Append(act with { Wait = 0 })));

    /// <summary>The ends that are possible now, from the account before the step and from what is done in it.</summary>
    private static void Note(EscrowMoment moment, Dictionary<TaskId, HashSet<(EscrowClosing Reason, Epoch End)>> evidence)
    {
        // What the requester opens with a term is paid to its end, unless the money or somebody ends it before.
        foreach (EscrowStream stream in moment.Move.Account.Streams.Concat(moment.Before.Streams))
        {
            HashSet<(EscrowClosing, Epoch)> ends = evidence.TryGetValue(stream.Id, out HashSet<(EscrowClosing, Epoch)>? known) ? known : evidence[stream.Id] = [];
            if (stream.Until is { } until)
            {
                ends.Add((EscrowClosing.EndOfTerm, until));
            }
        }

        EscrowAccount settled = moment.Before.Settle(moment.Now).Account;
        foreach (EscrowStream stream in moment.Before.Streams.Where(stream => stream.EndsAt is null))
        {
            // The money ran out in an epoch that is over; where one stream's end frees money for the others, it ran out again later.
            if (moment.Before.RunsOutAt(moment.Before.AsOf) is { } epoch && epoch < moment.Now)
            {
                for (Epoch at = epoch; at < moment.Now; at = at.Next)
                {
                    evidence[stream.Id].Add((EscrowClosing.Depleted, at + stream.Terms.Lockup));
                }
            }
        }

        if (moment.Act.Kind is EscrowActKind.RequesterStops or EscrowActKind.ProviderStops && moment.Act.StreamIn(settled) is { } stopped)
        {
            if (moment.Act.Kind == EscrowActKind.ProviderStops)
            {
                evidence[stopped.Id].Add((EscrowClosing.StoppedByProvider, moment.Now));
            }
            else if (stopped.EndsAt is null && (!settled.IsBehind || stopped.Rate.IsZero))
            {
                evidence[stopped.Id].Add((EscrowClosing.StoppedByRequester, moment.Now + stopped.Terms.Lockup));
            }
        }
    }
}
