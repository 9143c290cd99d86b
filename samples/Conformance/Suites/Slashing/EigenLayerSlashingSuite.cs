using CapaCloud.Mechanisms.Presets.Networks.EigenLayer;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class EigenLayerSlashingSuite : ConformanceSuite
{
    public override string File => "staking/eigenlayer_slashing.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["deposit_repeatedly /inputs/shares_per_deposit"] = "the one case deposits too little for its size to show beside the number of deposits",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "mul_wad" => Value(item, Product(item, Rounding.Down)),
        "mul_wad_round_up" => Value(item, Product(item, Rounding.Up)),
        "div_wad" => Value(item, Amount(item, "x").Multiply(Proportion.PartsPerOne, Amount(item, "y").Units, Rounding.Down)),
        "scale_for_queue_withdrawal" => Value(item, Shares(item).Queued()),
        "calc_withdrawable" => Value(item, Shares(item).Withdrawable(Factor(item))),
        "calc_deposit_shares" => Value(item, new EigenLayerShares(default, Scaling(item)).DepositSharesOf(Amount(item, "withdrawable_shares"), Factor(item))),
        "calc_slashed_amount" => Value(item, EigenLayerMagnitude.BurnedShares(
            Amount(item, "operator_shares"), Read.Parts(item.Input("prev_max_magnitude")), Read.Parts(item.Input("new_max_magnitude")))),
        "update_deposit_scaling_factor" => Update(item),
        "slash_magnitude_sequence" => Sequence(item),
        "slash_after_completed_deallocation" => AfterDeallocation(item),
        "deposit_repeatedly" => Repeatedly(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static Amount Product(VectorCase item, Rounding rounding) =>
        Amount(item, "x").Multiply(Ratio.FromParts(Amount(item, "y").Units), rounding);

    private static CaseOutcome Update(VectorCase item)
    {
        EigenLayerShares before = new(Amount(item, "prev_deposit_shares"), Scaling(item));
        try
        {
            return Read.Compare(item, ("value", $"{before.Add(Amount(item, "added_shares"), Factor(item)).Scaling.Parts}"));
        }
        catch (InvalidOperationException)
        {
            return Read.Compare(item, ("reverts", "InvalidDepositScalingFactor"));
        }
    }

    private static CaseOutcome Sequence(VectorCase item)
    {
        Proportion start = Read.Parts(item.Input("start_magnitude"));
        EigenLayerMagnitude magnitude = new(start, start, start);
        List<string> current = [];
        List<string> maximum = [];
        foreach (string fraction in item.Inputs.GetProperty("wads_to_slash").EnumerateArray().Select(value => value.GetString()!))
        {
            magnitude = magnitude.Slash(Read.Parts(fraction));
            current.Add($"{magnitude.Current.Parts}");
            maximum.Add($"{magnitude.Maximum.Parts}");
        }

        return CaseOutcome.Compare(
            $"{Join(item, "magnitude_after_each")} of {Join(item, "max_magnitude_after_each")}", $"{string.Join(" ", current)} of {string.Join(" ", maximum)}");
    }

    private static CaseOutcome AfterDeallocation(VectorCase item)
    {
        Proportion allocated = Read.Parts(item.Input("allocation_after_deallocation"));
        EigenLayerMagnitude after =
            new EigenLayerMagnitude(allocated, Read.Parts(item.Input("max_magnitude")), allocated).Slash(Read.Parts(item.Input("wad_to_slash")));
        return Read.Compare(
            item,
            ("current_magnitude", $"{after.Current.Parts}"),
            ("max_magnitude", $"{after.Maximum.Parts}"),
            ("encumbered", $"{after.Encumbered.Parts}"));
    }

    /// <summary>Deposits that reduce what can be withdrawn: how far the operator's shares and the staker's claim drift apart.</summary>
    private static CaseOutcome Repeatedly(VectorCase item)
    {
        Proportion factor = Read.Parts(item.Input("max_magnitude"));
        Amount each = Amount(item, "shares_per_deposit");
        Amount operatorShares = Amount(item, "initial_shares");
        EigenLayerShares staker = default(EigenLayerShares).Add(operatorShares, factor);
        for (ulong deposit = 0; deposit < Read.Word(item.Input("deposits")); deposit++)
        {
            staker = staker.Add(each, factor);
            operatorShares += each;
        }

        return Read.Compare(item, ("operator_shares_minus_withdrawable", $"{operatorShares - staker.Withdrawable(factor)}"));
    }

    private static CaseOutcome Value(VectorCase item, Amount actual) => Read.Compare(item, ("value", $"{actual}"));

    private static Amount Amount(VectorCase item, string key) => Read.Amount(item.Input(key));

    private static Ratio Scaling(VectorCase item) => Ratio.FromParts(Amount(item, "dsf").Units);

    private static EigenLayerShares Shares(VectorCase item) => new(Amount(item, "deposit_shares"), Scaling(item));

    private static Proportion Factor(VectorCase item) => Read.Parts(item.Input("slashing_factor"));

    private static string Join(VectorCase item, string key) =>
        string.Join(" ", item.Expected.GetProperty(key).EnumerateArray().Select(value => value.GetString()));
}
