using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>Where pay follows the record: that taking all offered jobs is best at every record, also where a job is paid less than it costs.</summary>
/// <remarks>
/// A strategy is best when no change of one epoch gains, from no state (Howard, 1960). So <see cref="RecordPath.LeastMargin"/> asks at every record, with whatever is in flight, and for every number of jobs that
/// are not taken in that epoch:
/// <code>what they are paid + what their audits add to all later pay  against  their cost + chance to be condemned * all that a wrongful verdict takes</code>
/// Not asked where accusations wait for appeals, for then it is known beforehand that a record will be worth less. Floating point with basic operations on positive terms, whose errors are far below the distance of a
/// hundred-thousandth that is kept.
/// </remarks>
internal static class FullWork
{
    private const double Distance = 1e-5;

    /// <summary>Returns what an honest epoch is paid at least, on average over a life that begins with the worst score; null where the record is no score that moves along straight lines.</summary>
    public static Fraction? LeastScores(MechanismIncentives incentives, HonestLife life)
    {
        if (RecordStart.Of(incentives, life) is not [{ Path: ScorePath path }, ..])
        {
            return null;
        }

        double zero = RecordPay.PartAtWorst(incentives), best = life.Jobs * RecordPay.Best(incentives).ToDouble();
        double paid = best * (zero + ((1 - zero) * (1 - incentives.Economics.Discount.Low.ToDouble()) * path.LeastScores()) - Distance) - 4;
        return paid > 0 && double.IsFinite(paid) ? new Fraction((decimal)paid) : null;
    }

    /// <summary>Returns what one job not taken loses at least, or null where that is not shown.</summary>
    public static Fraction? Margin(MechanismIncentives incentives, HonestLife life)
    {
        if (!incentives.Probe.AppealWait.IsZero || RecordStart.Of(incentives, life) is not [var newcomer, ..])
        {
            return null;
        }

        Fraction cost = incentives.Economics.CostPerJob.High + (life.WrongfulChance * (life.Largest + life.Forfeited + life.Later));

        // Shares round down once for each epoch, and the weight of work once more.
        double paid = RecordPay.Best(incentives).ToDouble() - (4.0 / life.Jobs);
        double margin = paid > 0 ? newcomer.Path.LeastMargin(RecordPay.PartAtWorst(incentives), paid, cost.ToDouble()) - (Distance * paid) : double.NegativeInfinity;
        return margin > 0 && double.IsFinite(margin) ? new Fraction((decimal)margin) : null;
    }
}
