using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;

/// <summary>Filecoin Pay: its rails on the library's escrow, and the Dutch price of its fees by the network's arithmetic.</summary>
internal sealed class FilecoinPaySuite : ConformanceSuite
{
    public override string File => "markets/filecoin_pay.json";

    public override string OperationOf(VectorCase item) => item.Whole.GetProperty("op").GetString()!;

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "halving_price" => Halving(item),
        "rail_in_debt" => InDebt(item),
        "rail_rate_changes" => RateChanges(item),
        "rail_partial_acceptance" => PartialAcceptance(item),
        "rail_partial_duration" => PartialDuration(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    /// <summary>The network's own arithmetic gives every published digit. A figure that is the exact price and not the network's is met by the exact one.</summary>
    private static CaseOutcome Halving(VectorCase item)
    {
        BigInteger start = BigInteger.Parse(item.Input("start"), CultureInfo.InvariantCulture);
        (ulong elapsed, ulong halving) = (Read.Word(item.Input("elapsed")), Read.Word(item.Input("halving")));
        string expected = item.Expected.GetString()!, price = FilecoinPayAuction.PriceAfter(start, elapsed, halving).ToString(CultureInfo.InvariantCulture);
        return expected != price && expected == FilecoinPayAuction.ExactPriceAfter(start, elapsed, halving).ToString(CultureInfo.InvariantCulture)
            ? new CaseOutcome.MatchedExact($"the network cuts its factor to 18 digits and says {price}; the figure is the exact one")
            : CaseOutcome.Compare(expected, price);
    }

    private static CaseOutcome InDebt(VectorCase item)
    {
        (Amount paid, EpochSpan settled) = FilecoinPay.Settle(
            Read.Amount(item.Input("deposit")),
            Rate(item.Input("rate")),
            Span(item.Input("lockupPeriod")),
            Read.Amount(item.Input("fixedLockup")),
            Span(item.Input("epochs")));
        return Read.Compare(item, ("paid", paid.ToString()), ("settledEpochs", settled.ToString()));
    }

    private static CaseOutcome RateChanges(VectorCase item)
    {
        (EpochRate Rate, EpochSpan Epochs)[] segments = [.. item.Inputs.GetProperty("segments").EnumerateArray().Select(one => (Rate(one[0].GetString()!), Span(one[1].GetString()!)))];
        Amount all = segments.Aggregate(Amount.Zero, (sum, one) => sum + one.Rate.Over(one.Epochs));
        EscrowAccount account = FilecoinPay.OpenRail(all + Amount.One, segments[0].Rate, EpochSpan.Zero, Amount.Zero, EpochSpan.Zero);
        Epoch now = Epoch.Zero;
        foreach ((EpochRate rate, EpochSpan epochs) in segments)
        {
            account = account.ChangeRate(FilecoinPay.Rail, rate, EscrowParty.Requester, now).Account;
            now += epochs;
        }

        return CaseOutcome.Compare(item.Expected.GetString()!, FilecoinPay.Of(account.Settle(now).Account).Paid.ToString());
    }

    private static CaseOutcome PartialAcceptance(VectorCase item)
    {
        (EpochRate rate, EpochSpan epochs) = (Rate(item.Input("rate")), Span(item.Input("epochs")));
        Amount accepted = rate.Over(epochs).Multiply(Read.Word(item.Input("acceptedPercent")), 100, Rounding.Down);
        return CaseOutcome.Compare(item.Expected.GetString()!, FilecoinPay.Validate(rate, epochs, EscrowRuling.OfAmount(accepted)).Paid.ToString());
    }

    private static CaseOutcome PartialDuration(VectorCase item)
    {
        EpochSpan epochs = Span(item.Input("epochs"));
        EpochSpan accepted = EpochSpan.Of((ulong)((UInt128)epochs.Epochs * Read.Word(item.Input("acceptedPercentOfDuration")) / 100));
        (Amount paid, EpochSpan settled) = FilecoinPay.Validate(Rate(item.Input("rate")), epochs, EscrowRuling.OfEpochs(accepted));
        return Read.Compare(item, ("paid", paid.ToString()), ("settledEpochs", settled.ToString()));
    }

    private static EpochRate Rate(string text) => EpochRate.Of(Read.Amount(text));

    private static EpochSpan Span(string text) => EpochSpan.Of(Read.Word(text));
}
