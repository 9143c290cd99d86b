using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A straight line between two points of a multiplier.</summary>
internal static class MultiplierSegment
{
    /// <summary>The line's value, rounded down; exact at both ends.</summary>
    public static Ratio Evaluate(Proportion score, Proportion start, Ratio startValue, Proportion end, Ratio endValue)
    {
        UInt128 run = end.Parts - start.Parts, done = score.Parts - start.Parts;
        return endValue >= startValue
            ? startValue + Ratio.FromParts(MultiplyDivide.Down((endValue - startValue).Parts, done, run))
            : startValue - Ratio.FromParts(MultiplyDivide.Up((startValue - endValue).Parts, done, run));
    }

    /// <summary>
    /// How far the value moves for a score that moves by one, rounded up; the largest ratio when it is more than that.
    /// </summary>
    public static Ratio Steepness(Proportion start, Ratio startValue, Proportion end, Ratio endValue)
    {
        UInt128 run = end.Parts - start.Parts;
        UInt128 rise = Ratio.Max(startValue, endValue).Parts - Ratio.Min(startValue, endValue).Parts;
        return rise / run >= UInt128.MaxValue / Proportion.PartsPerOne ? Ratio.MaxValue : Ratio.FromQuotient(rise, run, Rounding.Up);
    }
}
