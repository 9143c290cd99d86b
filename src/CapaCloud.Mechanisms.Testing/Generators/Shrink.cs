namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Smaller values of a failing case, nearest to zero first, so that the case shown is one a person can read.</summary>
/// <remarks>No formula.</remarks>
internal static class Shrink
{
    /// <summary>Returns 0, then the value less its half, less its quarter, and so on down to less one.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Smaller values.</returns>
    public static IEnumerable<UInt128> WideInteger(UInt128 value)
    {
        for (UInt128 step = value; step > UInt128.Zero; step >>= 1)
        {
            yield return value - step;
        }
    }

    /// <summary>Returns smaller amounts.</summary>
    /// <param name="value">The amount.</param>
    /// <returns>Smaller amounts.</returns>
    public static IEnumerable<Amount> Amount(Amount value) => WideInteger(value.Units).Select(Mechanisms.Amount.Of);

    /// <summary>Returns smaller proportions, whole percentages first.</summary>
    /// <param name="value">The proportion.</param>
    /// <returns>Smaller proportions.</returns>
    public static IEnumerable<Proportion> Proportion(Proportion value)
    {
        const ulong onePercent = Mechanisms.Proportion.PartsPerOne / 100;
        ulong rounded = value.Parts / onePercent * onePercent;
        if (rounded != value.Parts)
        {
            yield return Mechanisms.Proportion.FromParts(rounded);
        }

        foreach (UInt128 parts in WideInteger(value.Parts))
        {
            yield return Mechanisms.Proportion.FromParts((ulong)parts);
        }
    }

    /// <summary>Returns smaller ratios.</summary>
    /// <param name="value">The ratio.</param>
    /// <returns>Smaller ratios.</returns>
    public static IEnumerable<Ratio> Ratio(Ratio value) => WideInteger(value.Parts).Select(Mechanisms.Ratio.FromParts);

    /// <summary>Returns earlier epochs.</summary>
    /// <param name="value">The epoch.</param>
    /// <returns>Earlier epochs.</returns>
    public static IEnumerable<Epoch> Epoch(Epoch value) => WideInteger(value.Number).Select(number => Mechanisms.Epoch.Of((ulong)number));

    /// <summary>Returns shorter spans.</summary>
    /// <param name="value">The span.</param>
    /// <returns>Shorter spans.</returns>
    public static IEnumerable<EpochSpan> EpochSpan(EpochSpan value) =>
        WideInteger(value.Epochs).Select(epochs => Mechanisms.EpochSpan.Of((ulong)epochs));
}
