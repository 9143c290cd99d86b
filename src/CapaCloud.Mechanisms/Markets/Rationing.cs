using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Divides too few units over claims in proportion, the odd units by largest remainder, then by seeded hash.</summary>
internal static class Rationing
{
    /// <summary>Writes the share of each claim; all of them when there is enough.</summary>
    public static void Divide(UInt128 available, ReadOnlySpan<ulong> claims, ReadOnlySpan<Bid> bids, ReadOnlySpan<int> positions, Digest seed, Span<ulong> shares)
    {
        UInt128 total = UInt128.Zero;
        foreach (ulong claim in claims)
        {
            total += claim;
        }

        if (total <= available)
        {
            claims.CopyTo(shares);
            return;
        }

        UInt128 given = UInt128.Zero;
        (UInt128 Remainder, UInt128 Key, int Claim)[] odd = new (UInt128, UInt128, int)[claims.Length];
        for (int claim = 0; claim < claims.Length; claim++)
        {
            UInt128 share = MultiplyDivide.Divide(available, claims[claim], total, out UInt128 remainder);
            shares[claim] = (ulong)share;
            given += share;

            // The largest remainder first, so its complement sorts; the hash is made only where a unit is still to be given.
            odd[claim] = (UInt128.MaxValue - remainder, UInt128.Zero, claim);
        }

        int left = (int)(available - given);
        if (left == 0)
        {
            return;
        }

        for (int claim = 0; claim < odd.Length; claim++)
        {
            odd[claim].Key = TieKey.Of(seed, bids[positions[claim]].Bidder);
        }

        Array.Sort(odd);
        for (int rank = 0; rank < left; rank++)
        {
            shares[odd[rank].Claim]++;
        }
    }
}
