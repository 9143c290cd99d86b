using System.Diagnostics;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Benchmarks.Markets;

/// <summary>How long one market of 10,000 offers and 100,000 requests takes, measured once after a warm-up.</summary>
internal static class MarketTiming
{
    public static void Print(TextWriter output)
    {
        Bid[] offers = MarketOperands.Offers(), requests = MarketOperands.Requests();
        foreach (IDoubleAuction rule in new IDoubleAuction[] { new UniformPriceDoubleAuction(), new McAfeeDoubleAuction(), new MultiUnitDoubleAuction() })
        {
            Stopwatch first = Stopwatch.StartNew();
            rule.Clear(offers, requests, MarketOperands.Seed);
            double cold = first.Elapsed.TotalMilliseconds;
            Stopwatch watch = Stopwatch.StartNew();
            DoubleAuctionOutcome outcome = rule.Clear(offers, requests, MarketOperands.Seed);
            output.WriteLine(FormattableString.Invariant(
                $"{rule.GetType().Name}: {offers.Length:N0} offers, {requests.Length:N0} requests: {cold:F0} ms first, {watch.Elapsed.TotalMilliseconds:F0} ms then; {outcome.Quantity} units trade"));
        }
    }
}
