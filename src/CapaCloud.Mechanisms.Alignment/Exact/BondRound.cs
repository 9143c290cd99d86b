using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>Late verdicts that share a bond, by rounds: what a first epoch with a detection and the epochs in flight behind it lose together, where a verdict jails and forfeits the reward of its epoch.</summary>
/// <remarks>
/// <code>
/// a round      begins in an epoch s that is found out and ends with the verdict, D epochs later at most, and the jail of J epochs behind it; the next begins after that
/// in between   epochs s + 1 .. s + D may be cheated on as well, without the last where a verdict forfeits the reward of its epoch: n of them
/// J of them    have their verdicts while nobody works, so that what they take is taken in this round: either none of those is cheated on or all are, for the loss is concave in their number
/// the others   n - J, are taken to gain all that they can for nothing
/// h(y)         = gains of the others (+ of those J) - late E[min(S(y + X), rest)]  for y above 0;   X binomial in the jobs of those J epochs and q - f, or 0
/// left alone   M g + E[H(Y); Y &gt; 0] - round(P(Y &gt; 0));   reported   M g + H(1) - all that one report loses;   H(y) the largest of h(y), h(y + 1), ...
/// margin       = - the larger of both, over all M
/// </code>
/// Whoever reports itself earlier has fewer epochs in between; whoever takes a new name ends the round for the price of it, with fewer epochs in between as well. The price is counted in rounds alone: who waits for
/// the first verdict pays for no name before. Verdicts of this round that come after the next one has begun take only what is not counted here. Base units; powers and chances enclosed, all else exact.
/// </remarks>
internal static class BondRound
{
    private const int MostVerdicts = 48;
    private const long Single = 24;
    private static readonly System.Numerics.BigInteger Scale = System.Numerics.BigInteger.One << 64;

    /// <summary>Returns the margin, or null where nothing is shown.</summary>
    /// <param name="bond">The bond and its figures.</param>
    /// <param name="rests">What wrongful verdicts leave of the bond, with their chances.</param>
    /// <param name="idle">What F is worth: its discount and the chance that no honest fault would have cost it anyway.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Fraction? Margin(SharedBond bond, (Fraction Chance, Fraction Cap)[] rests, Fraction idle, CancellationToken cancellation)
    {
        if (bond.Gains is not null || bond.Forfeited.IsPositive || bond.PenaltyDelay != bond.VerdictDelay || bond.Sharing != bond.PenaltyDelay + 1 || bond.VerdictDelay == 0)
        {
            return null;
        }

        long between = bond.Outstanding, jailed = Math.Min(between, bond.Idle.Terms?.Jail ?? 0);
        Fraction late = DelayedVerdicts.Discounted(bond.Discount.Low, bond.PenaltyDelay + jailed).Low, free = new Fraction(bond.Jobs) * bond.Gain;
        Fraction[] alone = Worth(bond, Ladder(bond, rests, 0), late, (free * DelayedVerdicts.After(bond.Discount.High, between - jailed)));
        Fraction[] all = jailed == 0 ? alone : Worth(bond, Ladder(bond, rests, jailed), late, (free * DelayedVerdicts.After(bond.Discount.High, between)));
        Fraction? worst = null;
        foreach ((long least, long most) in Cells(bond.Jobs))
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction[] beyond = Beyond(bond, least);
            foreach (Fraction[] worth in new[] { alone, all })
            {
                Fraction gain = new Fraction(most) * bond.Gain, reported = gain + worth[1] - (idle * (bond.Idle.Terms?.Together ?? Fraction.Zero));
                gain += (worth[1].IsPositive ? worth[1] : beyond[0] * worth[1]) - (idle * (bond.Idle.Terms?.Round(beyond[0]) ?? Fraction.Zero));
                for (int verdicts = 2; verdicts < worth.Length; verdicts++)
                {
                    gain += beyond[verdicts - 1] * (worth[verdicts] - worth[verdicts - 1]);
                }

                gain = reported > gain ? reported : gain;
                worst = worst is null || -gain < worst.Value ? -gain : worst;
            }
        }

        return worst!.Value.Reduce();
    }

    /// <summary>What 0, 1, 2, ... verdicts of the first epoch take, with those of so many epochs that are cheated on in between.</summary>
    private static Fraction[] Ladder(SharedBond bond, (Fraction Chance, Fraction Cap)[] rests, long cheated)
    {
        Fraction[] due = new Fraction[(2 * MostVerdicts) + 1];
        for (int verdicts = 0; verdicts < due.Length; verdicts++)
        {
            Fraction rung = bond.Ladder.Rungs[Math.Min(verdicts, bond.Ladder.Rungs.Length - 1)];
            due[verdicts] = Down(rests.Aggregate(Fraction.Zero, (sum, rest) => sum + (rest.Chance * (rung < rest.Cap ? rung : rest.Cap))));
        }

        RationalInterval[] between = BinomialBounds.Of(checked(bond.Jobs * cheated), bond.Detection - bond.FalseAlarm, MostVerdicts);
        Fraction[] takes = new Fraction[MostVerdicts + 1];
        for (int verdicts = 0; verdicts < takes.Length; verdicts++)
        {
            Fraction sum = Fraction.Zero;
            for (int also = 0; also < between.Length; also++)
            {
                sum += between[also].Low * due[verdicts + also];
            }

            takes[verdicts] = Down(sum);
        }

        return takes;
    }

    private static Fraction[] Worth(SharedBond bond, Fraction[] takes, Fraction late, Fraction more)
    {
        Fraction[] worth = new Fraction[(int)Math.Min(bond.Jobs, MostVerdicts) + 1];
        for (int verdicts = worth.Length - 1; verdicts >= 0; verdicts--)
        {
            worth[verdicts] = verdicts == 0 ? Fraction.Zero : more - (late * takes[verdicts]);
            worth[verdicts] = verdicts > 0 && verdicts + 1 < worth.Length && worth[verdicts + 1] > worth[verdicts] ? worth[verdicts + 1] : worth[verdicts];
        }

        return worth;
    }

    /// <summary>The chances of at least 1, 2, 3, ... verdicts, rounded down.</summary>
    private static Fraction[] Beyond(SharedBond bond, long cheated)
    {
        RationalInterval[] chances = BinomialBounds.Of(cheated, bond.Detection - bond.FalseAlarm, MostVerdicts);
        Fraction[] beyond = new Fraction[MostVerdicts];
        Fraction rest = Fraction.One;
        for (int verdicts = 0; verdicts < MostVerdicts; verdicts++)
        {
            rest -= chances[verdicts].High;
            beyond[verdicts] = rest.IsPositive ? Down(rest) : Fraction.Zero;
        }

        return beyond;
    }

    /// <summary>Numbers of jobs that are looked at together: by the gain of the largest and the verdicts of the least.</summary>
    internal static IEnumerable<(long Least, long Most)> Cells(long jobs)
    {
        for (long least = 1; least <= jobs;)
        {
            long most = least <= Single ? least : least == jobs ? jobs : Math.Min(jobs - 1, least + (least / Single) - 1);
            yield return (least, most);
            least = most + 1;
        }
    }

    internal static Fraction Down(Fraction value) => new(value.Numerator * Scale / value.Denominator, Scale);
}
