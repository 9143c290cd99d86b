using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>
/// Money libraries' allocations. Each row has the source's own shares and the true largest-remainder ones; where a source gives
/// the odd units to the first or the heaviest claims instead of the largest remainders, the true ones are the oracle.
/// A negative amount is a debit: its size is split and the sign put back.
/// </summary>
internal sealed class AllocateSuite : ConformanceSuite
{
    private static readonly LargestRemainderSplitter Splitter = new();

    public override string File => "markets/allocate.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["* /inputs/remainderPolicy"] = "names the source's own rule for odd units; the oracle is the largest remainder, which every case states beside it",
    };

    public override string OperationOf(VectorCase item) => item.OptionalInput("remainderPolicy") ?? base.OperationOf(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        string amount = item.Input("amount");
        bool isDebit = amount.StartsWith('-');
        UInt128 pool = UInt128.Parse(amount.AsSpan(isDebit ? 1 : 0), CultureInfo.InvariantCulture);
        string policy = item.OptionalInput("remainderPolicy") ?? "(none)";
        string actual = SplitCall.Split(Splitter, pool, SplitCall.Integers(item.Inputs, "ratios"), isDebit ? "-" : "");
        string exact = SplitCall.Texts(item.Expected, "largestRemainder");
        string published = SplitCall.Texts(item.Expected, "shares");
        return actual != exact || published == exact
            ? CaseOutcome.Compare(exact, actual)
            : new CaseOutcome.MatchedExact($"the source gives odd units by {policy}, not by largest remainder");
    }
}
