using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.BitcoinCash;

/// <summary>A target in the four bytes of a block header: three bytes of digits and how many bytes there are.</summary>
/// <remarks>
/// <code>target = (Bits and 0x7fffff) * 256^((Bits >> 24) - 3), rounded down</code>
/// A target that begins with a set bit takes one more byte, since that bit means a sign. <c>default</c> is a target of zero. Source: Bitcoin.
/// </remarks>
/// <param name="Bits">The four bytes.</param>
public readonly record struct CompactTarget(uint Bits)
{
    private const uint Digits = 0x7fffff;

    /// <summary>Gets the target.</summary>
    public BigInteger Target
    {
        get
        {
            int size = (int)(Bits >> 24);
            BigInteger digits = Bits & Digits;
            return size <= 3 ? digits >> (8 * (3 - size)) : digits << (8 * (size - 3));
        }
    }

    /// <summary>Returns the compact form of a target.</summary>
    /// <param name="target">The target, not negative and below 2^2032.</param>
    /// <returns>The form; its target is not above the one given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is negative or too large.</exception>
    public static CompactTarget Of(BigInteger target)
    {
        if (target.Sign < 0 || target.GetBitLength() > 2_032)
        {
            throw new ArgumentOutOfRangeException(nameof(target), $"A target of {target.ToString(CultureInfo.InvariantCulture)}; expected one from 0 to 2^2032 - 1.");
        }

        int size = (int)((target.GetBitLength() + 7) / 8);
        uint digits = (uint)(size <= 3 ? target << (8 * (3 - size)) : target >> (8 * (size - 3)));
        return digits > Digits ? new CompactTarget(((uint)(size + 1) << 24) | (digits >> 8)) : new CompactTarget(((uint)size << 24) | digits);
    }

    /// <inheritdoc/>
    public override string ToString() => $"0x{Bits.ToString("x", CultureInfo.InvariantCulture)}";
}
