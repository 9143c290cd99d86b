using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Rewards.Issuance;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Polkadot's inflation by its series, to the last part; and the exact curve within the stated error.</summary>
internal sealed class PolkadotInflationSuite : ConformanceSuite
{
    public override string File => "staking/polkadot_inflation_fn.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong accuracy = RewardCase.Word(item, "accuracy");
        if ((item.Input("type"), accuracy) is not (("Perbill", 1_000_000_000) or ("Perquintill", 1_000_000_000_000_000_000)))
        {
            return new CaseOutcome.NotCovered($"'{item.Input("type")}' with {accuracy} parts is not known");
        }

        ulong staked = RewardCase.Word(item, "stake"), ideal = RewardCase.Word(item, "ideal_stake"), falloff = RewardCase.Word(item, "falloff");
        PerThing series = PolkadotInflation.At(PerThing.FromParts(accuracy, staked), PerThing.FromParts(accuracy, ideal), PerThing.FromParts(accuracy, falloff));
        BigInteger allowed = RewardCase.Integer(item.Expect("max_error_parts")), apart = BigInteger.Abs(series.Parts - Exact(staked, ideal, falloff, accuracy));
        return Read.Compare(item, ("value", $"{series.Parts}"), ("max_error_parts", apart <= allowed ? $"{allowed}" : $"{apart}"));
    }

    /// <summary>The library's exact curve; an ideal of nothing is the smallest that there is, which changes no part.</summary>
    private static BigInteger Exact(ulong staked, ulong ideal, ulong falloff, ulong accuracy)
    {
        Proportion Part(ulong parts) => Proportion.FromQuotient(parts, accuracy, Rounding.Down);
        TargetStakeCurve curve = new(Ratio.Zero, Ratio.One, ideal == 0 ? Proportion.FromParts(1) : Part(ideal), Part(falloff));
        return (BigInteger)curve.YearlyRate(Part(staked)).Parts * accuracy / Proportion.PartsPerOne;
    }
}
