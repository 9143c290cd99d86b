using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>One point of the box of <see cref="StaticIncentives"/>, reduced to the six numbers that matter.</summary>
/// <remarks>
/// Expected gain over honesty from cheating on M of J jobs in flight:
/// <code>
/// kept(M, J) = (1-f)^J * (1 - ((1-q)/(1-f))^M)                    chance of a verdict that honesty would have been spared
/// one slash:   M * gain - M * (q - f) * reward - kept * slash
/// forfeiture:  M * gain - kept * (slash + J * reward)
/// </code>
/// Money in base units. Several verdicts in the same window are counted as one slash, in the cheater's favour. Powers are enclosed,
/// the rest is exact.
/// </remarks>
/// <param name="Detection">The chance q that a cheated job leads to a verdict, in [0, 1].</param>
/// <param name="FalseAlarm">The chance f that an honest job leads to one, in [0, 1].</param>
/// <param name="Gain">What cheating on one job saves and brings from outside.</param>
/// <param name="Reward">The reward of one job.</param>
/// <param name="Slash">What a verdict takes.</param>
/// <param name="Forfeits">Whether a verdict forfeits every pending reward.</param>
internal sealed record StaticPoint(Fraction Detection, Fraction FalseAlarm, Fraction Gain, Fraction Reward, Fraction Slash, bool Forfeits)
{
    /// <summary>Returns the expected gain over honesty.</summary>
    /// <param name="cheated">On how many jobs to cheat, at least 1.</param>
    /// <param name="inFlight">How many jobs are in flight, at least <paramref name="cheated"/>.</param>
    /// <param name="bits">The precision of the powers.</param>
    /// <returns>The gain in base units, enclosed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer jobs in flight than cheated, or none cheated.</exception>
    public RationalInterval GainOver(long cheated, long inFlight, int bits = PowerBounds.DefaultBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cheated, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inFlight, cheated);
        RationalInterval gain = Enclose(cheated, inFlight, bits);
        return RationalInterval.Between(gain.Low.Reduce(), gain.High.Reduce());
    }

    /// <summary>The expected gain over honesty, its fractions not reduced.</summary>
    internal RationalInterval Enclose(long cheated, long inFlight, int bits)
    {
        if (FalseAlarm.IsZero)
        {
            (BigInteger low, BigInteger high, BigInteger scale) = Scaled(cheated, inFlight, bits);
            return RationalInterval.Between(new Fraction(low, scale, normalize: false), new Fraction(high, scale, normalize: false));
        }

        RationalInterval kept = VerdictsAdded(cheated, inFlight, bits);
        Fraction sure = Sure(cheated);
        Fraction atStake = AtStake(inFlight);
        return RationalInterval.Between(sure - (kept.High * atStake), sure - (kept.Low * atStake));
    }

    /// <summary>Tells whether cheating pays or costs nothing, as cheaply as that can be told: null where this precision leaves it open.</summary>
    internal bool? Pays(long cheated, long inFlight, int bits = ScaledPower.WordBits)
    {
        (BigInteger low, BigInteger high) = FalseAlarm.IsZero ? Ends(Scaled(cheated, inFlight, bits)) : Ends(Enclose(cheated, inFlight, bits));
        return low.Sign >= 0 ? true : high.Sign < 0 ? false : null;
    }

    /// <summary>About the fewest jobs that pay when all are cheated, in floating point: where to look first, and never an answer.</summary>
    internal long GuessFewest(long most)
    {
        double missed = Math.Log(Math.Max(double.Epsilon, 1 - Detection.ToDouble())), spared = Math.Log(Math.Max(double.Epsilon, 1 - FalseAlarm.ToDouble()));
        double each = Sure(1).ToDouble(), slash = Slash.ToDouble(), reward = Forfeits ? Reward.ToDouble() : 0;
        (double losing, double paying) = (1, most);
        while (paying - losing > 0.05)
        {
            double jobs = (losing + paying) / 2, kept = Math.Exp(jobs * spared) - Math.Exp(jobs * missed);
            (losing, paying) = (jobs * each) - (kept * (slash + (jobs * reward))) < 0 ? (jobs, paying) : (losing, jobs);
        }

        return (long)Math.Ceiling(paying);
    }

    private static (BigInteger Low, BigInteger High) Ends((BigInteger Low, BigInteger High, BigInteger Scale) gain) => (gain.Low, gain.High);

    private static (BigInteger Low, BigInteger High) Ends(RationalInterval gain) => (gain.Low.Numerator, gain.High.Numerator);

    private Fraction Sure(long cheated) => new Fraction(cheated) * (Forfeits ? Gain : Gain - ((Detection - FalseAlarm) * Reward));

    private Fraction AtStake(long inFlight) => Forfeits ? Slash + (new Fraction(inFlight) * Reward) : Slash;

    /// <summary>The same over a common scale, without honest faults.</summary>
    private (BigInteger Low, BigInteger High, BigInteger Scale) Scaled(long cheated, long inFlight, int bits)
    {
        ScaledPower missed = ScaledPower.Of(Fraction.One - Detection, cheated, bits);
        Fraction sure = Sure(cheated);
        Fraction atStake = AtStake(inFlight);
        BigInteger factor = atStake.Numerator * sure.Denominator;
        BigInteger certain = sure.Numerator * atStake.Denominator * missed.Scale;
        return (
            certain - ((missed.Scale - missed.Low) * factor),
            certain - ((missed.Scale - missed.High) * factor),
            sure.Denominator * atStake.Denominator * missed.Scale);
    }

    private RationalInterval VerdictsAdded(long cheated, long inFlight, int bits)
    {
        // (1-f)^J - (1-f)^(J-M) * (1-q)^M
        RationalInterval missed = PowerBounds.Of(Fraction.One - Detection, cheated, bits);
        RationalInterval spared = PowerBounds.Of(Fraction.One - FalseAlarm, inFlight, bits);
        RationalInterval rest = PowerBounds.Of(Fraction.One - FalseAlarm, inFlight - cheated, bits);
        return RationalInterval.Between(spared.Low - (rest.High * missed.High), spared.High - (rest.Low * missed.Low));
    }
}
