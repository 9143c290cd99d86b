using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Rewards;
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
        if (item.Operation != "compute_inflation" || (item.Input("type"), accuracy) is not (("Perbill", 1_000_000_000) or ("Perquintill", 1_000_000_000_000_000_000)))
        {
            return new CaseOutcome.NotCovered($"'{item.Input("type")}' with {accuracy} parts is not known");
        }

        ulong staked = RewardCase.Word(item, "stake"), ideal = RewardCase.Word(item, "ideal_stake"), falloff = RewardCase.Word(item, "falloff");
        PerThing series = PolkadotInflation.At(PerThing.FromParts(accuracy, staked), PerThing.FromParts(accuracy, ideal), PerThing.FromParts(accuracy, falloff));
        BigInteger allowed = RewardCase.Integer(item.Expect("max_error_parts")), apart = BigInteger.Abs(series.Parts - Exact(staked, ideal, falloff, accuracy));
        return Read.Compare(item, ("value", $"{series.Parts}"), ("max_error_parts", apart <= allowed ? $"{allowed}" : $"{apart}"));
    }

    /// <summary>The library's exact curve, and its power alone where nothing is ideal, which is no curve.</summary>
    private static BigInteger Exact(ulong staked, ulong ideal, ulong falloff, ulong accuracy)
    {
        Proportion Part(ulong parts) => Proportion.FromQuotient(parts, accuracy, Rounding.Down);
        BigInteger parts = ideal == 0
            ? Exponential.NegativePowerOfTwo(Ratio.FromQuotient(staked, falloff, Rounding.Up), Rounding.Down).Parts
            : new TargetStakeCurve(Ratio.Zero, Ratio.One, Part(ideal), Part(falloff)).YearlyRate(Part(staked)).Parts;
        return parts * accuracy / Proportion.PartsPerOne;
    }
}
