using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Alignment.Roles;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Asks a requester's questions over a deposit and a dispute: is the network worth its price, is it best to pay and to dispute exactly the false results.</summary>
/// <remarks>
/// With P the payment, a, r and L as in <see cref="RequestEconomics"/>:
/// <code>
/// a false dispute loses  (1 - a) * L - a * P        redress brings  (1 - r) * P - r * L        self-dealing loses  fee * P - issuance of a job
/// </code>
/// Base units for each job; exact; over intervals for the whole box.
/// </remarks>
public static class RequesterChecker
{
    /// <summary>Asks every question that a requester has a part in.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics: payment, deposit and cost of a dispute, colluding share.</param>
    /// <param name="request">What a result is worth, and how disputes end.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report; it has no finding on checking and monotonicity.</returns>
    /// <exception cref="ArgumentException">The economics or the request are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(Mechanism mechanism, Economics economics, RequestEconomics request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(request);
        economics.Require(nameof(economics));
        if (request.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The request cannot be judged: {string.Join(" ", faults)}", nameof(request));
        }

        cancellation.ThrowIfCancellationRequested();
        RequestTerms terms = new(MechanismIncentives.Of(mechanism, economics), request);
        return new AlignmentReport
        {
            PolicyName = mechanism.Policy.Name,
            PolicyHash = mechanism.PolicyHash,
            Economics = economics,
            Findings =
            [
                RequesterConduct.Deviations(AlignmentProperty.IncentiveCompatibility, terms, withSilence: true),
                RequesterIncome.Participation(terms),
                RequesterIncome.BudgetBalance(terms),
                RequesterConduct.Deviations(AlignmentProperty.ParallelSafety, terms, withSilence: true),
                RequesterConduct.Deviations(AlignmentProperty.CollusionResistance, terms, withSilence: false),
                RequesterConduct.Names(AlignmentProperty.SybilNeutrality, terms),
                RequesterConduct.Names(AlignmentProperty.WhitewashResistance, terms),
                RequesterConduct.Exit(terms),
                RequesterConduct.Deviations(AlignmentProperty.RequesterFairness, terms, withSilence: false),
                RequesterConduct.Griefing(terms),
                RequesterIncome.HonestSafety(terms),
            ],
        } is var report && mechanism.Policy.Requesters is null ? report : report with { Findings = [.. report.Findings.Select(finding => RequesterRecord.Judge(finding, mechanism.Policy))] };
    }
}
