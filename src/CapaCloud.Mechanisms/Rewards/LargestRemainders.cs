namespace CapaCloud.Mechanisms.Rewards;

/// <summary>The method of largest remainders over the claims whose weights lie in a range; the other claims get zero.</summary>
/// <remarks>
/// The first pass writes each claim's remainder where its share will be and adds the floors up; that tells how many units are
/// left over. The smallest remainder that still gets a unit is found digit by digit. The last pass divides again and adds the
/// units: dividing twice is cheaper than keeping a million remainders elsewhere, and nothing is allocated.
/// </remarks>
internal readonly ref struct LargestRemainders
{
    private readonly QuotaDivision _quota;
    private readonly ReadOnlySpan<UInt128> _weights;
    private readonly UInt128 _lightest;
    private readonly UInt128 _heaviest;
    private readonly Span<Amount> _shares;

    /// <summary>
    /// Prepares the division of the pool; <paramref name="total"/> is the sum of the weights in the range, above zero.
    /// </summary>
    public LargestRemainders(
        UInt128 pool, UInt128 total, ReadOnlySpan<UInt128> weights, UInt128 lightest, UInt128 heaviest, Span<Amount> shares)
    {
        _quota = new QuotaDivision(pool, total);
        _weights = weights;
        _lightest = lightest;
        _heaviest = heaviest;
        _shares = shares;
        UInt128 floors = _quota.IsNarrow && IsEverybody ? WriteNarrowRemainders() : WriteRemainders();

        // Less than one unit for each claim is left over, so the count fits in an int.
        Left = (int)(pool - floors);
        RemainderBits = 128 - (int)UInt128.LeadingZeroCount(total);
    }

    private int Left { get; }

    private int RemainderBits { get; }

    private bool IsEverybody => _lightest == UInt128.Zero && _heaviest == UInt128.MaxValue;

    /// <summary>Writes the shares.</summary>
    public void Write(in TieBreak tieBreak)
    {
        if (Left == 0)
        {
            WriteShares(UInt128.MaxValue);
            return;
        }

        // As many remainders as there are units left over, and more, are above zero: a claim of weight zero is never selected.
        UInt128 least = DigitSelection.Largest(new Slots(_shares), RemainderBits, Left, out int wanted, out int tied);
        if (wanted == tied)
        {
            WriteShares(least);
            return;
        }

        WriteSharesAndKeys(least, tieBreak);
        UInt128 leastKey = DigitSelection.Largest(new TiedSlots(this, least), 128, wanted, out int wantedKeys, out _);
        WriteTiedShares(least, leastKey, wantedKeys);
    }

    private UInt128 WriteNarrowRemainders()
    {
        // Copies on the stack, which the compiler keeps in registers.
        QuotaDivision quota = _quota;
        ReadOnlySpan<UInt128> weights = _weights;
        Span<Amount> shares = _shares[..weights.Length];
        UInt128 floors = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            floors = unchecked(floors + quota.DivideNarrow((ulong)weights[claim], out ulong remainder));
            shares[claim] = Amount.Of(remainder);
        }

        return floors;
    }

    private UInt128 WriteRemainders()
    {
        UInt128 floors = UInt128.Zero;
        for (int claim = 0; claim < _shares.Length; claim++)
        {
            floors = unchecked(floors + Divide(claim, out UInt128 remainder));
            _shares[claim] = Amount.Of(remainder);
        }

        return floors;
    }

    private void WriteShares(UInt128 least)
    {
        if (_quota.IsNarrow && IsEverybody)
        {
            WriteNarrowShares(least > ulong.MaxValue ? ulong.MaxValue : (ulong)least);
            return;
        }

        for (int claim = 0; claim < _shares.Length; claim++)
        {
            UInt128 floor = Divide(claim, out UInt128 remainder);
            _shares[claim] = Amount.Of(remainder >= least ? floor + UInt128.One : floor);
        }
    }

    private void WriteNarrowShares(ulong least)
    {
        // A narrow remainder is below 2^63, so the largest word selects nobody.
        QuotaDivision quota = _quota;
        ReadOnlySpan<UInt128> weights = _weights;
        Span<Amount> shares = _shares[..weights.Length];
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 floor = quota.DivideNarrow((ulong)weights[claim], out ulong remainder);
            shares[claim] = Amount.Of(unchecked(floor + (remainder >= least ? 1UL : 0UL)));
        }
    }

    private void WriteSharesAndKeys(UInt128 least, in TieBreak tieBreak)
    {
        for (int claim = 0; claim < _shares.Length; claim++)
        {
            UInt128 floor = Divide(claim, out UInt128 remainder);

            // The smaller key goes first, and selection is of the largest: hence the complement.
            UInt128 slot = remainder == least ? ~tieBreak.Key(claim) : remainder > least ? floor + UInt128.One : floor;
            _shares[claim] = Amount.Of(slot);
        }
    }

    private void WriteTiedShares(UInt128 least, UInt128 leastKey, int wanted)
    {
        for (int claim = 0; claim < _shares.Length; claim++)
        {
            UInt128 floor = Divide(claim, out UInt128 remainder);
            if (remainder == least)
            {
                UInt128 key = _shares[claim].Units;

                // Keys that are the same, which the tie-break forbids, are settled by position, so that the sum is exact in any case.
                bool isSelected = key > leastKey || (key == leastKey && wanted-- > 0);
                _shares[claim] = Amount.Of(isSelected ? floor + UInt128.One : floor);
            }
        }
    }

    private UInt128 Divide(int claim, out UInt128 remainder)
    {
        UInt128 weight = _weights[claim];
        if (weight < _lightest || weight > _heaviest)
        {
            remainder = UInt128.Zero;
            return UInt128.Zero;
        }

        return _quota.Divide(weight, out remainder);
    }

    private readonly ref struct Slots(ReadOnlySpan<Amount> slots) : IDigitSource
    {
        private readonly ReadOnlySpan<Amount> _slots = slots;

        public int Count => _slots.Length;

        public bool TryGet(int position, out UInt128 value)
        {
            value = _slots[position].Units;
            return true;
        }
    }

    private readonly ref struct TiedSlots(LargestRemainders owner, UInt128 least) : IDigitSource
    {
        private readonly LargestRemainders _owner = owner;

        public int Count => _owner._shares.Length;

        public bool TryGet(int position, out UInt128 value)
        {
            _owner.Divide(position, out UInt128 remainder);
            value = _owner._shares[position].Units;
            return remainder == least;
        }
    }
}
