using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Keeps the tranches of an account in one normal form: pruned, sorted, equal histories merged.</summary>
internal static class StakeTranches
{
    /// <summary>Returns the normal form; the same array when it is in normal form already.</summary>
    public static ImmutableArray<StakeTranche> Normalise(ImmutableArray<StakeTranche> tranches, Epoch horizon)
    {
        if (IsNormal(tranches.AsSpan(), horizon))
        {
            return tranches;
        }

        List<StakeTranche> kept = new(tranches.Length);
        foreach (StakeTranche tranche in tranches)
        {
            StakeTranche pruned = Prune(tranche, horizon);
            if (!IsSpent(pruned))
            {
                kept.Add(pruned);
            }
        }

        kept.Sort(Compare);
        ImmutableArray<StakeTranche>.Builder merged = ImmutableArray.CreateBuilder<StakeTranche>(kept.Count);
        for (int first = 0, end; first < kept.Count; first = end)
        {
            end = first + 1;
            while (end < kept.Count && kept[end].HasHistoryOf(kept[first]))
            {
                end++;
            }

            merged.Add(end == first + 1 ? kept[first] : Merge(CollectionsMarshal.AsSpan(kept)[first..end]));
        }

        return merged.DrainToImmutable();
    }

    /// <summary>
    /// Cuts off a part that moves. What left the tranche before stays with the remainder, even when nothing else does: it stood here,
    /// and will never stand where the part goes.
    /// </summary>
    public static (StakeTranche Part, StakeTranche Remainder) Split(in StakeTranche tranche, Amount part) =>
        (tranche with { Remaining = part, Departures = ImmutableArray<StakeDeparture>.Empty }, tranche with { Remaining = tranche.Remaining - part });

    /// <summary>Returns a tranche from which something left.</summary>
    public static StakeTranche Depart(in StakeTranche tranche, Amount amount, Epoch now)
    {
        // What leaves while it waits stood for the last time when it was unbonded; should the rest stand again, this part does not.
        Epoch last = tranche.IsBonded ? now : tranche.UnbondedAt;
        ImmutableArray<StakeDeparture> departures = tranche.Departures;
        departures = departures.Length > 0 && departures[^1].Epoch == last
            ? departures.SetItem(departures.Length - 1, new StakeDeparture(last, departures[^1].Amount + amount))
            : departures.Add(new StakeDeparture(last, amount));
        return tranche with { Remaining = tranche.Remaining - amount, Departures = departures };
    }

    /// <summary>Returns a tranche that stands behind an operator from now on, its earlier standing remembered.</summary>
    public static StakeTranche StandAgain(in StakeTranche tranche, ParticipantId operatorId, Epoch now)
    {
        List<StandingInterval> intervals = [.. tranche.Earlier, new(tranche.Operator, tranche.Since, tranche.IsBonded ? now : tranche.UnbondedAt)];
        intervals.Sort();
        Epoch since = now;
        for (int index = intervals.Count - 1; index >= 0; index--)
        {
            // Standing that touches the new one is the same standing: a tranche that left and came back did not leave.
            if (intervals[index].Operator == operatorId && Touches(intervals[index].Until, since))
            {
                since = Epoch.Min(since, intervals[index].Since);
                intervals[index] = default;
            }
        }

        return tranche with
        {
            Operator = operatorId,
            Since = since,
            UnbondedAt = default,
            Release = null,
            Earlier = [.. intervals.Where(interval => !interval.Operator.IsNone)],
        };
    }

    /// <summary>Compares histories, in the order in which an account lists its tranches.</summary>
    public static int Compare(StakeTranche left, StakeTranche right)
    {
        int order = Nullable.Compare(left.Release, right.Release);
        order = order != 0 ? order : left.Operator.CompareTo(right.Operator);
        order = order != 0 ? order : left.Since.CompareTo(right.Since);
        order = order != 0 ? order : left.UnbondedAt.CompareTo(right.UnbondedAt);
        order = order != 0 ? order : left.Earlier.Length.CompareTo(right.Earlier.Length);
        for (int index = 0; order == 0 && index < left.Earlier.Length; index++)
        {
            order = left.Earlier[index].CompareTo(right.Earlier[index]);
        }

        return order;
    }

    /// <summary>Tells whether nothing is left of a tranche and nothing left it that a fault could still be charged to.</summary>
    public static bool IsSpent(in StakeTranche tranche) => tranche.Remaining.IsZero && tranche.Departures.IsEmpty;

    private static bool Touches(Epoch until, Epoch since) => until >= since || until.Next == since;

    private static bool IsNormal(ReadOnlySpan<StakeTranche> tranches, Epoch horizon)
    {
        for (int index = 0; index < tranches.Length; index++)
        {
            if (NeedsPruning(tranches[index], horizon) || IsSpent(tranches[index]) || (index > 0 && Compare(tranches[index - 1], tranches[index]) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBeyond(in StakeTranche tranche, Epoch horizon) => !tranche.IsBonded && tranche.UnbondedAt < horizon;

    private static bool NeedsPruning(in StakeTranche tranche, Epoch horizon)
    {
        bool beyond = IsBeyond(tranche, horizon);
        if (beyond ? tranche.Since != default || tranche.UnbondedAt != default : tranche.Since != default && tranche.Since <= horizon)
        {
            return true;
        }

        foreach (StandingInterval interval in tranche.Earlier)
        {
            if (interval.Until < horizon || (interval.Since != default && interval.Since <= horizon))
            {
                return true;
            }
        }

        foreach (StakeDeparture departure in tranche.Departures)
        {
            if (departure.Epoch < horizon || departure.Amount.IsZero || (beyond && tranche.Earlier.IsEmpty))
            {
                return true;
            }
        }

        return false;
    }

    private static StakeTranche Prune(in StakeTranche tranche, Epoch horizon)
    {
        if (!NeedsPruning(tranche, horizon))
        {
            return tranche;
        }

        bool beyond = IsBeyond(tranche, horizon);
        ImmutableArray<StandingInterval> earlier =
        [
            .. tranche.Earlier.Where(interval => interval.Until >= horizon)
                .Select(interval => interval.Since <= horizon ? interval with { Since = default } : interval)
                .Order(),
        ];
        bool liable = !beyond || earlier.Length > 0;
        return tranche with
        {
            // Standing since before the horizon is standing since ever: nobody can ask which.
            Since = beyond || tranche.Since <= horizon ? default : tranche.Since,
            UnbondedAt = beyond ? default : tranche.UnbondedAt,
            Earlier = earlier,
            Departures = [.. tranche.Departures.Where(departure => liable && departure.Epoch >= horizon && !departure.Amount.IsZero)],
        };
    }

    /// <summary>Makes one tranche of several with the same history.</summary>
    private static StakeTranche Merge(ReadOnlySpan<StakeTranche> tranches)
    {
        Amount remaining = Amount.Zero;
        SortedDictionary<Epoch, Amount> departures = [];
        foreach (StakeTranche tranche in tranches)
        {
            remaining += tranche.Remaining;
            foreach (StakeDeparture departure in tranche.Departures)
            {
                departures[departure.Epoch] = departures.GetValueOrDefault(departure.Epoch) + departure.Amount;
            }
        }

        return tranches[0] with { Remaining = remaining, Departures = [.. departures.Select(pair => new StakeDeparture(pair.Key, pair.Value))] };
    }
}
