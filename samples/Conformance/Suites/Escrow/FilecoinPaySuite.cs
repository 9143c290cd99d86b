using CapaCloud.Mechanisms.Markets.Escrows;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;

/// <summary>Filecoin Pay's rails, on the library's escrow. The halving price of the same file belongs to the suite of posted prices.</summary>
internal sealed class FilecoinPaySuite : ConformanceSuite
{
    public override string File => "markets/filecoin_pay.json";

    public override string OperationOf(VectorCase item) => item.Whole.GetProperty("op").GetString()!;

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "rail_in_debt" => InDebt(item),
        "rail_rate_changes" => RateChanges(item),
        "rail_partial_acceptance" => PartialAcceptance(item),
        "rail_partial_duration" => PartialDuration(item),
        string other => new CaseOutcome.NotCovered($"'{other}' is no escrow"),
    };

    private static CaseOutcome InDebt(VectorCase item)
    {
        EscrowAccount account = FilecoinPay.OpenRail(
            Read.Amount(item.Input("deposit")), Rate(item.Input("rate")), Span(item.Input("lockupPeriod")), Read.Amount(item.Input("fixedLockup")), EpochSpan.Zero);
        (Amount paid, EpochSpan settled) = FilecoinPay.Of(account.Settle(Epoch.Zero + Span(item.Input("epochs"))).Account);
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
        (EscrowAccount account, Epoch now) = Disputed(item);
        Amount awarded = account.Streams[0].EarnedAmount().Multiply(Read.Word(item.Input("acceptedPercent")), 100, Rounding.Down);
        account = account.Rule(FilecoinPay.Rail, EscrowRuling.OfAmount(awarded), now).Account;
        return CaseOutcome.Compare(item.Expected.GetString()!, FilecoinPay.Of(account).Paid.ToString());
    }

    private static CaseOutcome PartialDuration(VectorCase item)
    {
        (EscrowAccount account, Epoch now) = Disputed(item);
        ulong accepted = Read.Word(item.Input("epochs")) * Read.Word(item.Input("acceptedPercentOfDuration")) / 100;
        (Amount paid, EpochSpan settled) = FilecoinPay.Of(account.Rule(FilecoinPay.Rail, EscrowRuling.OfEpochs(EpochSpan.Of(accepted)), now).Account);
        return Read.Compare(item, ("paid", paid.ToString()), ("settledEpochs", settled.ToString()));
    }

    /// <summary>All epochs of the case have run, and an arbiter looks at them.</summary>
    private static (EscrowAccount Account, Epoch Now) Disputed(VectorCase item)
    {
        (EpochRate rate, EpochSpan epochs) = (Rate(item.Input("rate")), Span(item.Input("epochs")));
        Epoch now = Epoch.Zero + epochs;
        EscrowAccount account = FilecoinPay.OpenRail(rate.Over(epochs), rate, EpochSpan.Zero, Amount.Zero, epochs + EpochSpan.One);
        return (account.DisputeEpochs(FilecoinPay.Rail, Epoch.Zero, now, now).Account, now);
    }

    private static EpochRate Rate(string text) => EpochRate.Of(Read.Amount(text));

    private static EpochSpan Span(string text) => EpochSpan.Of(Read.Word(text));
}
