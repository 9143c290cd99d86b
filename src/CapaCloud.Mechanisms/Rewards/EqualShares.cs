namespace CapaCloud.Mechanisms.Rewards;

/// <summary>The same for every claim with a weight, whatever the weight; the odd units, one each, by the tie-break.</summary>
internal static class EqualShares
{
    public static RewardSplit Write(Amount pool, uint claims, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        UInt128 each = pool.Units / claims;
        int odd = (int)(pool.Units % claims);
        if (odd == 0)
        {
            for (int claim = 0; claim < weights.Length; claim++)
            {
                shares[claim] = weights[claim] == UInt128.Zero ? Amount.Zero : Amount.Of(each);
            }

            return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
        }

        for (int claim = 0; claim < weights.Length; claim++)
        {
            // The smaller key goes first, and selection is of the largest: hence the complement.
            shares[claim] = weights[claim] == UInt128.Zero ? Amount.Zero : Amount.Of(~tieBreak.Key(claim));
        }

        UInt128 least = DigitSelection.Largest(new WeightedSlots(weights, shares), 128, odd, out int wanted, out _);
        for (int claim = 0; claim < weights.Length; claim++)
        {
            if (weights[claim] != UInt128.Zero)
            {
                UInt128 key = shares[claim].Units;
                bool isSelected = key > least || (key == least && wanted-- > 0);
                shares[claim] = Amount.Of(isSelected ? each + UInt128.One : each);
            }
        }

        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }

    private readonly ref struct WeightedSlots(ReadOnlySpan<UInt128> weights, ReadOnlySpan<Amount> slots) : IDigitSource
    {
        private readonly ReadOnlySpan<UInt128> _weights = weights;
        private readonly ReadOnlySpan<Amount> _slots = slots;

        public int Count => _slots.Length;

        public bool TryGet(int position, out UInt128 value)
        {
            value = _slots[position].Units;
            return _weights[position] != UInt128.Zero;
        }
    }
}
