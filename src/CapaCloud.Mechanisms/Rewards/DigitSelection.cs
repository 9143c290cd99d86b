namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Finds the smallest of the n largest values by their digits of 11 bits, the most significant first.</summary>
/// <remarks>
/// Each pass counts the values of one bucket by their next digit and goes down into the bucket that holds the value sought: at
/// most 12 passes for 128 bits, whatever the values are; two or three when they are spread out. Nothing is moved and nothing is
/// stored but 2,048 counts, which is also why the counts of several machines could be added up.
/// </remarks>
internal static class DigitSelection
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>Finds the least of the largest values.</summary>
    /// <param name="source">The values.</param>
    /// <param name="bits">No value has more bits than this.</param>
    /// <param name="count">How many are to be selected: from 1 to the number of values.</param>
    /// <param name="wanted">How many at the least value are among the selected, when it is not all of them.</param>
    /// <param name="tied">How many values there are at the least; when all are wanted, from the least up.</param>
    /// <returns>The least value: all above it are selected, and those equal to it as far as they are wanted.</returns>
    public static UInt128 Largest<TSource>(scoped in TSource source, int bits, int count, out int wanted, out int tied)
        where TSource : IDigitSource, allows ref struct
    {
        Span<int> counts = stackalloc int[Digits];
        UInt128 prefix = UInt128.Zero;
        int shift = bits;
        wanted = count;
        do
        {
            int width = int.Min(DigitBits, shift);
            shift -= width;
            counts.Clear();
            if (bits <= 64)
            {
                CountNarrow(source, shift, width, (ulong)prefix, counts);
            }
            else
            {
                CountWide(source, shift, width, prefix, counts);
            }

            int digit = (1 << width) - 1;
            for (; wanted > counts[digit]; digit--)
            {
                wanted -= counts[digit];
            }

            tied = counts[digit];
            prefix = (prefix << width) | (uint)digit;
        }
        while (shift > 0 && wanted < tied);
        return prefix << shift;
    }

    private static void CountNarrow<TSource>(scoped in TSource source, int shift, int width, ulong prefix, Span<int> counts)
        where TSource : IDigitSource, allows ref struct
    {
        ulong mask = (1UL << width) - 1;
        for (int position = 0; position < source.Count; position++)
        {
            if (source.TryGet(position, out UInt128 value))
            {
                ulong digits = unchecked((ulong)value) >> shift;
                if (digits >> width == prefix)
                {
                    counts[(int)(digits & mask)]++;
                }
            }
        }
    }

    private static void CountWide<TSource>(scoped in TSource source, int shift, int width, UInt128 prefix, Span<int> counts)
        where TSource : IDigitSource, allows ref struct
    {
        ulong mask = (1UL << width) - 1;
        for (int position = 0; position < source.Count; position++)
        {
            if (source.TryGet(position, out UInt128 value))
            {
                UInt128 digits = value >> shift;
                if (digits >> width == prefix)
                {
                    counts[(int)(unchecked((ulong)digits) & mask)]++;
                }
            }
        }
    }
}
