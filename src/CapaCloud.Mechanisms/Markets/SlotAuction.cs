using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Slots of different size, the best bid gets the largest: machines of different speed, places in a queue.</summary>
/// <remarks>
/// <code>
/// generalised second price: payment(k) = size(k) * bid(k + 1)
/// VCG:                      payment(k) = sum over j &gt;= k of (size(j) - size(j + 1)) * bid(j + 1)
/// </code>
/// In base units, nothing rounded; bids are the worth of one unit of size, and there is nothing after the last bid and the last slot. Sizes of 200 and
/// 100 over bids of 10, 4 and 2: the generalised second price takes 800 and 200, and VCG 600 and 200. Only VCG is truthful. Source: B. Edelman,
/// M. Ostrovsky, M. Schwarz, American Economic Review 97 (2007).
/// </remarks>
public static class SlotAuction
{
    /// <summary>Writes what each rank pays by the generalised second price.</summary>
    /// <param name="bids">The bids for one unit of size, the highest first.</param>
    /// <param name="sizes">The sizes of the slots, the largest first.</param>
    /// <param name="payments">Receives the payment of each bid.</param>
    /// <exception cref="ArgumentException">The bids or sizes are not in order, or the payments not as many as the bids.</exception>
    /// <exception cref="OverflowException">A payment is more than 2^128 - 1.</exception>
    public static void GeneralisedSecondPrice(ReadOnlySpan<Amount> bids, ReadOnlySpan<ulong> sizes, Span<Amount> payments)
    {
        RefuseBad(bids, sizes, payments);
        for (int rank = 0; rank < bids.Length; rank++)
        {
            payments[rank] = Times(Bid(bids, rank + 1), Size(sizes, rank));
        }
    }

    /// <summary>Writes what each rank pays by VCG.</summary>
    /// <param name="bids">The bids for one unit of size, the highest first.</param>
    /// <param name="sizes">The sizes of the slots, the largest first.</param>
    /// <param name="payments">Receives the payment of each bid.</param>
    /// <exception cref="ArgumentException">The bids or sizes are not in order, or the payments not as many as the bids.</exception>
    /// <exception cref="OverflowException">A payment is more than 2^128 - 1.</exception>
    public static void Vcg(ReadOnlySpan<Amount> bids, ReadOnlySpan<ulong> sizes, Span<Amount> payments)
    {
        RefuseBad(bids, sizes, payments);
        Amount sum = Amount.Zero;
        for (int rank = bids.Length - 1; rank >= 0; rank--)
        {
            sum += Times(Bid(bids, rank + 1), Size(sizes, rank) - Size(sizes, rank + 1));
            payments[rank] = sum;
        }
    }

    private static Amount Bid(ReadOnlySpan<Amount> bids, int rank) => rank < bids.Length ? bids[rank] : Amount.Zero;

    private static ulong Size(ReadOnlySpan<ulong> sizes, int rank) => rank < sizes.Length ? sizes[rank] : 0;

    private static Amount Times(Amount price, ulong size) => price.Multiply(size, UInt128.One, Rounding.Down);

    private static void RefuseBad(ReadOnlySpan<Amount> bids, ReadOnlySpan<ulong> sizes, Span<Amount> payments)
    {
        if (payments.Length != bids.Length)
        {
            throw new ArgumentException(
                $"There is room for {Prose.Count(payments.Length, "payment")} and there {Prose.Are(bids.Length, "bid")}; expected as many.", nameof(payments));
        }

        for (int rank = 1; rank < bids.Length; rank++)
        {
            if (bids[rank] > bids[rank - 1])
            {
                throw new ArgumentException($"Bid {DecimalText.Format((uint)rank)} ({bids[rank]}) is above the one before; expected the highest first.", nameof(bids));
            }
        }

        for (int rank = 1; rank < sizes.Length; rank++)
        {
            if (sizes[rank] > sizes[rank - 1])
            {
                throw new ArgumentException(
                    $"Slot {DecimalText.Format((uint)rank)} ({DecimalText.Format(sizes[rank])}) is above the one before; expected the largest first.", nameof(sizes));
            }
        }
    }
}
