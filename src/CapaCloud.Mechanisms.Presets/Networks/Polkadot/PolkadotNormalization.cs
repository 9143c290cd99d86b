namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>
/// Polkadot's <c>normalize</c>: bends values until they add up to a target, levelling from one end. Not a proportional split.
/// </summary>
/// <remarks>
/// <code>
/// difference = |target - sum|,  step = difference / n,  rest = difference mod n
/// short: n times add step to the smallest not yet at target / n, then 1 at a time
/// over:  n times take step from the largest not yet at the smallest value, then 1 at a time; what a value lacks is taken later
/// </code>
/// In the unit of the values. Exact sum. Order matters: 13, 13, 13, 10 to 40 gives 12, 9, 9, 10, in which the third of three
/// equals lost four and the first one. Time grows with what values lack, unit by unit, as upstream. It is here because
/// Polkadot's figures come from it; new designs take a splitter of CapaCloud.Mechanisms.Rewards. Source:
/// paritytech/polkadot-sdk, sp-arithmetic, described from its behaviour.
/// </remarks>
public static class PolkadotNormalization
{
    /// <summary>Bends the values in place.</summary>
    /// <param name="values">The values; afterwards they add up to <paramref name="target"/>, unless there are none.</param>
    /// <param name="target">What they shall add up to.</param>
    /// <exception cref="OverflowException">The values add up to more than 2^128 - 1.</exception>
    public static void Normalize(Span<UInt128> values, UInt128 target)
    {
        UInt128 sum = UInt128.Zero;
        foreach (UInt128 value in values)
        {
            sum += value;
        }

        if (values.IsEmpty || sum == target)
        {
            return;
        }

        int[] ascending = Ascending(values);
        if (sum < target)
        {
            Raise(values, ascending, target - sum, target / (uint)values.Length);
        }
        else
        {
            Lower(values, ascending, sum - target, values[ascending[0]]);
        }
    }

    private static void Raise(Span<UInt128> values, ReadOnlySpan<int> ascending, UInt128 difference, UInt128 enough)
    {
        (UInt128 step, UInt128 rest) = UInt128.DivRem(difference, (uint)values.Length);
        int at = 0;
        for (int turn = 0; turn < values.Length && step != UInt128.Zero; turn++)
        {
            at = RaiseOne(values, ascending, at, step, enough);
        }

        for (; rest > UInt128.Zero; rest--)
        {
            at = RaiseOne(values, ascending, at, UInt128.One, enough);
        }
    }

    private static int RaiseOne(Span<UInt128> values, ReadOnlySpan<int> ascending, int at, UInt128 step, UInt128 enough)
    {
        values[ascending[at]] += step;
        return values[ascending[at]] < enough ? at : (at + 1) % values.Length;
    }

    private static void Lower(Span<UInt128> values, ReadOnlySpan<int> ascending, UInt128 difference, UInt128 enough)
    {
        (UInt128 step, UInt128 rest) = UInt128.DivRem(difference, (uint)values.Length);
        int at = values.Length - 1;
        for (int turn = 0; turn < values.Length && step != UInt128.Zero; turn++)
        {
            UInt128 taken = UInt128.Min(step, values[ascending[at]]);
            rest += step - taken;
            at = LowerOne(values, ascending, at, taken, enough);
        }

        while (rest > UInt128.Zero)
        {
            UInt128 taken = UInt128.Min(UInt128.One, values[ascending[at]]);
            rest -= taken;
            at = LowerOne(values, ascending, at, taken, enough);
        }
    }

    private static int LowerOne(Span<UInt128> values, ReadOnlySpan<int> ascending, int at, UInt128 step, UInt128 enough)
    {
        values[ascending[at]] -= step;
        return values[ascending[at]] > enough ? at : (at == 0 ? values.Length : at) - 1;
    }

    private static int[] Ascending(ReadOnlySpan<UInt128> values)
    {
        int[] positions = new int[values.Length];
        for (int position = 0; position < positions.Length; position++)
        {
            positions[position] = position;
        }

        UInt128[] copy = values.ToArray();
        Array.Sort(positions, (left, right) => copy[left] == copy[right] ? left.CompareTo(right) : copy[left].CompareTo(copy[right]));
        return positions;
    }
}
