using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Divides a capacity among those who want it at a posted price: each gets what it wants up to a level that is the same for all.</summary>
/// <remarks>
/// <code>
/// units(i) = min(Wanted(i), Limit(i), level)       the level such that the units add up to the capacity, or all are served
/// </code>
/// In units. The odd units of the level go one each by a seeded hash of the name, never by arrival. 100 units over wants of 20, 60 and 60: 20, 40, 40.
/// Asking for more than one can use never helps, and asking for less never does (the uniform rule). What limits leave over is not given out. Several
/// identities get several levels, each within its limit. Time n log n in the claims. Source: Y. Sprumont, Econometrica 59 (1991).
/// </remarks>
public static class CapacityAllocation
{
    /// <summary>Divides the capacity.</summary>
    /// <param name="capacity">How many units there are.</param>
    /// <param name="claims">Who wants how many; each claimant once.</param>
    /// <param name="rule">How much each may get; null: as much as it wants.</param>
    /// <param name="seed">Public, and known only after the claims were fixed (a beacon); it decides among equals.</param>
    /// <param name="units">Receives the units of each claim, in the order of the claims.</param>
    /// <returns>How many units are left over.</returns>
    /// <exception cref="BidRefusedException">A claim names nobody, wants nothing, or is another one of the same claimant; nothing is divided.</exception>
    /// <exception cref="ArgumentException">The units are not as many as the claims.</exception>
    public static ulong Divide(ulong capacity, ReadOnlySpan<CapacityClaim> claims, AccessRule? rule, Digest seed, Span<ulong> units)
    {
        RefuseBad(claims, units.Length);
        (ulong Most, UInt128 Key, int Claim)[] sorted = new (ulong, UInt128, int)[claims.Length];
        for (int claim = 0; claim < claims.Length; claim++)
        {
            ulong most = rule is null ? claims[claim].Wanted : ulong.Min(claims[claim].Wanted, rule.Limit(claims[claim].Score, capacity));
            sorted[claim] = (most, TieKey.Of(seed, claims[claim].Claimant), claim);
        }

        // The smallest first: what they do not need raises the level of the others.
        Array.Sort(sorted);
        ulong left = capacity;
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            ulong others = (ulong)(sorted.Length - rank);
            if (sorted[rank].Most > left / others)
            {
                return WriteLevel(sorted.AsSpan(rank), left, units);
            }

            units[sorted[rank].Claim] = sorted[rank].Most;
            left -= sorted[rank].Most;
        }

        return left;
    }

    /// <summary>All of these want more than the level; the odd units go to the smallest hashes.</summary>
    private static ulong WriteLevel(Span<(ulong Most, UInt128 Key, int Claim)> rest, ulong left, Span<ulong> units)
    {
        (ulong level, ulong odd) = ulong.DivRem(left, (ulong)rest.Length);
        rest.Sort(static (first, second) => first.Key.CompareTo(second.Key));
        for (int rank = 0; rank < rest.Length; rank++)
        {
            units[rest[rank].Claim] = level + ((ulong)rank < odd ? 1UL : 0UL);
        }

        return 0;
    }

    private static void RefuseBad(ReadOnlySpan<CapacityClaim> claims, int units)
    {
        if (units != claims.Length)
        {
            throw new ArgumentException(
                $"There is room for {Prose.Count(units, "result")} and there {Prose.Are(claims.Length, "claim")}; expected as many.", nameof(units));
        }

        HashSet<ParticipantId> seen = new(claims.Length);
        for (int position = 0; position < claims.Length; position++)
        {
            string place = $"Claim {DecimalText.Format((uint)position)}";
            if (claims[position].Claimant.IsNone)
            {
                throw new BidRefusedException(BidRefusal.NoBidder, position, $"{place} names nobody; expected a claimant.");
            }

            if (claims[position].Wanted == 0)
            {
                throw new BidRefusedException(BidRefusal.ZeroQuantity, position, $"{place} of {claims[position].Claimant} is for 0 units; expected at least 1.");
            }

            if (!seen.Add(claims[position].Claimant))
            {
                throw new BidRefusedException(BidRefusal.SeveralBids, position, $"{place} is another one of {claims[position].Claimant}; expected one from each.");
            }
        }
    }
}
