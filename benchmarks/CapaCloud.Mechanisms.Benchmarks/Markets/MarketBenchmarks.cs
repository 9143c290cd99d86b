using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Benchmarks.Markets;

/// <summary>One market of 10,000 offers and 100,000 requests. Look at the ratios: the rules differ by what they do beyond sorting.</summary>
[MemoryDiagnoser]
public class MarketBenchmarks
{
    private Bid[] _offers = [];
    private Bid[] _requests = [];

    [GlobalSetup]
    public void Prepare()
    {
        _offers = MarketOperands.Offers();
        _requests = MarketOperands.Requests();
    }

    [Benchmark(Baseline = true)]
    public DoubleAuctionOutcome UniformPrice() => new UniformPriceDoubleAuction().Clear(_offers, _requests, MarketOperands.Seed);

    [Benchmark]
    public DoubleAuctionOutcome McAfee() => new McAfeeDoubleAuction().Clear(_offers, _requests, MarketOperands.Seed);

    [Benchmark]
    public DoubleAuctionOutcome MultiUnit() => new MultiUnitDoubleAuction().Clear(_offers, _requests, MarketOperands.Seed);

    [Benchmark]
    public AuctionOutcome UniformPriceOneSided() => new UniformPriceAuction().Clear(Lot.Sell(500_000), _requests, MarketOperands.Seed);
}
