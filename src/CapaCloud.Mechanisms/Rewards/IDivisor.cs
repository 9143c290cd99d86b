namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A divisor d(s) between s and s + 1, rising.</summary>
internal interface IDivisor
{
    /// <summary>Gets an upper bound, in halves of a unit, by which a rounded share can exceed the unrounded one.</summary>
    static abstract uint MarginHalves { get; }

    /// <summary>Gets how many halves are added to the unrounded share before it is rounded down, to start the search from.</summary>
    static abstract uint StartHalves { get; }

    /// <summary>Compares <c>weight / d(units)</c> with <c>otherWeight / d(otherUnits)</c>, exactly; the weights are above zero.</summary>
    static abstract int Compare(UInt128 weight, UInt128 units, UInt128 otherWeight, UInt128 otherUnits);
}
