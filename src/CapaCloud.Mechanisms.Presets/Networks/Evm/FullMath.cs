using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Evm;

/// <summary>Multiply and divide on the 256-bit words of the Ethereum virtual machine, exact through 512 bits.</summary>
/// <remarks>
/// <code>round(left * right / divisor), or a refusal where a contract reverts: a divisor of zero, a quotient above 2^256 - 1</code>
/// For figures of contracts that count beyond 128 bits; it allocates. Amounts of this library fit 128 bits and use
/// <see cref="MultiplyDivide"/>. Behaviour: Uniswap v3 <c>FullMath.sol</c>.
/// </remarks>
public static class FullMath
{
    private static readonly BigInteger Limit = BigInteger.One << 256;

    /// <summary>Returns <c>left * right / divisor</c>, rounded as asked.</summary>
    /// <param name="left">The first factor, a word.</param>
    /// <param name="right">The second factor, a word.</param>
    /// <param name="divisor">The divisor, a word.</param>
    /// <param name="rounding">The direction: 7 * 1 / 2 is 3 down and 4 up.</param>
    /// <returns>The quotient, a word.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An operand is negative or exceeds 2^256 - 1.</exception>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient exceeds 2^256 - 1.</exception>
    public static BigInteger MultiplyDivide(BigInteger left, BigInteger right, BigInteger divisor, Rounding rounding)
    {
        RefuseBeyondWord(left, nameof(left));
        RefuseBeyondWord(right, nameof(right));
        RefuseBeyondWord(divisor, nameof(divisor));
        BigInteger quotient = WideRounding.Quotient(left * right, divisor, rounding);
        return quotient < Limit ? quotient : throw new OverflowException("The quotient needs more than 256 bits.");
    }

    private static void RefuseBeyondWord(BigInteger value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Limit, name);
    }
}
