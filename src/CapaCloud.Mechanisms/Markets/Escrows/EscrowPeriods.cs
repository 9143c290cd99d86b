using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Lists of earned periods: in order of time, no gap of nothing, neighbours of one rate made one, so that equal earnings are equal lists.</summary>
internal static class EscrowPeriods
{
    /// <summary>The list with a period more, at its end.</summary>
    public static ImmutableArray<EscrowPeriod> With(ImmutableArray<EscrowPeriod> periods, EscrowPeriod period) =>
        period.From == period.To || period.Rate.IsZero ? periods
        : periods is [.., var last] && last.To == period.From && last.Rate == period.Rate ? periods.SetItem(periods.Length - 1, last with { To = period.To })
        : periods.Add(period);

    /// <summary>Takes what is final out of a list: what ended before a limit and is not disputed. What was taken is only told, and stays at the largest amount.</summary>
    public static (ImmutableArray<EscrowPeriod> Left, Amount Taken) Take(ImmutableArray<EscrowPeriod> periods, Epoch limit, EscrowDispute? dispute)
    {
        if (periods.IsEmpty || periods[0].From >= limit)
        {
            return (periods, Amount.Zero);
        }

        List<EscrowPeriod> left = [];
        Amount taken = Amount.Zero;
        foreach (EscrowPeriod period in periods)
        {
            if (dispute is null)
            {
                taken = EscrowBooks.Told(taken, Told(period.Within(default, limit)));
            }
            else
            {
                taken = EscrowBooks.Told(taken, Told(period.Within(default, Epoch.Min(limit, dispute.From))));
                taken = EscrowBooks.Told(taken, Told(period.Within(dispute.To, limit)));
                Add(left, period.Within(dispute.From, Epoch.Min(dispute.To, limit)));
            }

            Add(left, period.Within(limit, Epoch.MaxValue));
        }

        return ([.. left], taken);
    }

    /// <summary>What a period costs, but for the part of it that is disputed.</summary>
    public static Amount Beside(EscrowPeriod period, EscrowDispute? dispute) =>
        dispute is null ? period.ToAmount()
        : period.Within(default, dispute.From).ToAmount() + period.Within(dispute.To, Epoch.MaxValue).ToAmount();

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

    private static Amount Told(EscrowPeriod period) => period.Rate.TryOver(period.To - period.From, out Amount amount) ? amount : Amount.MaxValue;

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
