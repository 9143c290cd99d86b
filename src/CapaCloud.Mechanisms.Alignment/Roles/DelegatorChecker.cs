using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Roles;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Asks the questions of somebody whose money stands behind another's work.</summary>
/// <remarks>
/// No formula of its own: each finding states its condition. What a delegation earns and loses is played through the real
/// <see cref="OperatorPool"/> under the policy's staking rules; whether the operator is honest is asked of the mechanism with the
/// operator's own bond, because what its delegators lose deters nobody but them. Deterministic and free of side effects.
/// </remarks>
public static class DelegatorChecker
{
    /// <summary>Answers for a delegator: incentive compatibility, participation, budget balance, collusion (kickbacks), Sybils, whitewashing, exits, griefing by the operator, honest safety.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The operator's economics, with its delegations behind it.</param>
    /// <param name="delegation">The delegation.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report; it has no finding on what a delegator has no part in: jobs in flight, checking, requests, monotonicity.</returns>
    /// <exception cref="ArgumentException">The economics or the delegation are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(
        Mechanism mechanism, Economics economics, DelegationEconomics delegation, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(delegation);
        economics.Require(nameof(economics));
        if (delegation.Validate(mechanism.Policy.Stake.MinimumBond) is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The delegation cannot be judged: {string.Join(" ", faults)}", nameof(delegation));
        }

        cancellation.ThrowIfCancellationRequested();
        Mechanism operators = Mechanism.FromPolicy(PolicyDesign.WithStake(mechanism.Policy, delegation.OperatorBond));
        DelegationTerms terms = new(MechanismIncentives.Of(operators, economics), delegation);
        return new AlignmentReport
        {
            PolicyName = mechanism.Policy.Name,
            PolicyHash = mechanism.PolicyHash,
            Economics = economics,
            Findings =
            [
                DelegationTiming.Sniping(terms),
                DelegationIncome.Participation(terms),
                DelegationIncome.BudgetBalance(),
                OperatorConduct.Kickbacks(terms, AlignmentChecker.Check(operators, economics, AlignmentProperty.IncentiveCompatibility, cancellation)),
                DelegationTiming.Splitting(terms),
                DelegationTiming.Whitewash(),
                DelegationTiming.Exit(terms, cancellation),
                OperatorConduct.Griefing(terms),
                DelegationIncome.HonestSafety(terms),
            ],
        };
    }
}
