using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>Where pay follows the record: what taking fewer jobs in one epoch gains over taking all, and what an honest life is worth at most.</summary>
/// <remarks>
/// With p the pay of a job at the best score, f(s) = zero + (1 - zero) * s the part of it that a score s is paid, and lost(k) of <see cref="RecordPath"/>:
/// <code>
/// gain(k)   = (m - k) * (cost - p * f(first score)) - p * (1 - zero) * lost(k) - (m - k) * condemned * jail * (m * cost + what wrongful verdicts take of an epoch)
/// a life    &lt;= p * m * (zero + (1 - zero) * (1 - discount) * sum of discounted scores) - m * cost + struck * jail * m * cost        an epoch
/// </code>
/// The last term of each is what jail may spare. Claimed only with a distance of a millionth of the cost of an epoch, and three units for rounding.
/// </remarks>
/// <param name="Start">From which record.</param>
/// <param name="Jobs">How many jobs are taken in that epoch.</param>
/// <param name="Gain">What it gains at least.</param>
internal sealed record WorseRecord(RecordStart Start, long Jobs, Fraction Gain)
{
    private const double Distance = 1e-6;
    private const double Rounding = 3;

    /// <summary>Returns the first start and number of jobs with which it surely pays to take fewer jobs, or null.</summary>
    public static WorseRecord? Of(MechanismIncentives incentives, HonestLife life)
    {
        if (RecordStart.Of(incentives, life) is not { Count: > 0 } starts)
        {
            return null;
        }

        long all = life.Jobs;
        Fraction cost = incentives.Economics.CostPerJob.Low;
        double each = cost.ToDouble(), best = RecordPay.Best(incentives).ToDouble(), zero = RecordPay.PartAtWorst(incentives), condemned = life.WrongfulChance.ToDouble();
        double spares = condemned * (incentives.Rule?.Jail.Epochs ?? 0) * ((all * each) + life.WrongfulLoss.ToDouble());
        foreach (RecordStart start in starts)
        {
            double paid = best * (zero + ((1 - zero) * start.Path.FirstScore));
            if (paid >= each)
            {
                // The first jobs not taken would lose at once; fewer jobs are no gain but by less risk, which is not counted.
                continue;
            }

            foreach (long taken in new[] { all / 2, all - 1, all / 8, 0 }.Where(jobs => jobs >= 0 && jobs < all).Distinct())
            {
                double gain = ((all - taken) * (each - paid - spares)) - (best * (1 - zero) * start.Path.Lost(taken)) - Rounding - (Distance * all * each);
                if (gain > 0 && double.IsFinite(gain))
                {
                    return new WorseRecord(start, taken, new Fraction((decimal)gain));
                }
            }
        }

        return null;
    }

    /// <summary>Returns the most that an honest life earns in an epoch, from a newcomer's first on, wrongful slashes not counted; null where it is not known.</summary>
    public static Fraction? MostIncome(MechanismIncentives incentives, HonestLife life)
    {
        if (RecordStart.Of(incentives, life) is not [{ Wrongful: 0, InFlight: 0 } newcomer, ..])
        {
            return null;
        }

        double zero = RecordPay.PartAtWorst(incentives), cost = life.Jobs * incentives.Economics.CostPerJob.Low.ToDouble(), jail = incentives.Rule?.Jail.Epochs ?? 0;
        double paid = RecordPay.Best(incentives).ToDouble() * life.Jobs * (zero + ((1 - zero) * (1 - incentives.Economics.Discount.Low.ToDouble()) * newcomer.Path.MostScores()));
        double most = paid - cost + (life.Struck.ToDouble() * jail * cost) + Rounding + (Distance * cost);
        return double.IsFinite(most) ? new Fraction((decimal)most) : null;
    }
}
