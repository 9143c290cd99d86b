using System.Text.Json;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>Fusion of subjective opinions as subjective-logic-java computes it.</summary>
internal sealed class SubjectiveLogicSuite : ConformanceSuite
{
    public override string File => "verification/subjective-logic.json";

    public override string OperationOf(VectorCase item) =>
        item.OptionalInput("operator") ?? (Figures.Has(item, "opinion") ? "uncertainty maximisation" : "moving average");

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.OptionalInput("form") is { } form && form != "belief, disbelief, uncertainty, baseRate")
        {
            return new CaseOutcome.NotCovered($"opinions in the form '{form}'");
        }

        Opinion[] opinions = Figures.Has(item, "opinions") ? [.. item.Inputs.GetProperty("opinions").EnumerateArray().Select(Opinion)] : [];
        return OperationOf(item) switch
        {
            "CumulativeFusion" => Fused(item, From(OpinionFusion.Cumulative([.. opinions.Select(opinion => opinion.ToEvidence())]))),
            "WBF" => Fused(item, From(OpinionFusion.Weighted([.. opinions.Select(opinion => opinion.ToEvidence())]))),
            "CCF" => Fused(item, OpinionFusion.Compromise(opinions)),
            "MIN by projected probability" => OpinionFusion.Least(opinions) is var least ? Figures.Compare(
                Figures.Numbers(item.Expected.GetProperty("result")), [.. Parts(least), Figures.Value(least.BaseRate)], Figures.Tolerance(item)) : null!,
            "uncertainty maximisation" => Figures.Compare(
                Figures.Numbers(item.Expected.GetProperty("maximised")),
                Parts(Opinion(item.Inputs.GetProperty("opinion")).WithMostUncertainty()),
                Figures.Tolerance(item)),
            "moving average" => Figures.Compare(
                [Figures.Number(item.Expected, "expectation")],
                [Figures.Value(OpinionFusion.Average(
                    Figures.Proportion(item.Inputs, "expectationOld"), Figures.Proportion(item.Inputs, "expectationNew"), Figures.Proportion(item.Inputs, "weight")))],
                Figures.Tolerance(item)),
            string other => new CaseOutcome.NotCovered($"operator '{other}'"),
        };
    }

    private static Opinion From(ReputationTrack evidence) => Mechanisms.Reputation.Opinion.FromEvidence(evidence, Proportion.Half);

    private static Opinion Opinion(VectorValue form)
    {
        Proportion[] parts = [.. Figures.Numbers(form).Select(Figures.Proportion)];
        return new Opinion(parts[0], parts[1], parts[3]);
    }

    private static CaseOutcome Fused(VectorCase item, Opinion fused) => Figures.Compare(
        new[] { "belief", "disbelief", "uncertainty" }.Select(key => Figures.Number(item.Expected, key)), Parts(fused), Figures.Tolerance(item));

    private static decimal[] Parts(Opinion opinion) =>
        [Figures.Value(opinion.Belief), Figures.Value(opinion.Disbelief), Figures.Value(opinion.Uncertainty)];
}
