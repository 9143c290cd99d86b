namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>The vector files of the group markets, and the posted prices among those of adaptation.</summary>
internal static class MarketsSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new AuctionsSuite(),
        new BaseFeeSuite(),
        new BlobFeeSuite(),
        new DoubleAuctionSuite(),
        new CombinatorialSuite(),
        new CoretimeSuite(),
        new ContinuousFeeSuite(),
        new ExponentialPriceSuite(),
        new BlobReserveSuite(),
        new FilecoinBaseFeeSuite(),
    ];
}
