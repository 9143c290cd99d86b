using System.Globalization;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>Money and capacity as people write them.</summary>
internal static class Figures
{
    /// <summary>To the cent, and a part of a cent to the last digit.</summary>
    public static string Dollars(UInt128 millionths) => millionths > 0 && millionths < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{(double)millionths / 1e6:0.######} $")
        : string.Create(CultureInfo.InvariantCulture, $"{(double)millionths / 1e6:N2} $");

    public static string Price(Amount? unitPrice, string none = "each its own price") =>
        unitPrice is { } price ? string.Create(CultureInfo.InvariantCulture, $"{(double)price.Units / 1e3:0.000} $") : none;

    public static string Capacity(UInt128 thousandths) => string.Create(CultureInfo.InvariantCulture, $"{(double)thousandths / 1e3:N1}");

    public static string Percent(UInt128 part, UInt128 whole) => whole == 0 ? "-" : ((double)part / (double)whole).ToString("P1", CultureInfo.InvariantCulture);

    public static string Part(double part) => part.ToString("P1", CultureInfo.InvariantCulture);

    public static string Misreport(Deviation? found) => found is { } best
        ? best.BestBid.Quantity == best.TrueBid.Quantity
            ? $"{best.TrueBid.Bidder}: {Price(best.TrueBid.UnitPrice)} -> {Price(best.BestBid.UnitPrice)}, +{Dollars(best.Gain.Units)}"
            : $"{best.TrueBid.Bidder}: {Capacity(best.TrueBid.Quantity)} at {Price(best.TrueBid.UnitPrice)} -> {Capacity(best.BestBid.Quantity)} at {Price(best.BestBid.UnitPrice)}, +{Dollars(best.Gain.Units)}"
        : "none found";

    /// <summary>For how many bids a misreport was looked for, of how many.</summary>
    public static string Searched(RuleResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Deviations.BidsSearched} of {result.Market.Offers.Length + result.Market.Requests.Length:N0} bids");
}
