using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Figures that may be left out.</summary>
internal static class IntervalDefaults
{
    /// <summary>The interval, or zero where nothing was said. Whoever reads it says in its answer that nothing was said.</summary>
    public static RationalInterval OrZero(this RationalInterval? value) => value ?? default;
}
