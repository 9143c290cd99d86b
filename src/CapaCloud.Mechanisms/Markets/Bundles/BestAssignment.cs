using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The greatest total value of bids that fit together, at most one of each bidder. Which of several best ones is found depends on the book's order alone, so on the seed.</summary>
internal static class BestAssignment
{
    /// <summary>Returns the value and the winning bids of the bidders that are in; no bid when nothing is worth more than a value that is known to be reached.</summary>
    public static (BigInteger Value, int[] Winning) Of(BundleBook book, BigInteger[] values, Func<int, bool> isIn, BigInteger? reached = null)
    {
        bool[] taking = [.. Enumerable.Range(0, book.Bids.Length).Select(bid => isIn(book.BidderOf[bid]) && values[bid].Sign > 0 && book.Bids[bid].Units <= book.Lot.Units)];
        BigInteger known = reached ?? BigInteger.Zero, total = BigInteger.Abs(known);
        for (int bid = 0; bid < taking.Length; bid++)
        {
            total += taking[bid] ? values[bid] : BigInteger.Zero;
        }

        // Half of the range is left for sums of two totals.
        if (total.GetBitLength() + BundleSearch<Int128>.Digits < 126)
        {
            (Int128 value, int[] winning) = new BundleSearch<Int128>(book, [.. values.Select((value, bid) => taking[bid] ? (Int128)value : Int128.Zero)], (Int128)known).Run();
            return (value, winning);
        }

        return new BundleSearch<BigInteger>(book, [.. values.Select((value, bid) => taking[bid] ? value : BigInteger.Zero)], known).Run();
    }
}
