using System.Buffers;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Gives out the last units of a divisor method by rank: a heap of the claims, the one whose next unit ranks highest on top.
/// </summary>
internal readonly ref struct DivisorHeap<TDivisor>
    where TDivisor : struct, IDivisor
{
    private const int OnStack = 256;

    private readonly Span<int> _claims;
    private readonly Span<UInt128> _keys;
    private readonly ReadOnlySpan<UInt128> _weights;
    private readonly Span<Amount> _shares;
    private readonly TieBreak _tieBreak;

    private DivisorHeap(Span<int> claims, Span<UInt128> keys, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        _claims = claims;
        _keys = keys;
        _weights = weights;
        _shares = shares;
        _tieBreak = tieBreak;
    }

    /// <summary>Gives <paramref name="units"/> more units to the claims whose weight is above zero.</summary>
    public static void Distribute(ulong units, int positive, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        if (units == 0)
        {
            return;
        }

        if (weights.Length <= OnStack)
        {
            Span<int> claims = stackalloc int[positive];
            Span<UInt128> keys = stackalloc UInt128[weights.Length];
            new DivisorHeap<TDivisor>(claims, keys, weights, tieBreak, shares).Give(units);
            return;
        }

        int[] rentedClaims = ArrayPool<int>.Shared.Rent(positive);
        UInt128[] rentedKeys = ArrayPool<UInt128>.Shared.Rent(weights.Length);
        rentedKeys.AsSpan(0, weights.Length).Clear();
        new DivisorHeap<TDivisor>(rentedClaims.AsSpan(0, positive), rentedKeys, weights, tieBreak, shares).Give(units);
        ArrayPool<int>.Shared.Return(rentedClaims);
        ArrayPool<UInt128>.Shared.Return(rentedKeys);
    }

    private void Give(ulong units)
    {
        int count = 0;
        for (int claim = 0; claim < _weights.Length; claim++)
        {
            if (_weights[claim] != UInt128.Zero)
            {
                _claims[count++] = claim;
            }
        }

        for (int node = (count / 2) - 1; node >= 0; node--)
        {
            Sink(node);
        }

        for (; units > 0; units--)
        {
            int claim = _claims[0];
            _shares[claim] = Amount.Of(_shares[claim].Units + UInt128.One);
            if (units > 1)
            {
                Sink(0);
            }
        }
    }

    private void Sink(int node)
    {
        int claim = _claims[node];
        while (true)
        {
            int child = (2 * node) + 1;
            if (child >= _claims.Length)
            {
                break;
            }

            if (child + 1 < _claims.Length && GoesBefore(_claims[child + 1], _claims[child]))
            {
                child++;
            }

            if (!GoesBefore(_claims[child], claim))
            {
                break;
            }

            _claims[node] = _claims[child];
            node = child;
        }

        _claims[node] = claim;
    }

    private bool GoesBefore(int claim, int other)
    {
        int byRank = TDivisor.Compare(_weights[claim], _shares[claim].Units, _weights[other], _shares[other].Units);
        if (byRank != 0)
        {
            return byRank > 0;
        }

        int byKey = Key(claim).CompareTo(Key(other));
        return byKey < 0 || (byKey == 0 && claim < other);
    }

    /// <summary>
    /// A claim's key, hashed once: zero marks one that was not asked for yet (a true zero is merely asked for again).
    /// </summary>
    private UInt128 Key(int claim)
    {
        if (_keys[claim] == UInt128.Zero)
        {
            _keys[claim] = _tieBreak.Key(claim);
        }

        return _keys[claim];
    }
}
