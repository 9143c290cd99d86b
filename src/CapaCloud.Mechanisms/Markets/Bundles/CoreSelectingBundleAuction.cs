using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Bundles at payments that no group of bidders could better: the least revenue in the core, nearest to a reference point.</summary>
/// <remarks>
/// <code>
/// minimise sum(p), then |p - reference|^2, over  VCG(i) &lt;= p(i) &lt;= v(i)  and, for every group C of winners,
/// sum over winners outside C(p) &gt;= w(C and losers) - sum over C(v)
/// </code>
/// In base units. Solved in exact fractions; each payment rounds up, for the seller: less than one unit for each winner above the least revenue, and
/// still in the core. 80 for A, 60 for B, 100 for both: VCG 40 and 20, the core asks for 100 together, and the nearest payments are 60 and 40. Not
/// truthful: a winner may gain by bidding less, and the law of the library measures it. Groups are found one after the other, only those that the
/// payments so far leave a wish to block. Time exponential at worst; 25 bidders and 50 bids at most. Immutable and safe to share between threads.
/// Source: R. Day, P. Cramton, Operations Research 60 (2012).
/// </remarks>
/// <param name="Point">Which of the payments of least revenue is taken.</param>
public sealed record CoreSelectingBundleAuction(CorePoint Point = CorePoint.NearestToVcg) : IBundleAuction
{
    /// <summary>Gets which point of the core is paid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public CorePoint Point { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Point, nameof(Point));

    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises => AuctionPromises.InCore | AuctionPromises.Efficient;

    /// <inheritdoc/>
    public BundleOutcome Clear(BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed)
    {
        BundleBook book = BundleBook.Of(lot, bids, seed);
        (BigInteger best, int[] winning) = BestAssignment.Of(book, book.Values(), static _ => true);
        BigInteger[] values = [.. winning.Select(bid => (BigInteger)book.Bids[bid].Value.Units)];
        BigInteger[] vcg = [.. winning.Select(bid => (BigInteger)VcgBundleAuction.Payment(book, best, bid).Units)];
        Fraction[] payments = new CoreConstraints(book, winning, vcg, values).Solve(Point == CorePoint.NearestToVcg ? vcg : values);
        return book.Outcome(winning, bid => Amount.Of((UInt128)payments[Array.IndexOf(winning, bid)].Ceiling()));
    }
}
