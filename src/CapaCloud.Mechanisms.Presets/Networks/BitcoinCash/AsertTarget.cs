using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.BitcoinCash;

/// <summary>The difficulty of Bitcoin Cash since 2020: the target doubles for each half-life that blocks are late (aserti3-2d).</summary>
/// <remarks>
/// <code>
/// e = (time - anchor parent time - Ideal * (height - anchor height + 1)) * 2^16 / HalfLife      toward zero
/// target = anchor * (65536 + ((195766423245049 f + 971821376 f^2 + 5127 f^3 + 2^47) >> 48)) * 2^(whole(e) - 16),  f = the low 16 bits of e
/// then at least 1 and at most MaximumTarget, and as exact as its compact form
/// </code>
/// In seconds. Integers of any size, so no step can overflow. The cubic approximates 2^x within 0.013 %. Path-independent: no rounding adds up. The
/// core's <c>AnchoredRetargetController</c> is the same rule with exact powers and bounded steps. Source: aserti3-2d, Bitcoin Cash Node.
/// </remarks>
/// <param name="HalfLife">How late doubles the target, in seconds; 172,800 on the network.</param>
/// <param name="Ideal">How long a block should take, in seconds; 600 on the network.</param>
/// <param name="MaximumTarget">The easiest target.</param>
public sealed record AsertTarget(ulong HalfLife, ulong Ideal, BigInteger MaximumTarget)
{
    private const int RadixBits = 16;

    private const int CubicBits = 48;

    /// <summary>Returns the target of the next block.</summary>
    /// <param name="anchor">The target of the anchor block.</param>
    /// <param name="anchorHeight">The height of the anchor block.</param>
    /// <param name="anchorParentTime">The time of the anchor's parent.</param>
    /// <param name="height">The height of the last block.</param>
    /// <param name="time">The time of the last block.</param>
    /// <returns>The target, as its compact form has it.</returns>
    /// <exception cref="DivideByZeroException">The half-life is zero.</exception>
    public BigInteger Next(BigInteger anchor, ulong anchorHeight, long anchorParentTime, ulong height, long time)
    {
        BigInteger late = (BigInteger)time - anchorParentTime - (Ideal * ((BigInteger)height - anchorHeight + 1));
        BigInteger exponent = BigInteger.Divide(late << RadixBits, HalfLife);
        BigInteger whole = exponent >> RadixBits, fraction = exponent - (whole << RadixBits);
        BigInteger cubic = (195_766_423_245_049 * fraction) + (971_821_376 * fraction * fraction) + (5_127 * fraction * fraction * fraction) + (BigInteger.One << (CubicBits - 1));
        BigInteger factor = (BigInteger.One << RadixBits) + (cubic >> CubicBits);
        // Beyond a thousand doublings the target is at one of its ends.
        int shift = (int)BigInteger.Max(-1_000, BigInteger.Min(1_000, whole - RadixBits));
        BigInteger product = anchor * factor, target = shift >= 0 ? product << shift : product >> -shift;
        return CompactTarget.Of(BigInteger.Max(BigInteger.One, BigInteger.Min(target, MaximumTarget))).Target;
    }
}
