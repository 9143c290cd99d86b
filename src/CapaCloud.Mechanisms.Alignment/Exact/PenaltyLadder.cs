using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>What 0, 1, 2, ... verdicts in the same window take together.</summary>
/// <remarks>
/// <code>expected penalty = sum over k of P(K = k) * Rungs[k],  K binomial</code>
/// In base units. The last rung stands for all larger numbers: exact when nothing is left to take, else a lower bound. Never falls.
/// </remarks>
/// <param name="Rungs">The penalty of 0, 1, 2, ... verdicts; the first is 0.</param>
internal sealed record PenaltyLadder(ImmutableArray<Fraction> Rungs)
{
    /// <summary>Gets what one verdict takes.</summary>
    public Fraction First => Rungs.Length > 1 ? Rungs[1] : Fraction.Zero;

    /// <summary>Gets the largest step from one number of verdicts to the next.</summary>
    public Fraction LargestStep
    {
        get
        {
            Fraction largest = Fraction.Zero;
            for (int rung = 1; rung < Rungs.Length; rung++)
            {
                Fraction step = Rungs[rung] - Rungs[rung - 1];
                largest = step > largest ? step : largest;
            }

            return largest;
        }
    }

    /// <summary>Gets a value indicating whether each further verdict takes at most what the one before took.</summary>
    public bool IsConcave
    {
        get
        {
            for (int rung = 2; rung < Rungs.Length; rung++)
            {
                if (Rungs[rung] - Rungs[rung - 1] > Rungs[rung - 1] - Rungs[rung - 2])
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Returns this ladder with an amount more on every rung but the first.</summary>
    /// <param name="amount">What any verdict takes besides.</param>
    /// <returns>The ladder.</returns>
    public PenaltyLadder Plus(Fraction amount) => new([.. Rungs.Select((rung, verdicts) => verdicts == 0 ? rung : rung + amount)]);

    /// <summary>Returns the expected penalty of so many jobs, each leading to a verdict with the same chance.</summary>
    /// <param name="jobs">How many jobs, not negative.</param>
    /// <param name="chance">The chance, in [0, 1].</param>
    /// <returns>The expected penalty, enclosed.</returns>
    public RationalInterval Expected(long jobs, Fraction chance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(jobs);
        return Weigh(BinomialBounds.Of(jobs, chance, Rungs.Length - 1), 0);
    }

    /// <summary>Returns the expected penalty when one job leads to a verdict with one chance and the rest with another.</summary>
    /// <param name="one">The chance of the one.</param>
    /// <param name="jobs">How many others.</param>
    /// <param name="chance">The chance of each other.</param>
    /// <returns>The expected penalty, enclosed.</returns>
    public RationalInterval ExpectedWithOne(Fraction one, long jobs, Fraction chance)
    {
        RationalInterval[] others = BinomialBounds.Of(jobs, chance, Rungs.Length - 1);
        RationalInterval without = Weigh(others, 0);
        RationalInterval with = Weigh(others, 1);
        Fraction spared = Fraction.One - one;
        return RationalInterval.Between((one * with.Low) + (spared * without.Low), (one * with.High) + (spared * without.High));
    }

    private RationalInterval Weigh(RationalInterval[] chances, int shift)
    {
        (Fraction low, Fraction high) = (Fraction.Zero, Fraction.Zero);
        for (int verdicts = 0; verdicts < chances.Length; verdicts++)
        {
            Fraction rung = Rungs[Math.Min(verdicts + shift, Rungs.Length - 1)];
            low += chances[verdicts].Low * rung;
            high += chances[verdicts].High * rung;
        }

        return RationalInterval.Between(low, high);
    }
}
