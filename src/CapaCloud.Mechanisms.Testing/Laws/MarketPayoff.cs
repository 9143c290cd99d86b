using System.Numerics;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What a bidder has of its awards, and what it could have by any other bid; by counting single units, with nothing of the library.</summary>
internal static class MarketPayoff
{
    /// <summary>The worth of the units, the dearest first, less what was paid; or the mirror of it.</summary>
    public static BigInteger Of(MarketSide side, Bid[] truth, IReadOnlyList<Award> awards, ParticipantId bidder)
    {
        IEnumerable<UInt128> units = truth.Where(bid => bid.Bidder == bidder)
            .SelectMany(bid => Enumerable.Repeat(bid.UnitPrice.Units, (int)bid.Quantity));
        UInt128[] sorted = [.. side == MarketSide.Buy ? units.OrderDescending() : units.Order()];
        BigInteger money = BigInteger.Zero;
        int count = 0;
        for (int position = 0; position < truth.Length; position++)
        {
            if (truth[position].Bidder == bidder)
            {
                money += awards[position].Payment.Units;
                count += (int)awards[position].Quantity;
            }
        }

        BigInteger worth = sorted.Take(count).Aggregate(BigInteger.Zero, (sum, price) => sum + price);
        return side == MarketSide.Buy ? worth - money : money - worth;
    }

    /// <summary>The largest gain of any one bid replaced by any other: every price up to one above all, every quantity up to the true one.</summary>
    public static BigInteger LargestGain(MarketSide side, Bid[] truth, UInt128 highest, bool quantities, Func<Bid[], IReadOnlyList<Award>> clear)
    {
        IReadOnlyList<Award> before = clear(truth);
        BigInteger largest = BigInteger.Zero;
        for (int position = 0; position < truth.Length; position++)
        {
            Bid own = truth[position];
            BigInteger honest = Of(side, truth, before, own.Bidder);
            for (ulong quantity = quantities ? 1 : own.Quantity; quantity <= own.Quantity; quantity++)
            {
                for (UInt128 price = UInt128.Zero; price <= highest + 1; price++)
                {
                    Bid other = own with { Quantity = quantity, UnitPrice = Amount.Of(price) };
                    if (truth.Where((_, index) => index != position).Any(bid => bid.Bidder == other.Bidder && bid.UnitPrice == other.UnitPrice))
                    {
                        continue;
                    }

                    Bid[] changed = [.. truth[..position], other, .. truth[(position + 1)..]];
                    largest = BigInteger.Max(largest, Of(side, truth, clear(changed), own.Bidder) - honest);
                }
            }
        }

        return largest;
    }

    public static UInt128 Highest(IEnumerable<Bid> bids) => bids.Aggregate(UInt128.Zero, (most, bid) => UInt128.Max(most, bid.UnitPrice.Units));

    /// <summary>Whether bidders of one bid each, equal in price and quantity, got the same but for one unit; the same units for the same money.</summary>
    public static bool TreatsEqualsEqually(Bid[] bids, IReadOnlyList<Award> awards) =>
        Enumerable.Range(0, bids.Length)
            .Where(position => bids.Count(bid => bid.Bidder == bids[position].Bidder) == 1)
            .GroupBy(position => (bids[position].UnitPrice, bids[position].Quantity), position => awards[position])
            .All(group => group.Max(award => award.Quantity) - group.Min(award => award.Quantity) <= 1
                && group.GroupBy(award => award.Quantity).All(same => same.Select(award => award.Payment).Distinct().Count() == 1));

    public static T[] Reordered<T>(IReadOnlyList<T> items, int[] order) => [.. order.Select(position => items[position])];

    public static int[] Order(int count, uint choice)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random((int)choice).Shuffle(order);
        return order;
    }
}
