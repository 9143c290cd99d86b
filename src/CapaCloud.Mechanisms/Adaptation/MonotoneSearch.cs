namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Finds where a value that never falls reaches another.</summary>
internal static class MonotoneSearch
{
    /// <summary>Returns the least argument whose value is at least a bound, or the last one.</summary>
    public static Int128 Least(Int128 first, Int128 last, UInt128 bound, Func<Int128, UInt128> value)
    {
        while (first < last)
        {
            Int128 middle = first + ((last - first) / 2);
            (first, last) = value(middle) >= bound ? (first, middle) : (middle + 1, last);
        }

        return first;
    }

    /// <summary>Returns the largest argument whose value is at most a bound, or the first one.</summary>
    public static Int128 Largest(Int128 first, Int128 last, UInt128 bound, Func<Int128, UInt128> value)
    {
        while (first < last)
        {
            Int128 middle = first + ((last - first + 1) / 2);
            (first, last) = value(middle) <= bound ? (middle, last) : (first, middle - 1);
        }

        return first;
    }

    /// <summary>
    /// Goes from one argument toward another, but no further than where the value leaves what an epoch allows: what cannot be followed is not remembered.
    /// </summary>
    public static Int128 Toward(Int128 from, Int128 wanted, UInt128 lowest, UInt128 highest, Func<Int128, UInt128> value) =>
        wanted >= from ? Least(from, wanted, highest, value) : Largest(wanted, from, lowest, value);
}
