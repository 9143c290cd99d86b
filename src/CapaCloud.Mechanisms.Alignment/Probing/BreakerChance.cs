using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>The chance that honest faults of the others, together with the cheater's own stake, trip the circuit breaker.</summary>
/// <remarks>
/// <code>
/// trips when  stake at fault &gt;= breaker * all stake;   at most P(verdicts among the others &gt;= breaker * N - 1),  binomial in (N - 1) * jobs and rate * honest fault rate
/// </code>
/// Each verdict counts as a whole participant at fault, which is at least what the settlement counts.
/// </remarks>
internal static class BreakerChance
{
    private const int MostCounted = 400;

    public static Fraction Of(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        if (incentives.Rule?.CircuitBreaker is not { } breaker)
        {
            return Fraction.Zero;
        }

        Fraction needed = (breaker.ToFraction() * new Fraction(economics.Participants)) - Fraction.One;
        if (!needed.IsPositive)
        {
            return Fraction.One;
        }

        Fraction chance = incentives.HighestRate * economics.HonestFaultRate.High;
        if (chance.IsZero)
        {
            return Fraction.Zero;
        }

        Fraction trials = new Fraction(economics.JobsPerEpoch) * new Fraction(economics.Participants - 1);
        Fraction expected = trials * chance / needed;
        Fraction most = expected < Fraction.One ? expected : Fraction.One;
        int least = needed > new Fraction(MostCounted) ? MostCounted : Math.Max(1, (int)Ceiling(needed));
        if (trials > new Fraction(long.MaxValue))
        {
            return most;
        }

        Fraction tail = BinomialBounds.Of((long)trials.ToBigInteger(), chance, least)[^1].High;
        return tail < most ? tail : most;
    }

    private static System.Numerics.BigInteger Ceiling(Fraction value) => -(-value).Floor();

    private static System.Numerics.BigInteger Floor(this Fraction value)
    {
        System.Numerics.BigInteger whole = System.Numerics.BigInteger.Divide(value.Numerator, value.Denominator);
        return value.IsNegative && whole * value.Denominator != value.Numerator ? whole - 1 : whole;
    }
}
