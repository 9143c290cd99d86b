using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Alignment.Roles;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Asks a validator's questions: does checking pay, is vouching unchecked ever worth it, does accusing falsely, does leaving before it is found out.</summary>
/// <remarks>
/// <code>vouching for m unchecked results:  m * CheckingCost  against  E[S(K)], K ~ binomial(m, PlantedErrorRate * (1 - LeakRate)), S what the mechanism takes for K wrong checks</code>
/// Every condition and engine is that of a participant, with a check for a job and a planted error for an audit. Base units; deterministic.
/// </remarks>
public static class ValidatorChecker
{
    private static readonly ImmutableArray<string> Assumed =
    [
        "A validator cannot tell a planted error from any other result without checking it, unless it is told.",
        "A planted error that is vouched for is always found out; the validator has bonded the minimum.",
    ];

    /// <summary>Asks every question that a validator has a part in.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics: what a check costs and pays, how often an error is planted, when it is found out.</param>
    /// <param name="validation">How much the validator checks, and how well.</param>
    /// <param name="effort">How much the dynamic engine may try where the exact conditions do not decide; it is left out when this is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report; it has no finding on requests.</returns>
    /// <exception cref="ArgumentException">The economics or the validation are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(
        Mechanism mechanism, Economics economics, ValidationEconomics validation, DynamicEffort? effort = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(validation);
        economics.Require(nameof(economics));
        if (validation.Validate(economics) is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The validation cannot be judged: {string.Join(" ", faults)}", nameof(validation));
        }

        Mechanism checks = CheckingAsWork.Of(mechanism, economics);
        Economics checking = CheckingAsWork.Of(mechanism, economics, validation);
        AlignmentReport report = effort is { } depth
            ? AlignmentChecker.Check(checks, checking, depth, cancellation: cancellation)
            : AlignmentChecker.Check(checks, checking, cancellation);
        MechanismIncentives network = MechanismIncentives.Of(mechanism, economics);
        CheckTerms terms = CheckTerms.Of(network);
        if (terms.WorseRecord(mechanism.Policy, economics.CheckingCost.OrZero()) is { } mayDeter)
        {
            report = report with { Findings = [.. report.Findings.Select(finding => Recorded(finding, mayDeter))] };
        }

        Finding vouching = report.On(AlignmentProperty.IncentiveCompatibility);
        return report with
        {
            PolicyName = mechanism.Policy.Name,
            PolicyHash = mechanism.PolicyHash,
            Economics = economics,
            Findings =
            [
                .. report.Findings.Where(finding => finding.Property != AlignmentProperty.RequesterFairness).Select(finding => finding.Property switch
                {
                    AlignmentProperty.VerifierDiligence => Diligence(vouching, Accusing(network)),
                    AlignmentProperty.GriefingBound => GriefingProperty.Griefing(network, Lives.HonestLife.Of(network)),
                    AlignmentProperty.CollusionResistance => Selling(economics, terms.Price) ?? Told(finding),
                    _ => Told(finding),
                }),
            ],
        };
    }

    /// <summary>Who stays and is found out sits on fewer panels where checks have a record of their own; no engine counts what that loses, so nothing that rests on staying is said to fail.</summary>
    private static Finding Recorded(Finding finding, string mayDeter) => finding is Finding.Fails { Property: AlignmentProperty.IncentiveCompatibility or AlignmentProperty.ParallelSafety } fails
        ? Answer.Open(fails.Property, fails.Condition, mayDeter)
        : finding;

    /// <summary>Not checking, and accusing falsely: the worse of the two.</summary>
    private static Finding Diligence(Finding checking, Finding accusing) => (checking, accusing) switch
    {
        (Finding.Holds holds, Finding.Holds other) => (Finding.Holds)Told(holds with
        {
            Property = AlignmentProperty.VerifierDiligence,
            Condition = $"{holds.Condition}; {other.Condition}",
            Margin = holds.Margin < other.Margin ? holds.Margin : other.Margin,
        }),
        (Finding.Holds, _) => accusing,
        _ => Told(checking with { Property = AlignmentProperty.VerifierDiligence }),
    };

    /// <summary>Selling a vote for a result that is known to be false: nothing is planted there, only a review finds it. Null where nobody pays for votes.</summary>
    private static Finding? Selling(Economics economics, Fraction price) => economics.SidePaymentLimit.OrZero().High.IsZero ? null : Answer.Of(
        AlignmentProperty.CollusionResistance,
        (economics.ReviewRate.Low * price) - economics.SidePaymentLimit.OrZero().High,
        $"a vote sells for up to {Answer.Show(economics.SidePaymentLimit.OrZero().High)}; {Figures.Percent(economics.ReviewRate.Low)} of sold votes are found out, which costs {Answer.Show(price)}",
        "vouch for false results that their makers pay for; the profit is for each vote",
        Assumed);

    /// <summary>A false accusation brings a bounty when it succeeds, and its own price when it does not.</summary>
    private static Finding Accusing(MechanismIncentives network)
    {
        const AlignmentProperty Property = AlignmentProperty.VerifierDiligence;
        if (CoalitionPanel.Of(network) is null)
        {
            return CoalitionProperties.TooLarge(Property);
        }

        Fraction margin = DiligenceProperty.FalseAccusation(network, out string condition);
        return Answer.Of(Property, margin, condition, "accuse honest results; the profit is for each accusation", Assumed);
    }

    private static Finding Told(Finding finding) => finding switch
    {
        Finding.Fails fails => fails with
        {
            Assumptions = [.. fails.Assumptions, .. Assumed],
            Attack = fails.Attack with { Strategy = $"with a check for a job: {fails.Attack.Strategy}" },
        },
        _ => finding with { Assumptions = [.. finding.Assumptions, .. Assumed] },
    };
}
