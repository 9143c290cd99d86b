namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which faults can still be charged, when the policy's liability window was another one before.</summary>
/// <remarks>
/// <code>
/// oldest(t)  = the oldest epoch whose faults can be charged in epoch t
/// window(t)  = t - oldest(t) + 1                                            what stake has to remember
/// release(u) = the first epoch in which no fault of an epoch up to u can be charged
/// </code>
/// With one period that is the policy's own window. After a window grew, it grows epoch by epoch: nothing that was forgotten is asked for. After it shrank,
/// stake stays as long as the faults of the old period can be charged: none of it escapes.
/// </remarks>
internal static class LiabilitySchedule
{
    /// <summary>Tells whether a fault can be charged.</summary>
    public static bool IsChargeable(ReadOnlySpan<LiabilityPeriod> periods, Epoch fault, Epoch now) => fault <= now && now - fault < WindowAt(periods, fault);

    /// <summary>Tells whether something can still be brought under any epoch up to this one; an older period may reach further than a newer one.</summary>
    public static bool ReachesBack(ReadOnlySpan<LiabilityPeriod> periods, Epoch latest, Epoch now)
    {
        for (int index = 0; index < periods.Length && periods[index].Since <= latest; index++)
        {
            Epoch last = index + 1 < periods.Length && periods[index + 1].Since <= latest ? Previous(periods[index + 1].Since) : latest;
            if (now - last < periods[index].Window)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the window of a fault's epoch.</summary>
    public static EpochSpan WindowAt(ReadOnlySpan<LiabilityPeriod> periods, Epoch fault)
    {
        EpochSpan window = EpochSpan.Zero;
        foreach (LiabilityPeriod period in periods)
        {
            window = period.Since <= fault ? period.Window : window;
        }

        return window;
    }

    /// <summary>Returns the rules by which stake moves in an epoch: the policy's, with a memory and a release that cover the periods before.</summary>
    public static StakingRules RulesAt(StakingRules rules, ReadOnlySpan<LiabilityPeriod> periods, Epoch now)
    {
        // A window that is as old as it is long, or as old as the network, reaches nothing of before it. Until then it is shorter: who left before it is not kept for faults
        // that cannot be charged.
        if (periods.IsEmpty || (periods.Length == 1 && (periods[0].Since == Epoch.Zero || (now >= periods[0].Since && now - periods[0].Since >= periods[0].Window))))
        {
            return rules;
        }

        Epoch oldest = now, release = now;
        for (int index = 0; index < periods.Length; index++)
        {
            LiabilityPeriod period = periods[index];
            if (period.Since > now || period.Window.IsZero)
            {
                continue;
            }

            Epoch last = index + 1 < periods.Length && periods[index + 1].Since <= now ? Previous(periods[index + 1].Since) : now;
            Epoch first = Epoch.Max(period.Since, now.MinusToZero(EpochSpan.Of(period.Window.Epochs - 1)));
            if (first <= last)
            {
                oldest = Epoch.Min(oldest, first);
                release = Epoch.Max(release, last + period.Window);
            }
        }

        return rules with
        {
            LiabilityWindow = (now - oldest) + EpochSpan.One,
            UnbondingPeriod = EpochSpan.Max(rules.ReleaseDelay, release - now),
            ExactDelay = EpochSpan.Max(rules.ReleaseDelay, release - now),
        };
    }

    /// <summary>Returns the periods that can still charge a fault, the last one always.</summary>
    public static ReadOnlySpan<LiabilityPeriod> Live(ReadOnlySpan<LiabilityPeriod> periods, Epoch now)
    {
        int first = 0;
        while (first + 1 < periods.Length && periods[first + 1].Since <= now && !IsChargeable(periods, Previous(periods[first + 1].Since), now))
        {
            first++;
        }

        return periods[first..];
    }

    private static Epoch Previous(Epoch epoch) => epoch.MinusToZero(EpochSpan.One);
}
