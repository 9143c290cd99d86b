using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// Tests an auction of bundles of your own on drawn small markets: the best allocation, payments within the bids, and what it promises of the core and of truthfulness.
/// </summary>
/// <remarks>No formula. The best assignment and the blocking groups are found by trying all of them, with nothing of the library.</remarks>
public static class BundleAuctionLaws
{
    /// <summary>Returns the laws that a rule must keep: the general ones, and one for each promise.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IBundleAuction rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        List<Law> laws =
        [
            Of("fits-together", "no good twice, no more units than there are, one bid of each bidder", item => FitsTogether(rule, item)),
            Of("individually-rational", "winners pay at most their bids, losers nothing", item => IsRational(rule, item)),
            Of("permutation", "reordering the bids reorders the awards", item => IsEquivariant(rule, item)),
        ];
        Add(AuctionPromises.Efficient, "efficient", "no other assignment is worth more", item => item.Clear(rule).Value.Units == Best(item, item.Bids));
        Add(AuctionPromises.TruthfulInPrice, "truthful-value", "no other value gains", item => IsTruthful(rule, item));
        Add(AuctionPromises.InCore, "in-core", "no group would rather trade with the seller alone", item => Gap(item, item.Clear(rule)).Sign <= 0);
        laws.Add(Of("gap-is-exact", "the gap to the core is the largest of all groups", item =>
            CoreGap.Of(item.Lot, item.Bids, item.Clear(rule)).Shortfall.Units == BigInteger.Max(0, Gap(item, item.Clear(rule)))));
        return laws;

        void Add(AuctionPromises promise, string name, string statement, Func<BundleCase, bool> holds)
        {
            if (rule.Promises.HasFlag(promise))
            {
                laws.Add(Of(name, statement, holds));
            }
        }
    }

    private static Law Of(string name, string statement, Func<BundleCase, bool> holds) => Law.Of(name, statement, BundleCase.Arbitrary, holds);

    private static bool FitsTogether(IBundleAuction rule, BundleCase item)
    {
        BundleOutcome outcome = item.Clear(rule);
        BundleBid[] won = [.. item.Bids.Where((_, position) => outcome.Awards[position].Won)];
        return outcome.Awards.Length == item.Bids.Length && Fits(item.Lot, won);
    }

    private static bool Fits(BundleLot lot, BundleBid[] bids) =>
        bids.Select(bid => bid.Bidder).Distinct().Count() == bids.Length
        && bids.Aggregate(BigInteger.Zero, (sum, bid) => sum + bid.Units) <= lot.Units
        && bids.Aggregate(BigInteger.Zero, (sum, bid) => sum + bid.Goods) == bids.Aggregate(UInt128.Zero, (mask, bid) => mask | bid.Goods);

    private static bool IsRational(IBundleAuction rule, BundleCase item) => item.Clear(rule).Awards.Zip(item.Bids).All(pair =>
        pair.First.Won ? pair.First.Payment <= pair.Second.Value : pair.First.Payment.IsZero);

    private static bool IsEquivariant(IBundleAuction rule, BundleCase item)
    {
        int[] order = MarketPayoff.Order(item.Bids.Length, item.Choice);
        return (item with { Bids = MarketPayoff.Reordered(item.Bids, order) }).Clear(rule).Awards
            .SequenceEqual(MarketPayoff.Reordered(item.Clear(rule).Awards, order));
    }

    private static bool IsTruthful(IBundleAuction rule, BundleCase item)
    {
        BundleOutcome honest = item.Clear(rule);
        return Enumerable.Range(0, item.Bids.Length).All(position => Enumerable.Range(0, 14).All(value =>
        {
            BundleBid[] changed = [.. item.Bids];
            changed[position] = changed[position] with { Value = Amount.Of((UInt128)value) };
            ParticipantId bidder = item.Bids[position].Bidder;
            return Payoff(item, honest, bidder) >= Payoff(item, (item with { Bids = changed }).Clear(rule), bidder);
        }));
    }

    private static BigInteger Payoff(BundleCase truth, BundleOutcome outcome, ParticipantId bidder) =>
        truth.Bids.Zip(outcome.Awards).Where(pair => pair.First.Bidder == bidder && pair.Second.Won)
            .Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.First.Value.Units - pair.Second.Payment.Units);

    /// <summary>The greatest value of bids that fit together: every subset is tried.</summary>
    private static BigInteger Best(BundleCase item, IEnumerable<BundleBid> bids)
    {
        BundleBid[] all = [.. bids];
        return Enumerable.Range(0, 1 << all.Length)
            .Select(group => (BundleBid[])[.. all.Where((_, index) => (group >> index & 1) == 1)])
            .Where(group => Fits(item.Lot, group))
            .Max(group => group.Aggregate(BigInteger.Zero, (sum, bid) => sum + bid.Value.Units));
    }

    private static BigInteger Gap(BundleCase item, BundleOutcome outcome)
    {
        ParticipantId[] bidders = [.. item.Bids.Select(bid => bid.Bidder).Distinct()];
        return Enumerable.Range(0, 1 << bidders.Length).Max(group =>
        {
            HashSet<ParticipantId> members = [.. bidders.Where((_, index) => (group >> index & 1) == 1)];
            BigInteger kept = members.Aggregate(BigInteger.Zero, (sum, bidder) => sum + Payoff(item, outcome, bidder));
            return Best(item, item.Bids.Where(bid => members.Contains(bid.Bidder))) - kept - outcome.Revenue.Units;
        });
    }

    /// <summary>Goods, units and a few bids.</summary>
    private sealed record BundleCase(BundleLot Lot, BundleBid[] Bids, uint Choice)
    {
        public static Arbitrary<BundleCase> Arbitrary { get; } = Arb.From(
            from units in Gen.Choose(0, 4)
            from count in Gen.Choose(0, 7)
            from bids in Gen.ArrayOf(
                from bidder in Gen.Choose(0, 4)
                from goods in Gen.Choose(0, 7)
                from some in Gen.Choose(0, units)
                from value in Gen.Choose(0, 12)
                select new BundleBid(ParticipantId.Of($"b{bidder}"), (UInt128)goods, (ulong)some, Amount.Of((UInt128)value)),
                count)
            from choice in Gen.Choose(0, int.MaxValue)
            select new BundleCase(
                new BundleLot(3, (ulong)units),
                [.. bids.Where(bid => bid.Goods != 0 || bid.Units > 0).DistinctBy(bid => (bid.Bidder, bid.Goods, bid.Units))],
                (uint)choice),
            whole => Enumerable.Range(0, whole.Bids.Length).Select(position => whole with { Bids = [.. whole.Bids[..position], .. whole.Bids[(position + 1)..]] }));

        public BundleOutcome Clear(IBundleAuction rule) => rule.Clear(Lot, Bids, Digest.Parse($"{Choice:x64}"));

        public override string ToString() =>
            $"{Lot.Goods} goods, {Lot.Units} units: [{string.Join(", ", Bids.Select(bid => $"{bid.Bidder}: goods {bid.Goods:b} units {bid.Units} for {bid.Value}"))}], choice = {Choice}";
    }
}
