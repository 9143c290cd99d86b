using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Walks up a binomial distribution between a lower and an upper bound of its cumulative probability.</summary>
internal sealed class BinomialWalk
{
    private readonly UInt128 _trials;
    private readonly BigInteger _success;
    private readonly BigInteger _failure;
    private readonly int _precision;

    public BinomialWalk(UInt128 trials, UInt128 numerator, UInt128 denominator, int precision)
    {
        _trials = trials;
        _success = numerator;
        _failure = (BigInteger)denominator - numerator;
        _precision = precision;
    }

    /// <summary>Finds the number, or says that the bounds are too far apart to tell.</summary>
    public bool TryFind(BigInteger threshold, int thresholdBits, bool inclusive, bool last, out UInt128 successes)
    {
        ScaledNumber lowerTerm = AllFail(up: false), upperTerm = AllFail(up: true);
        ScaledNumber lower = lowerTerm, upper = upperTerm;
        for (successes = UInt128.Zero; successes < _trials; successes++)
        {
            int lowerSide = lower.CompareTo(threshold, thresholdBits), upperSide = upper.CompareTo(threshold, thresholdBits);
            if (lowerSide > 0 || (lowerSide == 0 && inclusive))
            {
                return true;
            }

            if (upperSide > 0 || (upperSide == 0 && inclusive))
            {
                // The bounds disagree: narrow them, or, when that has been tried long enough, call it reached exactly.
                if (!last || inclusive)
                {
                    return last;
                }
            }

            BigInteger up = (BigInteger)(_trials - successes) * _success, down = ((BigInteger)successes + 1) * _failure;
            lowerTerm = lowerTerm.MultiplyDivide(up, down, _precision, roundUp: false);
            upperTerm = upperTerm.MultiplyDivide(up, down, _precision, roundUp: true);
            lower = lower.Add(lowerTerm, _precision, roundUp: false);
            upper = upper.Add(upperTerm, _precision, roundUp: true);
        }

        return true;
    }

    /// <summary>The probability of no success at all, by repeated squaring.</summary>
    private ScaledNumber AllFail(bool up)
    {
        ScaledNumber power = ScaledNumber.One.MultiplyDivide(_failure, _failure + _success, _precision, up);
        ScaledNumber result = ScaledNumber.One;
        for (UInt128 exponent = _trials; exponent > UInt128.Zero; exponent >>= 1)
        {
            if ((exponent & UInt128.One) == UInt128.One)
            {
                result = result.Multiply(power, _precision, up);
            }

            power = power.Multiply(power, _precision, up);
        }

        return result;
    }
}
