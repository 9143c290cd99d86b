using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Benchmarks.Markets;

/// <summary>The market rules beside what somebody without the library would take: numpy, scipy's HiGHS, and a published McAfee auction in Python. The same bids, the results compared.</summary>
internal static class MarketPeers
{
    /// <summary>Prints the table; the folder of a copy of github.com/erelsgl/auctions adds its McAfee auction.</summary>
    public static int Print(TextWriter output, string? published)
    {
        string folder = Directory.CreateTempSubdirectory("market").FullName;
        try
        {
            Bid[] offers = MarketOperands.Offers(), requests = MarketOperands.Requests();
            (Bid[] ones, Bid[] wanted) = (Ones("seller", MarketOperands.OfferCount, 8), Ones("buyer", MarketOperands.RequestCount, 9));
            BundleLot lot = new(40, 0);
            BundleBid[] bundles = Bundles(lot);
            Write(folder, "ask_price", offers.Select(bid => (long)bid.UnitPrice.Units));
            Write(folder, "ask_units", offers.Select(bid => (long)bid.Quantity));
            Write(folder, "bid_price", requests.Select(bid => (long)bid.UnitPrice.Units));
            Write(folder, "bid_units", requests.Select(bid => (long)bid.Quantity));
            Write(folder, "one_ask", ones.Select(bid => (long)bid.UnitPrice.Units));
            Write(folder, "one_bid", wanted.Select(bid => (long)bid.UnitPrice.Units));
            Write(folder, "bundle_values", bundles.Select(bid => (long)bid.Value.Units));
            Write(folder, "bundle_goods", bundles.SelectMany(bid => Enumerable.Range(0, lot.Goods).Select(good => (byte)(bid.Goods >> good & 1))));
            Dictionary<string, string[]> peers = Run(folder, published);

            output.WriteLine("| ours | ms | peer | ms | ratio | |");
            output.WriteLine("|---|---:|---|---:|---:|---|");
            bool same = true;
            foreach ((string ours, string peer, Func<(string, string)> clear) in Jobs(offers, requests, ones, wanted, lot, bundles))
            {
                if (!peers.TryGetValue(peer, out string[]? figures))
                {
                    continue;
                }

                (string Units, string Price) found = ("", "");
                double milliseconds = PeerTable.BestOf(7, 1, () => found = clear()) / 1e6, theirs = double.Parse(figures[1], CultureInfo.InvariantCulture);
                bool agrees = found.Units == figures[2] && (found.Price.Length == 0 || Math.Abs(double.Parse(found.Price, CultureInfo.InvariantCulture) - double.Parse(figures[3], CultureInfo.InvariantCulture)) <= 0.5);
                same &= agrees;
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {ours} | {milliseconds:F1} | {peer} | {theirs:F1} | {theirs / milliseconds:F2} | {(agrees ? "same result" : $"DIFFERS: {found.Units} and {found.Price}, theirs {figures[2]} and {figures[3]}")} |"));
            }

            return same ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Ours, string Peer, Func<(string, string)> Clear)[] Jobs(Bid[] offers, Bid[] requests, Bid[] ones, Bid[] wanted, BundleLot lot, BundleBid[] bundles) =>
    [
        ("UniformPriceDoubleAuction", "numpy uniform price", () => Uniform(offers, requests)),
        ("UniformPriceDoubleAuction, its welfare", "HiGHS welfare of the market", () => (Welfare(offers, requests), "")),
        ("McAfeeDoubleAuction, one unit each", "published McAfee", () =>
        {
            DoubleAuctionOutcome outcome = new McAfeeDoubleAuction().Clear(ones, wanted, MarketOperands.Seed);
            return (outcome.Quantity.ToString(CultureInfo.InvariantCulture), outcome.RequestPrice!.Value.Units.ToString(CultureInfo.InvariantCulture));
        }),
        ("VcgBundleAuction, 25 bidders", "HiGHS VCG of 50 bundles", () =>
        {
            BundleOutcome outcome = new VcgBundleAuction().Clear(lot, bundles, MarketOperands.Seed);
            return (outcome.Value.ToString(), outcome.Revenue.ToString());
        }),
    ];

    private static (string Units, string Price) Uniform(Bid[] offers, Bid[] requests)
    {
        DoubleAuctionOutcome outcome = new UniformPriceDoubleAuction().Clear(offers, requests, MarketOperands.Seed);
        return (outcome.Quantity.ToString(CultureInfo.InvariantCulture), outcome.RequestPrice!.Value.Units.ToString(CultureInfo.InvariantCulture));
    }

    private static string Welfare(Bid[] offers, Bid[] requests)
    {
        DoubleAuctionOutcome outcome = new UniformPriceDoubleAuction().Clear(offers, requests, MarketOperands.Seed);
        UInt128 worth = Worth(requests, outcome.Requests) - Worth(offers, outcome.Offers);
        return worth.ToString(CultureInfo.InvariantCulture);
    }

    private static UInt128 Worth(Bid[] bids, IReadOnlyList<Award> awards)
    {
        UInt128 sum = 0;
        for (int bid = 0; bid < bids.Length; bid++)
        {
            sum += bids[bid].UnitPrice.Units * awards[bid].Quantity;
        }

        return sum;
    }

    private static Bid[] Ones(string name, int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(index => new Bid(ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"{name}-{index}")), 1, Amount.Of((UInt128)random.Next(1, 1_000_000))))];
    }

    /// <summary>Two bundles of three goods from each of 25 bidders.</summary>
    private static BundleBid[] Bundles(BundleLot lot)
    {
        Random random = new(1);
        return
        [
            .. Enumerable.Range(0, 50).Select(index => BundleBid.OfGoods(
                ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"bidder-{index / 2}")),
                Amount.Of((UInt128)random.Next(90, 110)),
                [.. Enumerable.Range(0, lot.Goods).OrderBy(_ => random.Next()).Take(3)])),
        ];
    }

    private static void Write<T>(string folder, string name, IEnumerable<T> column)
        where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<T>(column.ToArray()).ToArray());

    private static Dictionary<string, string[]> Run(string folder, string? published)
    {
        ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Markets", "market_peers.py"), folder, .. published is null ? [] : new[] { Path.GetFullPath(published) }])
        {
            RedirectStandardOutput = true,
        };
        using Process python = Process.Start(start)!;
        string text = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0
            ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';')).Where(cells => cells.Length == 4).ToDictionary(cells => cells[0])
            : throw new InvalidOperationException("The peers of the markets need python3-scipy.");
    }
}
