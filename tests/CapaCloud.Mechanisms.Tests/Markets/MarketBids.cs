using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>Short words for bids in tests.</summary>
internal static class MarketBids
{
    public static Digest Seed { get; } = Digest.Parse("6c1f0e6d5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d");

    public static Bid Bid(string bidder, ulong quantity, ulong price) => new(ParticipantId.Of(bidder), quantity, Amount.Of(price));

    /// <summary>One unit for each price, bidders named by their position.</summary>
    public static Bid[] Units(string prefix, params ulong[] prices) => [.. prices.Select((price, index) => Bid($"{prefix}{index}", 1, price))];

    public static Amount Units(UInt128 units) => Amount.Of(units);

    /// <summary>Drawn bids of a larger market, the same for the same seed; prices from a narrow range, so that many are near the margin.</summary>
    public static Bid[] Drawn(string prefix, int count, ulong most, ulong highest, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(index => Bid($"{prefix}{index}", (ulong)random.NextInt64(1, (long)most + 1), (ulong)random.NextInt64(0, (long)highest)))];
    }
}
