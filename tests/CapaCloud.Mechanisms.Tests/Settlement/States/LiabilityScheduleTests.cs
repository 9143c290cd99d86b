using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.States;

/// <summary>Every schedule of up to three windows, in every epoch, against the question asked epoch by epoch.</summary>
public sealed class LiabilityScheduleTests
{
    private const ulong Last = 9;

    [Fact]
    public void Schedules_sayWhatEveryEpochSays()
    {
        int asked = 0;
        foreach (LiabilityPeriod[] periods in Schedules())
        {
            for (ulong at = 0; at <= Last; at++)
            {
                Epoch now = Epoch.Of(at);
                Epoch[] chargeable = [.. Epochs(at).Where(fault => now - fault < Window(periods, fault))];
                Assert.Equal(chargeable, Epochs(Last + 1).Where(fault => LiabilitySchedule.IsChargeable(periods, fault, now)));
                foreach (Epoch latest in Epochs(at))
                {
                    Assert.Equal(chargeable.Any(fault => fault <= latest), LiabilitySchedule.ReachesBack(periods, latest, now));
                }

                Assert.Equal(Live(periods, chargeable, now), LiabilitySchedule.Live(periods, now).ToArray());
                CheckRules(periods, chargeable, now);
                asked++;
            }
        }

        Assert.Equal(4_360, asked);
    }

    /// <summary>The memory reaches back to the oldest fault that can be charged; stake that leaves waits until none of its time can be.</summary>
    private static void CheckRules(LiabilityPeriod[] periods, Epoch[] chargeable, Epoch now)
    {
        StakingRules own = new() { MinimumBond = Amount.One, UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = periods[^1].Window };
        StakingRules rules = LiabilitySchedule.RulesAt(own, periods, now);
        if (periods.Length == 1)
        {
            Assert.Equal(own, rules);
            return;
        }

        Epoch oldest = chargeable.Length == 0 ? now : chargeable.Min();
        EpochSpan waits = chargeable.Select(fault => (fault + Window(periods, fault)) - now).Append(own.ReleaseDelay).Max();
        Assert.Equal((now - oldest) + EpochSpan.One, rules.LiabilityWindow);
        Assert.Equal(waits, rules.ReleaseDelay);
        Assert.Equal(own.MinimumBond, rules.MinimumBond);
    }

    /// <summary>A period is kept while one of its faults can be charged, while it has not begun, and when it is the last; with it every later one.</summary>
    private static LiabilityPeriod[] Live(LiabilityPeriod[] periods, Epoch[] chargeable, Epoch now)
    {
        int first = 0;
        while (first + 1 < periods.Length && periods[first + 1].Since <= now && !chargeable.Any(fault => fault >= periods[first].Since && fault < periods[first + 1].Since))
        {
            first++;
        }

        return periods[first..];
    }

    private static EpochSpan Window(LiabilityPeriod[] periods, Epoch fault) => periods.Last(period => period.Since <= fault).Window;

    private static IEnumerable<Epoch> Epochs(ulong last) => Enumerable.Range(0, (int)last + 1).Select(number => Epoch.Of((ulong)number));

    private static IEnumerable<LiabilityPeriod[]> Schedules()
    {
        ulong[] windows = [0, 1, 3, 6];
        foreach (ulong first in windows)
        {
            yield return [Period(0, first)];
            foreach (ulong second in windows)
            {
                for (ulong since = 1; since <= 5; since += 2)
                {
                    yield return [Period(0, first), Period(since, second)];
                    foreach (ulong third in windows)
                    {
                        yield return [Period(0, first), Period(since, second), Period(since + 1, third)];
                        yield return [Period(0, first), Period(since, second), Period(since + 3, third)];
                    }
                }
            }
        }
    }

    private static LiabilityPeriod Period(ulong since, ulong window) => new(Epoch.Of(since), EpochSpan.Of(window));
}
