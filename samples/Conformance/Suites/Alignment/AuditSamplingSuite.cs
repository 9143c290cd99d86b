using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Partial cheating, m-first voting and the drift of a score that is credited before the check.</summary>
internal sealed class AuditSamplingSuite : ConformanceSuite
{
    public override string File => "verification/audit-sampling-economics.json";

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/expected/publishedAs"] = "the source's words for the number that stands beside it",
    };

    public override string OperationOf(VectorCase item) =>
        item.Has("faultyFraction") ? "votes" : item.Has("creditPerReply") ? "drift" : item.Has("checks") ? "cost" : "checks";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "votes" => CaseOutcome.Compare(
            item.Expect("minRedundancyM"),
            MajorityVoting.MinimumVotes(Faulty(item), item.Rational("acceptableErrorRate")).ToString(CultureInfo.InvariantCulture)),
        "drift" => Drift(item),
        "cost" => item.Near(
            "expectedProviderCost",
            PartialCheating.ExpectedProviderCost(item.Rational("cheatFraction"), item.Rational("cost"), item.Rational("margin"), item.Rational("penalty"), item.Integer("checks"))),
        _ => Checks(item),
    };

    private static Fraction Faulty(VectorCase item) => item.Rational("faultyFraction") * item.Rational("sabotageRate") * item.Rational("collusionRate");

    private static CaseOutcome Drift(VectorCase item)
    {
        Fraction drift = AuditFloor.ScoreDrift(item.Rational("creditPerReply"), item.Rational("penaltyOnCaught"), item.Rational("spotCheckRate"));
        return Rationals.Both(
            item.Near("driftPerReply", drift),
            item.Near("breakEvenSpotCheckRate", AuditFloor.BreakEvenCheckRate(item.Rational("creditPerReply"), item.Rational("penaltyOnCaught"))),
            CaseOutcome.Compare(item.Expect("saturatesAtCeiling"), drift.IsPositive ? "true" : "false"));
    }

    private static CaseOutcome Checks(VectorCase item)
    {
        (Fraction cheated, Fraction cost, Fraction margin, Fraction penalty) =
            (item.Rational("cheatFraction"), item.Rational("cost"), item.Rational("margin"), item.Rational("penalty"));
        string checks = PartialCheating.MinimumChecks(cheated, cost, margin, penalty).ToString(CultureInfo.InvariantCulture);
        if (item.OptionalExpect("publishedMinChecks") is { } published)
        {
            // The paper's sentence contradicts the paper's formula for these numbers, and the collection marks it as no oracle.
            return checks == "2" && published == "1"
                ? new CaseOutcome.MatchedExact("the published sentence says 1; the published formula gives s > 1.445, so 2")
                : new CaseOutcome.Mismatched("2 by the formula, 1 as published", $"{checks} by the formula, {published} as published");
        }

        double threshold = PartialCheating.ChecksThreshold(cheated, cost, margin, penalty);
        return Rationals.Both(
            CaseOutcome.Compare(item.Expect("minChecks"), checks),
            Rationals.Near(RationalText.Parse(item.Expect("checksGreaterThan")), Fraction.FromDouble(threshold), item.Tolerance()));
    }
}
