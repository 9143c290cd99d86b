using System.Globalization;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Strategies against a verdict that nothing pays: enumerated ones, and the best of them climbed.</summary>
internal static class AdversaryAttacks
{
    /// <summary>The most courses that a plan may have: each is settled to its end.</summary>
    private const double MostCourses = 150;

    private const int Climbs = 8;

    /// <summary>The strategy that gains most, when it gains more than noise; working less, leaving and new names are tried where the whole of honesty is asked about.</summary>
    public static string? Best(AdversaryDraw draw, AdversaryPlayer player, bool isWhole)
    {
        (AdversaryPlan? best, double top) = Search(draw, player, isWhole);
        return best is not null && top > player.Noise ? $"'{best}' gains {top.ToString("R", CultureInfo.InvariantCulture)}" : null;
    }

    public static (AdversaryPlan? Best, double Gain) Search(AdversaryDraw draw, AdversaryPlayer player, bool isWhole)
    {
        (AdversaryPlan? best, double top) = (null, double.NegativeInfinity);
        foreach (AdversaryPlan plan in Plans(draw.Economics, player.Network, isWhole).Where(plan => IsShort(draw, plan.Work.Length)))
        {
            double gain = Gain(player, plan, isWhole);
            (best, top) = gain > top ? (plan, gain) : (best, top);
        }

        Random random = new(draw.Number);
        for (int step = 0; step < Climbs && best is { Work.Length: > 0 } && top <= player.Noise; step++)
        {
            AdversaryPlan changed = Change(best, random, draw.Economics.JobsPerEpoch, player.Network, isWhole);
            double gain = IsShort(draw, changed.Work.Length) ? Gain(player, changed, isWhole) : double.NegativeInfinity;
            (best, top) = gain > top ? (changed, gain) : (best, top);
        }

        return (best, top);
    }

    public static bool IsShort(AdversaryDraw draw, int epochs) => Math.Pow(draw.Economics.JobsPerEpoch + 1, epochs) <= MostCourses;

    /// <summary>Against honest work; where it is not asked whether that is worth it, against doing nothing for as long when this is better.</summary>
    private static double Gain(AdversaryPlayer player, AdversaryPlan plan, bool isWhole)
    {
        long[] nothing = new long[plan.Work.Length];
        return player.Gain(plan) - (isWhole ? 0 : Math.Max(0, player.Gain(new AdversaryPlan(nothing, nothing))));
    }

    private static AdversaryPlan Change(AdversaryPlan best, Random random, long jobs, AdversaryNetwork network, bool isWhole)
    {
        long[] work = [.. best.Work], cheat = [.. best.Cheat];
        int epoch = random.Next(work.Length);
        work[epoch] = isWhole ? random.NextInt64(0, jobs + 1) : work[epoch];
        cheat[epoch] = random.NextInt64(isWhole ? 0 : 1, jobs + 1);
        return random.Next(4) switch
        {
            0 => best with { Work = [.. work, jobs], Cheat = [.. cheat, cheat[epoch]] },
            1 when network.HasFriend => best with { Work = work, Cheat = cheat, Reports = !best.Reports },
            2 => best with { Work = work, Cheat = cheat, StopsWhenFound = !best.StopsWhenFound },
            _ => best with { Work = work, Cheat = cheat },
        };
    }

    private static IEnumerable<AdversaryPlan> Plans(Economics economics, AdversaryNetwork network, bool isWhole)
    {
        long jobs = economics.JobsPerEpoch, valuable = economics.ValuableJobsPerEpoch ?? jobs;
        foreach (long cheated in new[] { 1, (jobs + 1) / 2, valuable, jobs }.Concat(economics.Mix?.Kinds.Select(kind => kind.Jobs) ?? []).Distinct())
        {
            AdversaryPlan once = new([jobs], [cheated]), twice = new([jobs, jobs], [cheated, cheated]);
            yield return once;
            yield return twice;
            yield return twice with { Renames = isWhole };
            yield return twice with { StopsWhenFound = true };
            yield return new AdversaryPlan([jobs, jobs], [0, cheated]);
            yield return once with { Bonds = 3 };
            if (network.HasFriend)
            {
                yield return once with { Reports = true };
            }

            if (network.HasAppeals)
            {
                yield return once with { Appeals = true };
                yield return twice with { Appeals = true };
            }

            if (isWhole)
            {
                yield return once with { Leaves = true };
            }
        }

        for (int epochs = 3; epochs <= economics.DetectionDelay + 2; epochs++)
        {
            yield return new AdversaryPlan([.. Enumerable.Repeat(jobs, epochs)], [.. Enumerable.Repeat(jobs, epochs)]);
            yield return new AdversaryPlan([.. Enumerable.Repeat(jobs, epochs)], [.. Enumerable.Repeat(1L, epochs)], StopsWhenFound: true);
        }

        yield return new AdversaryPlan([jobs, jobs, jobs], [jobs, jobs, jobs]);
        foreach (AdversaryPlan plan in isWhole ? Working(economics) : [])
        {
            yield return plan;
        }
    }

    /// <summary>Working less, not at all, under new names, and leaving.</summary>
    private static IEnumerable<AdversaryPlan> Working(Economics economics)
    {
        long jobs = economics.JobsPerEpoch;
        for (long work = 0; work < jobs; work++)
        {
            yield return new AdversaryPlan([work], [0]);
            yield return new AdversaryPlan([work], [work]);
        }

        yield return new AdversaryPlan([0, 0], [0, 0]);
        yield return new AdversaryPlan([], [], Leaves: true);
        yield return new AdversaryPlan([jobs], [0], Leaves: true);
        if (economics.HonestFaultRate.High.IsPositive)
        {
            yield return new AdversaryPlan([jobs, jobs], [0, 0], Renames: true);
        }
    }
}
