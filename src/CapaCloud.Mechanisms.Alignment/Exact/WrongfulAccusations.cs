using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>How many wrongful accusations may be known and not charged yet at the same time.</summary>
/// <remarks>
/// <code>the least k with P(more than k) &lt;= 10^-6,  binomial in (jobs of an epoch) * 2 * (epochs from accusation to penalty) and the chance of a wrongful verdict</code>
/// Without appeals none is known before it is charged. States with more of them occur in less than one of a million epochs, and are not asked about: in some of them nothing of a bond is
/// left, whatever its size.
/// </remarks>
internal static class WrongfulAccusations
{
    private const int Counted = 64;

    private static readonly Fraction Seldom = new(1, 1_000_000);

    /// <summary>Returns k, at most 63.</summary>
    public static int Known(Fraction chance, long jobs, long wait)
    {
        if (chance.IsZero || wait == 0)
        {
            return 0;
        }

        RationalInterval[] chances = BinomialBounds.Of(checked(jobs * 2 * wait), chance, Counted);
        Fraction beyond = chances[Counted].High;
        int most = Counted - 1;
        for (; most > 0 && beyond + chances[most].High <= Seldom; most--)
        {
            beyond += chances[most].High;
        }

        return most;
    }
}
