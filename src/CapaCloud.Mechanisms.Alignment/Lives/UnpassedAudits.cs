using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>What it costs later, at most, not to pass the audits of the first epochs of a life: a better record comes so many epochs later.</summary>
/// <remarks>
/// With V what an honest life from a newcomer's record on is paid, and n what an epoch is paid at a newcomer's record:
/// <code>
/// E epochs later  V' = n * (1 + ... + d^(E-1)) + d^E * V
/// lost            = V - V' &lt;= (best - n) * (1 + ... + d^(E-1))
/// lost            &lt;= p * m * (1 - zero) * (sum of discounted scores) * (1 - d^E)      where the record is a score that is known
/// </code>
/// Where a record moves audits, what wrongful verdicts take of those epochs counts as well: a better record might have had none. Base units. Whoever passes some of the audits loses less.
/// </remarks>
internal static class UnpassedAudits
{
    private const double Distance = 1e-6;
    private const double Rounding = 3;

    public static Fraction Of(MechanismIncentives incentives, long epochs)
    {
        HonestLife life = HonestLife.Of(incentives);
        Fraction discount = life.Economics.Discount.High, length = (Fraction.One - DelayedVerdicts.Discounted(discount, epochs).Low) / (Fraction.One - discount);
        Fraction paid = length * (life.Best - life.Newcomer);
        paid = !life.MovesPay || paid.IsNegative ? Fraction.Zero : Later(incentives, life, epochs) is { } known && known < paid ? known : paid;
        return paid + (life.MovesAudits ? length * life.WrongfulLoss : Fraction.Zero);
    }

    private static Fraction? Later(MechanismIncentives incentives, HonestLife life, long epochs)
    {
        if (!life.Economics.Discount.IsPoint || RecordStart.Of(incentives, life) is not [{ Wrongful: 0, InFlight: 0 } newcomer, ..])
        {
            return null;
        }

        double later = (life.Best.ToDouble() * (1 - RecordPay.PartAtWorst(incentives)) * newcomer.Path.MostScores() * (1 - Math.Pow(life.Economics.Discount.High.ToDouble(), epochs)) * (1 + Distance)) + (Rounding * epochs);
        return double.IsFinite(later) ? new Fraction((decimal)later) : null;
    }
}
