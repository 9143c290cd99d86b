using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>The exponential price and excess of EIP-4844.</summary>
internal sealed class BlobFeeSuite : ConformanceSuite
{
    public override string File => "markets/eip4844.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("fn") switch
    {
        "fake_exponential" => Exponential(item, "factor", "numerator", "denominator"),
        "blob_base_fee" => Exponential(item, "minBaseFee", "excessBlobGas", "updateFraction"),
        "calc_excess_blob_gas" => Read.Compare(item, ("value", Excess.After(
            Read.Word(item.Input("parentExcess")), Read.Word(item.Input("parentBlobGasUsed")), Read.Word(item.Input("targetBlobGas"))).ToString(CultureInfo.InvariantCulture))),
        string other => new CaseOutcome.NotCovered($"the function '{other}' is not known"),
    };

    /// <summary>Where the case states the exact exponential too, the price must not be above it.</summary>
    private static CaseOutcome Exponential(VectorCase item, string minimum, string excess, string fold)
    {
        Amount price = new ExponentialPrice(Read.Amount(item.Input(minimum)), Read.Word(item.Input(fold))).At(UInt128.Parse(item.Input(excess), CultureInfo.InvariantCulture));
        if (item.OptionalExpect("realExp") is { } real)
        {
            double exact = double.Parse(real, CultureInfo.InvariantCulture);
            if ((double)(BigInteger)price.Units > exact * (1 + 1e-15))
            {
                return new CaseOutcome.Mismatched($"at most {real}", price.ToString());
            }
        }

        return CaseOutcome.Compare(item.Expect("value"), price.ToString());
    }
}
