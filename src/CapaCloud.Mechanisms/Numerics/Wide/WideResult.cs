using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Takes results of any width back into the values that money is counted in.</summary>
internal static class WideResult
{
    public static Ratio ToRatio(BigInteger parts) =>
        parts > UInt128.MaxValue
            ? throw new OverflowException($"The result exceeds the largest ratio, {Ratio.MaxValue}.")
            : Ratio.FromParts((UInt128)parts);
}
