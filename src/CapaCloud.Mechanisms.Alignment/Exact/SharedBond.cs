using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>Late verdicts of several epochs are paid from one bond: what cheating loses at least, whatever is cheated when, by anything that was seen before.</summary>
/// <remarks>
/// <code>
/// S(k)   = what k verdicts on one epoch's work take of a whole bond B
/// n      = 2 D - V + 1        epochs whose verdicts may have to share a bond; V and D are the least and the longest time from job to penalty
/// Y      = binomial in M cheated jobs and q - f
/// rest   = B - k * (what a wrongful verdict takes at most),  clear = P(at most k wrongful verdicts share the bond)
/// equal shares:  margin(M) = b^D * clear * E[min(S(Y), rest / n)]                         + forfeits(M) - M * gain
/// first come:    margin(M) = (b^D * clear - free * (b + ... + b^(n-1)) / rest) * E[min(S(Y), rest)] + forfeits(M) - M * gain
/// free           = max(0, m * gain - forfeits(m))     an epoch in which the bond is used up already
/// forfeits(M)    = b^V * (1-f)^m * P(Y &gt; 0) * F      F: what a verdict's epoch loses besides, whatever is done about it
/// </code>
/// Either is enough for honesty: the larger of the two counts, at the best k. Base units; powers and sums of chances enclosed, all else exact. The derivation is in docs/modules/alignment.md.
/// </remarks>
internal sealed record SharedBond
{
    private const long MostScanned = 2_048;
    private const int MostReserved = 6;

    /// <summary>Gets what verdicts on one epoch's work take of a whole bond for good.</summary>
    public required PenaltyLadder Ladder { get; init; }

    /// <summary>Gets the bond, without what a bounty brings back.</summary>
    public required Fraction Bond { get; init; }

    /// <summary>Gets the most that one wrongful verdict takes of it.</summary>
    public required Fraction LargestWrongful { get; init; }

    /// <summary>Gets the jobs of an epoch.</summary>
    public required long Jobs { get; init; }

    /// <summary>Gets how many epochs after the job its verdict comes.</summary>
    public required long VerdictDelay { get; init; }

    /// <summary>Gets how many epochs after the job its penalty is taken at the latest.</summary>
    public required long PenaltyDelay { get; init; }

    /// <summary>Gets the discount.</summary>
    public required RationalInterval Discount { get; init; }

    /// <summary>Gets the chance that a cheated job leads to a verdict, at least.</summary>
    public required Fraction Detection { get; init; }

    /// <summary>Gets the chance that an honest one does, at most.</summary>
    public required Fraction FalseAlarm { get; init; }

    /// <summary>Gets the most that cheating on one job gains.</summary>
    public required Fraction Gain { get; init; }

    /// <summary>Gets what the epoch of a verdict loses besides the stake, at least.</summary>
    public Fraction Forfeit { get; init; }

    /// <summary>Gets how many epochs' verdicts may have to share a bond.</summary>
    public long Sharing => checked((2 * PenaltyDelay) - VerdictDelay + 1);

    /// <summary>Gets how many wrongful accusations that are known and not charged yet are reckoned with; more are rarer than a millionth. Without appeals nobody knows of one before it is charged.</summary>
    public int Known => WrongfulAccusations.Known(FalseAlarm, Jobs, PenaltyDelay - VerdictDelay);

    /// <summary>Returns what an epoch of cheating loses at least, for the worst number of jobs; not positive where nothing is shown.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The margin; null where there are too many numbers of jobs to look at each.</returns>
    public Fraction? Margin(CancellationToken cancellation)
    {
        Fraction chance = Detection - FalseAlarm;
        if (!chance.IsPositive || (!Ladder.IsConcave && Jobs > MostScanned) || !Bond.IsPositive)
        {
            return null;
        }

        Fraction late = DelayedVerdicts.Discounted(Discount.Low, PenaltyDelay).Low, after = DelayedVerdicts.After(Discount.High, Sharing - 1);
        Fraction forfeits = Forfeit.IsPositive
            ? DelayedVerdicts.Discounted(Discount.Low, VerdictDelay).Low * PowerBounds.Of(Fraction.One - FalseAlarm, Jobs).Low * Forfeit
            : Fraction.Zero;
        Fraction? best = null;
        int known = Known;
        for (int reserved = known; reserved <= known + MostReserved; reserved++)
        {
            Fraction rest = Bond - (new Fraction(reserved) * LargestWrongful);
            if (!rest.IsPositive)
            {
                // Nothing of the bond is left to count on: what a verdict's epoch loses besides must be enough.
                Fraction alone = Least(chance, Fraction.Zero, late, after, forfeits, isEqual: true, cancellation);
                best = best is null || alone > best.Value ? alone : best;
                break;
            }

            Fraction clear = Clear(reserved - known);
            foreach (bool isEqual in new[] { true, false })
            {
                Fraction margin = Least(chance, rest, late * clear, after, forfeits, isEqual, cancellation);
                best = best is null || margin > best.Value ? margin : best;
            }

            if (clear > new Fraction(9_999, 10_000))
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The chance, at least, that no more wrongful verdicts than these share the bond, of those that nobody knows of yet.</summary>
    private Fraction Clear(int reserved)
    {
        if (FalseAlarm.IsZero)
        {
            return Fraction.One;
        }

        long trials = checked(Jobs * (VerdictDelay + Sharing));
        Fraction sum = Fraction.Zero;
        foreach (RationalInterval chance in BinomialBounds.Of(trials, FalseAlarm, reserved + 1).Take(reserved + 1))
        {
            sum += chance.Low;
        }

        return Rounded(sum);
    }

    private Fraction Least(Fraction chance, Fraction rest, Fraction late, Fraction after, Fraction forfeits, bool isEqual, CancellationToken cancellation)
    {
        Fraction cap = isEqual ? rest / new Fraction(Sharing) : rest;
        PenaltyLadder capped = new([.. Ladder.Rungs.Select(rung => rung < cap ? rung : cap)]);
        Fraction weight = late;
        if (!isEqual)
        {
            Fraction free = (new Fraction(Jobs) * Gain) - (forfeits * Found(chance, Jobs));
            weight -= free.IsPositive ? free * after / rest : Fraction.Zero;
            if (!weight.IsPositive)
            {
                return weight * Gain;
            }
        }

        Fraction? least = null;
        for (long cheated = 1; cheated <= Jobs; cheated = Ladder.IsConcave && cheated == 1 && Jobs > 1 ? Jobs : cheated + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction margin = (weight * Rounded(capped.Expected(cheated, chance).Low)) - (new Fraction(cheated) * Gain)
                + (forfeits.IsZero ? Fraction.Zero : forfeits * Found(chance, cheated));
            least = least is null || margin < least.Value ? margin : least;
        }

        return least!.Value.Reduce();
    }

    private static Fraction Found(Fraction chance, long jobs) => Fraction.One - PowerBounds.Of(Fraction.One - chance, jobs).High;

    /// <summary>Down to 2^-96: the digits of sums of chances are not needed.</summary>
    private static Fraction Rounded(Fraction value)
    {
        System.Numerics.BigInteger scale = System.Numerics.BigInteger.One << 96;
        return new Fraction(value.Numerator * scale / value.Denominator, scale);
    }
}
