using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Splitting one's jobs among several names, and merging them again, over all epochs: a small name has less of a future to lose, and a jail stops it alone.</summary>
/// <remarks>
/// With V the value of a life that is given so many jobs an epoch, k names and their price:
/// <code>
/// splitting pays:  k * V_best(n / k) - (k - 1) * price  &gt;  V_honest(n)          merging pays:  V_honest(n)  &gt;  k * V_honest(n / k)
/// </code>
/// Each value is enclosed by the engine's own bounds. Names decide for themselves: their stakes, verdicts and records are apart.
/// </remarks>
internal static class NameSplits
{
    /// <summary>Looks at the splits of a participant of whom the engine said what it is worth; what the exact engine did not find to hold stays.</summary>
    public static Finding Join(Finding sybil, Mechanism mechanism, Economics economics, NewcomerValues whole, DynamicEffort effort, CancellationToken cancellation)
    {
        if (sybil is not Finding.Holds holds || economics.JobsPerEpoch < 2)
        {
            return sybil;
        }

        (double epsilon, double merging) = (0, 0);
        (Finding? open, Finding.Fails? attack, double largest) = (null, null, 0);
        Dictionary<long, (DynamicOutcome Outcome, NewcomerValues Values)> parts = [];
        for (long names = 2; names <= Math.Min(IdentityProperties.MostNames, economics.JobsPerEpoch); names++)
        {
            // Where they do not divide, each name takes the smaller number, and the rest of the jobs goes to others.
            long jobs = economics.JobsPerEpoch / names;
            if (!parts.TryGetValue(jobs, out (DynamicOutcome Outcome, NewcomerValues Values) part))
            {
                part = DynamicEngine.Value(mechanism, economics, GameSubject.Of(mechanism, economics, jobs), effort, null, new EngineProgress(null, effort), cancellation);
                parts.Add(jobs, part);
            }

            (DynamicOutcome outcome, NewcomerValues each) = part;
            double price = (names - 1) * economics.IdentityPrice.Low.ToDouble();
            double least = (names * each.BestAtLeast) - price - whole.HonestAtMost, most = (names * each.BestAtMost) - price - whole.HonestAtLeast;
            if (least > largest)
            {
                (attack, largest) = (Fails(holds, outcome, names, jobs, least, most), least);
            }
            else if (outcome is DynamicOutcome.NotCovered outside)
            {
                open ??= Open(names, jobs, outside.Reason);
            }
            else if (most > 0 && outcome is not DynamicOutcome.Holds)
            {
                open ??= Open(names, jobs, "more effort, a larger slash or a larger audit rate decides it");
            }

            epsilon = Math.Max(epsilon, most);
            merging = Math.Max(merging, jobs * names == economics.JobsPerEpoch ? whole.HonestAtLeast - (names * each.HonestAtMost) : 0);
        }

        return attack ?? open ?? Holds(holds, Math.Min(IdentityProperties.MostNames, economics.JobsPerEpoch), epsilon, merging);
    }

    private static Finding.Inconclusive Open(long names, long jobs, string what) => Answer.Open(
        AlignmentProperty.SybilNeutrality,
        $"{names} names of {Prose.Count(jobs, "job")} each against one, over all epochs",
        $"It is not shown that so many names earn no more: {what}.",
        AlignmentEngine.Dynamic);

    private static Finding.Holds Holds(Finding.Holds holds, long names, double epsilon, double merging)
    {
        Fraction most = Fraction.FromDouble(Math.Ceiling(epsilon));
        return holds with
        {
            Engine = AlignmentEngine.Dynamic,
            Epsilon = most > holds.Epsilon ? most : holds.Epsilon,
            Assumptions =
            [
                .. holds.Assumptions,
                $"Over all epochs: up to {names} names that share the jobs, whatever is done under each, among others that have all of theirs.",
                .. merging > 0 ? [string.Create(CultureInfo.InvariantCulture, $"One name with all the jobs earns {Math.Floor(merging)} more over all epochs than several, as it becomes known sooner.")] : Array.Empty<string>(),
            ],
        };
    }

    private static Finding.Fails Fails(Finding.Holds holds, DynamicOutcome outcome, long names, long jobs, double least, double most) => new()
    {
        Property = AlignmentProperty.SybilNeutrality,
        Engine = AlignmentEngine.Dynamic,
        Condition = $"{names} names of {Prose.Count(jobs, "job")} each against one, over all epochs",
        Assumptions = holds.Assumptions,
        Attack = new AlignmentAttack
        {
            Strategy = $"split into {names} names; under each: {(outcome is DynamicOutcome.Fails fails ? fails.Strategy : "work honestly")}",
            Profit = RationalInterval.Between(Fraction.FromDouble(least), Fraction.FromDouble(Math.Max(least, most))),
        },
    };
}
