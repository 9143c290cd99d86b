using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The largest worth of one bid. 2^31 of them add up to less than 2^128, so sums of a market cannot overflow.</summary>
internal static class Worth
{
    private const int Bits = 96;

    public static bool Fits(ulong quantity, Amount unitPrice) =>
        MultiplyDivide.TryDivide(quantity, unitPrice.Units, UInt128.One, out UInt128 worth, out _) && worth >> Bits == UInt128.Zero;
}
