using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Keeps the tranches of an account in one normal form: pruned, sorted, equal histories merged.</summary>
internal static class StakeLots
{
    /// <summary>Returns the normal form; the same array when it is in normal form already.</summary>
    public static ImmutableArray<StakeLot> Normalise(ImmutableArray<StakeLot> lots, Epoch horizon)
    {
        if (IsNormal(lots.AsSpan(), horizon))
        {
            return lots;
        }

        List<StakeLot> kept = new(lots.Length);
        foreach (StakeLot lot in lots)
        {
            StakeLot pruned = Prune(lot, horizon);
            if (!IsSpent(pruned))
            {
                kept.Add(pruned);
            }
        }

        kept.Sort(Compare);
        ImmutableArray<StakeLot>.Builder merged = ImmutableArray.CreateBuilder<StakeLot>(kept.Count);
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
    public static (StakeLot Part, StakeLot Remainder) Split(in StakeLot lot, Amount part) =>
        (lot with { Remaining = part, Departures = ImmutableArray<StakeDeparture>.Empty }, lot with { Remaining = lot.Remaining - part });

    /// <summary>Returns a tranche from which something left.</summary>
    public static StakeLot Depart(in StakeLot lot, Amount amount, Epoch now)
    {
        // What leaves while it waits stood for the last time when it was unbonded; should the rest stand again, this part does not.
        Epoch last = lot.IsBonded ? now : lot.UnbondedAt;
        ImmutableArray<StakeDeparture> departures = lot.Departures;
        departures = departures.Length > 0 && departures[^1].Epoch == last
            ? departures.SetItem(departures.Length - 1, new StakeDeparture(last, departures[^1].Amount + amount))
            : departures.Add(new StakeDeparture(last, amount));
        return lot with { Remaining = lot.Remaining - amount, Departures = departures };
    }

    /// <summary>Returns a tranche that stands behind an operator from now on, its earlier standing remembered.</summary>
    public static StakeLot StandAgain(in StakeLot lot, ParticipantId operatorId, Epoch now)
    {
        List<StandingInterval> intervals = [.. lot.Earlier, new(lot.Operator, lot.Since, lot.IsBonded ? now : lot.UnbondedAt)];
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

        return lot with
        {
            Operator = operatorId,
            Since = since,
            UnbondedAt = default,
            Release = null,
            Earlier = [.. intervals.Where(interval => !interval.Operator.IsNone)],
        };
    }

    /// <summary>Compares histories, in the order in which an account lists its tranches.</summary>
    public static int Compare(StakeLot left, StakeLot right)
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
    public static bool IsSpent(in StakeLot lot) => lot.Remaining.IsZero && lot.Departures.IsEmpty;

    private static bool Touches(Epoch until, Epoch since) => until >= since || until.Next == since;

    private static bool IsNormal(ReadOnlySpan<StakeLot> lots, Epoch horizon)
    {
        for (int index = 0; index < lots.Length; index++)
        {
            if (NeedsPruning(lots[index], horizon) || IsSpent(lots[index]) || (index > 0 && Compare(lots[index - 1], lots[index]) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBeyond(in StakeLot lot, Epoch horizon) => !lot.IsBonded && lot.UnbondedAt < horizon;

    private static bool NeedsPruning(in StakeLot lot, Epoch horizon)
    {
        bool beyond = IsBeyond(lot, horizon);
        if (beyond ? lot.Since != default || lot.UnbondedAt != default : lot.Since != default && lot.Since <= horizon)
        {
            return true;
        }

        foreach (StandingInterval interval in lot.Earlier)
        {
            if (interval.Until < horizon || (interval.Since != default && interval.Since <= horizon))
            {
                return true;
            }
        }

        foreach (StakeDeparture departure in lot.Departures)
        {
            if (departure.Epoch < horizon || departure.Amount.IsZero || (beyond && lot.Earlier.IsEmpty))
            {
                return true;
            }
        }

        return false;
    }

    private static StakeLot Prune(in StakeLot lot, Epoch horizon)
    {
        if (!NeedsPruning(lot, horizon))
        {
            return lot;
        }

        bool beyond = IsBeyond(lot, horizon);
        ImmutableArray<StandingInterval> earlier =
        [
            .. lot.Earlier.Where(interval => interval.Until >= horizon)
                .Select(interval => interval.Since <= horizon ? interval with { Since = default } : interval)
                .Order(),
        ];
        bool liable = !beyond || earlier.Length > 0;
        return lot with
        {
            // Standing since before the horizon is standing since ever: nobody can ask which.
            Since = beyond || lot.Since <= horizon ? default : lot.Since,
            UnbondedAt = beyond ? default : lot.UnbondedAt,
            Earlier = earlier,
            Departures = [.. lot.Departures.Where(departure => liable && departure.Epoch >= horizon && !departure.Amount.IsZero)],
        };
    }

    /// <summary>Makes one tranche of several with the same history.</summary>
    private static StakeLot Merge(ReadOnlySpan<StakeLot> lots)
    {
        Amount remaining = Amount.Zero;
        SortedDictionary<Epoch, Amount> departures = [];
        foreach (StakeLot lot in lots)
        {
            remaining += lot.Remaining;
            foreach (StakeDeparture departure in lot.Departures)
            {
                departures[departure.Epoch] = departures.GetValueOrDefault(departure.Epoch) + departure.Amount;
            }
        }

        return lots[0] with { Remaining = remaining, Departures = [.. departures.Select(pair => new StakeDeparture(pair.Key, pair.Value))] };
    }
}
