namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A divisor d(s) between s and s + 1, rising.</summary>
internal interface IDivisor
{
    /// <summary>Gets an upper bound, in halves of a unit, by which a rounded share can exceed the unrounded one.</summary>
    static abstract uint MarginHalves { get; }

    /// <summary>
    /// Tells whether <c>floor + remainder / total</c> is at least <c>d(floor)</c>, exactly; the remainder is above zero.
    /// </summary>
    static abstract bool RoundsUp(UInt128 floor, UInt128 remainder, UInt128 total);

    /// <summary>
    /// Compares <c>weight / d(units)</c> with <c>otherWeight / d(otherUnits)</c>, exactly; the weights are above zero.
    /// </summary>
    static abstract int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits);
}
