using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Lists of earned periods: in order of time, no gap of nothing, neighbours of one rate made one, so that equal earnings are equal lists.</summary>
internal static class EscrowPeriods
{
    /// <summary>The list with a period more, at its end.</summary>
    public static ImmutableArray<EscrowPeriod> With(ImmutableArray<EscrowPeriod> periods, EscrowPeriod period)
    {
        List<EscrowPeriod> all = [.. periods];
        Add(all, period);
        return [.. all];
    }

    /// <summary>Takes what is final out of a list: what ended before a limit and is not disputed.</summary>
    public static (ImmutableArray<EscrowPeriod> Left, Amount Taken) Take(ImmutableArray<EscrowPeriod> periods, Epoch limit, EscrowDispute? dispute)
    {
        (Epoch from, Epoch to) = dispute is { } open ? (open.From, open.To) : (limit, limit);
        List<EscrowPeriod> left = [];
        Amount taken = Amount.Zero;
        foreach (EscrowPeriod period in periods)
        {
            taken += period.Within(default, Epoch.Min(limit, from)).ToAmount() + period.Within(to, limit).ToAmount();
            Add(left, period.Within(from, Epoch.Min(to, limit)));
            Add(left, period.Within(limit, Epoch.MaxValue));
        }

        return ([.. left], taken);
    }

    /// <summary>Takes the epochs between two out of a list.</summary>
    public static (ImmutableArray<EscrowPeriod> Left, Amount Taken) TakeBetween(ImmutableArray<EscrowPeriod> periods, Epoch from, Epoch to)
    {
        List<EscrowPeriod> left = [];
        Amount taken = Amount.Zero;
        foreach (EscrowPeriod period in periods)
        {
            taken += period.Within(from, to).ToAmount();
            Add(left, period.Within(default, from));
            Add(left, period.Within(to, Epoch.MaxValue));
        }

        return ([.. left], taken);
    }

    /// <summary>Whether every epoch between two is in the list.</summary>
    public static bool Cover(ImmutableArray<EscrowPeriod> periods, Epoch from, Epoch to)
    {
        Epoch reached = from;
        foreach (EscrowPeriod period in periods)
        {
            reached = period.From <= reached && period.To > reached ? period.To : reached;
        }

        return from < to && reached >= to;
    }

    private static void Add(List<EscrowPeriod> periods, EscrowPeriod period)
    {
        if (period.From == period.To || period.Rate.IsZero)
        {
            return;
        }

        if (periods.Count > 0 && periods[^1].To == period.From && periods[^1].Rate == period.Rate)
        {
            periods[^1] = periods[^1] with { To = period.To };
            return;
        }

        periods.Add(period);
    }
}
