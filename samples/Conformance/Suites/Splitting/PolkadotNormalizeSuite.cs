using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>Polkadot's own levelling of values to a sum.</summary>
internal sealed class PolkadotNormalizeSuite : ConformanceSuite
{
    public override string File => "staking/polkadot_normalize.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("op") != "normalize_to_sum")
        {
            return new CaseOutcome.NotCovered($"the operation '{item.Input("op")}' is not known");
        }

        UInt128[] values = SplitCall.Integers(item.Inputs, "values");
        PolkadotNormalization.Normalize(values, UInt128.Parse(item.Input("target"), CultureInfo.InvariantCulture));
        return CaseOutcome.Compare(
            SplitCall.Texts(item.Expected, "values"),
            string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture))));
    }
}
