using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>Seats of parliaments: the same mathematics as rewards, with two centuries of published results.</summary>
internal sealed class ApportionmentSuite : ConformanceSuite
{
    public override string File => "markets/apportionment.json";

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string> { ["/inputs/parties"] = "names of states and parties" };

    public override string OperationOf(VectorCase item) => item.OptionalInput("method") ?? base.OperationOf(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        Amount minimum = Amount.Of(UInt128.Parse(item.OptionalInput("minPerParty") ?? "0", CultureInfo.InvariantCulture));
        IRewardSplitter? splitter = item.Input("method") switch
        {
            "hamilton" or "largest_remainder" when minimum.IsZero => new LargestRemainderSplitter(),
            "hamilton" or "largest_remainder" => new MinimumShareSplitter(minimum),
            "jefferson" or "dhondt" => new DivisorSplitter(DivisorMethod.DHondt, minimum),
            "webster" or "saintelague" => new DivisorSplitter(DivisorMethod.SainteLague, minimum),
            "huntington" => new DivisorSplitter(DivisorMethod.HuntingtonHill, minimum),
            "adams" => new DivisorSplitter(DivisorMethod.Adams, minimum),
            "dean" => new DivisorSplitter(DivisorMethod.Dean, minimum),
            _ => null,
        };
        if (splitter is null)
        {
            return new CaseOutcome.NotCovered($"the method '{item.Input("method")}' is not known");
        }

        UInt128 seats = UInt128.Parse(item.Input("seats"), CultureInfo.InvariantCulture);
        return CaseOutcome.Compare(
            SplitCall.Texts(item.Expected, "seats"), SplitCall.Split(splitter, seats, SplitCall.Integers(item.Inputs, "votes")));
    }
}
