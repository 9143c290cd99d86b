using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Random orders that anyone can recompute from a seed.</summary>
/// <remarks>
/// Words are drawn four at a time from SHA-256( "capacloud/shapley-order/v1" || seed || sample || counter ). A draw below n is
/// the upper half of word * n, drawn again where that would favour some values: every order is as likely as every other.
/// </remarks>
internal ref struct SeededOrder
{
    private readonly Digest _seed;
    private readonly ulong _sample;
    private ulong _counter;
    private Digest _block;
    private int _left;

    private SeededOrder(Digest seed, ulong sample)
    {
        _seed = seed;
        _sample = sample;
    }

    /// <summary>Shuffles; whatever order was there before is as good a start as any.</summary>
    public static void Shuffle(Digest seed, ulong sample, Span<int> order)
    {
        SeededOrder draws = new(seed, sample);
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)draws.Below((ulong)last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    private ulong Below(ulong limit)
    {
        // 2^64 mod limit of the lower halves come up once too often; they are drawn again.
        ulong excess = unchecked(0UL - limit) % limit;
        while (true)
        {
            ulong upper = Math.BigMul(Word(), limit, out ulong lower);
            if (lower >= excess)
            {
                return upper;
            }
        }
    }

    private ulong Word()
    {
        if (_left == 0)
        {
            CanonicalEncoder encoder = new(stackalloc byte[128], "capacloud/shapley-order/v1"u8);
            encoder.Append(_seed);
            encoder.Append(_sample);
            encoder.Append(_counter++);
            _block = encoder.Hash();
            _left = 4;
        }

        _left--;
        UInt128 half = _left >= 2 ? _block.Upper : _block.Lower;
        return unchecked((ulong)(_left % 2 == 1 ? half >> 64 : half));
    }
}
