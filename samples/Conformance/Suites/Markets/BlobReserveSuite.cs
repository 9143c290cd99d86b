using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>EIP-7918: the excess under a reserve price. A blob is 131,072 gas and costs 8,192 gas of the first resource.</summary>
internal sealed class BlobReserveSuite : ConformanceSuite
{
    private const ulong GasOfBlob = 131_072;
    private const ulong BaseCost = 8_192;

    public override string File => "markets/ethereum_blob_reserve_price.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong excess = Read.Word(item.Input("excess"));
        Amount price = new ExponentialPrice(Amount.One, Read.Word(item.Input("updateFraction"))).At(excess);
        ulong next = Excess.WithReserve(
            excess,
            Read.Word(item.Input("blobGasUsed")),
            Read.Word(item.Input("target")) * GasOfBlob,
            Read.Word(item.Input("max")) * GasOfBlob,
            Ratio.Of((ulong)price.Units),
            Ratio.FromQuotient((UInt128)BaseCost * Read.Word(item.Input("baseFee")), GasOfBlob, Rounding.Up));
        return CaseOutcome.Compare(item.Expected.GetString()!, next.ToString(CultureInfo.InvariantCulture));
    }
}
