using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A smooth step from 0 to 1.</summary>
/// <remarks>
/// <code>value(x) = 1 / (1 + e^(-Steepness * (x - Midpoint)))</code>
/// Within 3 parts of 10^18 for steepness up to 100, rounding to the nearest part: at the midpoint exactly 0.5. <c>default</c> is 0.5
/// everywhere.
/// </remarks>
/// <param name="Steepness">How steep the step is.</param>
/// <param name="Midpoint">Where the value is one half.</param>
public readonly record struct LogisticCurve(Ratio Steepness, Proportion Midpoint)
{
    /// <summary>ln 2 in parts of 10^18, to 18 more digits than a part: 693147180559945309417232121458176568 / 10^36.</summary>
    private static readonly UInt128 NaturalLogarithmOfTwo =
        ((UInt128)693_147_180_559_945_309 * Proportion.PartsPerOne) + 417_232_121_458_176_568;

    /// <summary>Returns the value of the curve.</summary>
    /// <param name="input">x.</param>
    /// <returns>The value.</returns>
    public Proportion Evaluate(Proportion input)
    {
        bool isAbove = input >= Midpoint;
        ulong distance = isAbove ? input.Parts - Midpoint.Parts : Midpoint.Parts - input.Parts;

        // Beyond 64 * ln 2 times 10^18 the exponential is below one part; capping there keeps the product within 128 bits.
        UInt128 steepness = UInt128.Min(Steepness.Parts, (UInt128)100_000 * Proportion.PartsPerOne);
        UInt128 exponent = UInt128.Min(MultiplyDivide.Round(steepness, distance, Proportion.PartsPerOne, Rounding.HalfUp), (UInt128)100 * Proportion.PartsPerOne);
        UInt128 tail = Shrinkage.HalvedBy(exponent * Proportion.PartsPerOne, NaturalLogarithmOfTwo).Apply(Proportion.PartsPerOne);
        UInt128 numerator = isAbove ? Proportion.PartsPerOne : tail;
        return Proportion.FromQuotient(numerator, Proportion.PartsPerOne + tail, Rounding.HalfUp);
    }
}
