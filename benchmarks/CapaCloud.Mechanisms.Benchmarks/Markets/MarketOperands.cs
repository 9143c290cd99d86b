using System.Globalization;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Benchmarks.Markets;

/// <summary>10,000 offers and 100,000 requests of several units, at prices of which many are equal; the same for every run.</summary>
internal static class MarketOperands
{
    public const int OfferCount = 10_000;
    public const int RequestCount = 100_000;

    public static readonly Digest Seed = Digest.Parse("6c1f0e6d5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d");

    public static Bid[] Offers() => Draw("offer", OfferCount, 200, 600, 5);

    public static Bid[] Requests() => Draw("request", RequestCount, 20, 1_000, 7);

    private static Bid[] Draw(string name, int count, int most, int highest, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(index => new Bid(
            ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"{name} {index}")),
            (ulong)random.Next(1, most + 1),
            Amount.Of((UInt128)random.Next(1, highest + 1))))];
    }
}
