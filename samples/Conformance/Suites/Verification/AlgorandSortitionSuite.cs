using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Algorand;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>Algorand's sortition, in its own binary64.</summary>
internal sealed class AlgorandSortitionSuite : ConformanceSuite
{
    public override string File => "verification/algorand-sortition.json";

    public override string OperationOf(VectorCase item) => $"{item.Input("money")} of {item.Input("totalMoney")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => CaseOutcome.Compare(
        item.Expect("weight"),
        AlgorandSortition.Seats(Number(item, "money"), Number(item, "totalMoney"), Number(item, "expectedSize"), Digest.Parse(item.Input("digestHex")))
            .ToString(CultureInfo.InvariantCulture));

    private static ulong Number(VectorCase item, string key) => ulong.Parse(item.Input(key), CultureInfo.InvariantCulture);
}
