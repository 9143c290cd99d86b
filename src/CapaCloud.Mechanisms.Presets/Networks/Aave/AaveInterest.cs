using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Aave;

/// <summary>Aave's growth factors of money that is lent: by simple interest, and by an exponential that is cut after its third power.</summary>
/// <remarks>
/// <code>
/// x = floor(rate * seconds / year)        linear = 1 + x        compounded = 1 + x + m(x, floor(x / 2) + m(x, floor(x / 6)))
/// </code>
/// In fractions of 10^27, m rounds half up, a year is 365 days. The cut series lies below e^x: 0.26 % for 8 % over seven years, so that late updates charge too little. Source:
/// aave-dao/aave-v3-origin, src/contracts/protocol/libraries/math/MathUtils.sol.
/// </remarks>
public static class AaveInterest
{
    private const ulong SecondsInYear = 31_536_000;

    /// <summary>Gets what stands for one: 10^27.</summary>
    public static BigInteger One { get; } = BigInteger.Pow(10, 27);

    /// <summary>Returns the factor by simple interest.</summary>
    /// <param name="yearlyRate">The yearly rate, in fractions of 10^27.</param>
    /// <param name="seconds">The time.</param>
    /// <returns>The factor, in fractions of 10^27.</returns>
    public static BigInteger Linear(BigInteger yearlyRate, BigInteger seconds) => One + (yearlyRate * seconds / SecondsInYear);

    /// <summary>Returns the factor by compound interest.</summary>
    /// <param name="yearlyRate">The yearly rate, in fractions of 10^27.</param>
    /// <param name="seconds">The time.</param>
    /// <returns>The factor, in fractions of 10^27.</returns>
    public static BigInteger Compounded(BigInteger yearlyRate, BigInteger seconds)
    {
        BigInteger x = yearlyRate * seconds / SecondsInYear;
        return One + x + Multiply(x, (x / 2) + Multiply(x, x / 6));
    }

    private static BigInteger Multiply(BigInteger left, BigInteger right) => ((left * right) + (One / 2)) / One;
}
