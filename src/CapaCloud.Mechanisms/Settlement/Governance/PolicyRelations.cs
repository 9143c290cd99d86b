using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Checks the laws between parameters, all at once.</summary>
/// <remarks>
/// <code>
/// bounty share &lt; 1, and bounty share + treasury share &lt;= 1
/// penalty of a first wrong result * detection chance &gt;= saved cost         penalty = floor(minimum bond * curve)
/// unbonding period &gt;= detection delay + dispute time;   liability window &gt; detection delay
/// penalty of an unrevealed result &gt;= penalty of a wrong one
/// elasticity &lt; the controller's largest one
/// </code>
/// In base units and epochs; a needed bond rounds up. These are necessary and simple; whether honesty pays best, with everything together, is what
/// CapaCloud.Mechanisms.Alignment proves. Time linear in the policy.
/// </remarks>
public static class PolicyRelations
{
    /// <summary>How many earlier offences are looked at where a repeated silence must cost as much as a repeated lie.</summary>
    private const uint LaterOffences = 10;

    /// <summary>Returns every law that is broken.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="figures">What must be known besides.</param>
    /// <param name="loops">The controllers and how what they steer answers.</param>
    /// <returns>The findings, none when all laws are kept.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A loop is null.</exception>
    /// <exception cref="PolicyRefusedException">The policy cannot be composed at all.</exception>
    public static ImmutableArray<PolicyFinding> Check(MechanismPolicy policy, PolicyFigures figures, IReadOnlyList<SteeredLoop>? loops = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(figures);
        ImmutableArray<PolicyError> errors = PolicyValidator.Validate(policy);
        if (!errors.IsEmpty)
        {
            throw new PolicyRefusedException(errors);
        }

        ImmutableArray<PolicyFinding>.Builder found = ImmutableArray.CreateBuilder<PolicyFinding>();
        CheckPenalty(policy, figures, found);
        CheckTimes(policy, figures, found);
        CheckSilence(policy, found);
        for (int index = 0; index < (loops?.Count ?? 0); index++)
        {
            CheckLoop(loops![index] ?? throw new ArgumentException($"Loop {index} of {loops.Count} is null; expected a controller and how what it steers answers.", nameof(loops)), found);
        }

        return found.ToImmutable();
    }

    private static void CheckPenalty(MechanismPolicy policy, PolicyFigures figures, ImmutableArray<PolicyFinding>.Builder found)
    {
        Proportion part = First(policy, Offence.IncorrectResult);
        Amount bond = policy.Stake.MinimumBond, penalty = bond.Multiply(part, Rounding.Down), kept = penalty.SubtractToZero(penalty.Multiply(policy.Penalty.BountyShare, Rounding.Up));
        if (!penalty.IsZero && kept.IsZero)
        {
            found.Add(new PolicyFinding(
                PolicyRelation.BountyBelowPenalty,
                "$.penalty.bountyShare",
                $"a reporter gets {Prose.Percent(policy.Penalty.BountyShare)} of a penalty of {Prose.Units(penalty)}, all of it after rounding",
                "a larger bond or a smaller bountyShare, so that a unit is lost"));
        }

        Amount expected = kept.Multiply(figures.DetectionChance, Rounding.Down);
        if (expected >= figures.SavedCostPerJob)
        {
            return;
        }

        string values = $"a wrong result is found with a chance of {Prose.Percent(figures.DetectionChance)} and then costs {Prose.Units(kept)}, {Prose.Number(expected)} on average, and saves {Prose.Units(figures.SavedCostPerJob)}";
        Proportion lost = part.Multiply(policy.Penalty.BountyShare.Complement, Rounding.Down).Multiply(figures.DetectionChance, Rounding.Down);
        found.Add(new PolicyFinding(
            PolicyRelation.PenaltyAboveSavedCost,
            "$.stake.minimumBond",
            values,
            lost.IsZero || !MultiplyDivide.TryDivide(figures.SavedCostPerJob.Units, Proportion.PartsPerOne, lost.Parts, out UInt128 needed, out UInt128 rest)
                ? "a price for incorrect-result and a chance of detection above 0: no bond deters without them"
                : needed > UInt128.MaxValue - 3 ? "a larger chance of detection: no bond is large enough"
                : $"a minimumBond of about {Prose.Units(needed + (rest == UInt128.Zero ? 0u : 1u) + 2)}"));
    }

    private static void CheckTimes(MechanismPolicy policy, PolicyFigures figures, ImmutableArray<PolicyFinding>.Builder found)
    {
        if (policy.Offences.IsEmpty)
        {
            return;
        }

        // Wider than a span: two of the longest spans are still a finding.
        UInt128 needed = (UInt128)figures.DetectionDelay.Epochs + figures.DisputeTime.Epochs;
        if (policy.Stake.ReleaseDelay.Epochs < needed)
        {
            found.Add(new PolicyFinding(
                PolicyRelation.UnbondingCoversDetection,
                "$.stake.unbondingPeriod",
                $"stake leaves after {Prose.Epochs(policy.Stake.ReleaseDelay)}, and a fault is found within {Prose.Epochs(figures.DetectionDelay)} and disputed within {Prose.Epochs(figures.DisputeTime)} more",
                $"an unbondingPeriod of {Prose.Epochs(needed)}"));
        }

        if (policy.Stake.LiabilityWindow <= figures.DetectionDelay)
        {
            found.Add(new PolicyFinding(
                PolicyRelation.LiabilityCoversDetection,
                "$.stake.liabilityWindow",
                $"a fault can be charged for {Prose.Epochs(policy.Stake.LiabilityWindow)}, its own included, and is found within {Prose.Epochs(figures.DetectionDelay)}",
                $"a liabilityWindow of {Prose.Epochs((UInt128)figures.DetectionDelay.Epochs + 1)}"));
        }
    }

    private static void CheckSilence(MechanismPolicy policy, ImmutableArray<PolicyFinding>.Builder found)
    {
        // A silence that the policy has no price for is charged as a wrong result.
        if (policy.Offences.FirstOrDefault(static item => item.Offence == Offence.UnrevealedResult) is { } quiet && policy.Offences.FirstOrDefault(static item => item.Offence == Offence.IncorrectResult) is { } lie)
        {
            CheckSilence(quiet, lie, found);
        }
    }

    /// <summary>The penalty, whatever share of the stake is at fault, and what follows beside it: the reward of the epoch, jail, the breaker, and what a repeated offence costs.</summary>
    private static void CheckSilence(OffencePolicy silence, OffencePolicy wrong, ImmutableArray<PolicyFinding>.Builder found)
    {
        for (uint tenths = 0; tenths <= 10; tenths++)
        {
            Proportion share = Proportion.Percent(10 * tenths);
            if (AtFault(silence, share) < AtFault(wrong, share))
            {
                string where = tenths == 0 ? "" : $" while {share} of it is at fault";
                Add($"costs {AtFault(silence, share)} of the stake{where}", $"{AtFault(wrong, share)}", $"a curve for '{Offence.UnrevealedResult}' that costs at least {AtFault(wrong, share)}{where}");
                break;
            }
        }

        if (silence.CircuitBreaker is { } breaker && (wrong.CircuitBreaker is null || wrong.CircuitBreaker > breaker))
        {
            Add($"costs nothing once more than {breaker} of the stake is at fault", wrong.CircuitBreaker is { } later ? $"from {later} on" : "has no such breaker", "the same circuitBreaker, a higher one or none");
        }

        if (silence.CorrelationWindow < wrong.CorrelationWindow && wrong.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault))
        {
            Add($"counts the faults of {Prose.Epochs(silence.CorrelationWindow)} together", $"those of {Prose.Epochs(wrong.CorrelationWindow)}", $"a correlationWindow of at least {Prose.Epochs(wrong.CorrelationWindow)}");
        }

        if (wrong.ForfeitsReward && !silence.ForfeitsReward)
        {
            Add("forfeits no reward", "forfeits it", "a forfeited reward");
        }

        if (silence.Jail < wrong.Jail)
        {
            Add($"leads to jail for {Prose.Epochs(silence.Jail)}", $"for {Prose.Epochs(wrong.Jail)}", $"a jail of at least {Prose.Epochs(wrong.Jail)}");
        }

        if (silence.RepetitionWindow < wrong.RepetitionWindow && Enumerable.Range(1, (int)LaterOffences).Any(earlier => Repeated(wrong, (uint)earlier) > Repeated(wrong, 0)))
        {
            Add($"remembers earlier ones for {Prose.Epochs(silence.RepetitionWindow)}", $"for {Prose.Epochs(wrong.RepetitionWindow)}", $"a repetitionWindow of at least {Prose.Epochs(wrong.RepetitionWindow)}");
        }

        for (uint earlier = 1; earlier <= LaterOffences; earlier++)
        {
            if (Repeated(silence, earlier) < Repeated(wrong, earlier))
            {
                Add(
                    $"costs {Repeated(silence, earlier)} of the stake after {DecimalText.Format((UInt128)earlier)} earlier ones",
                    $"{Repeated(wrong, earlier)}",
                    $"a curve for '{Offence.UnrevealedResult}' that costs at least {Repeated(wrong, earlier)} then");
                break;
            }
        }

        void Add(string quiet, string lie, string fix) => found.Add(new PolicyFinding(
            PolicyRelation.SilenceNotCheaper, "$.offences", $"'{Offence.UnrevealedResult}' {quiet} and '{Offence.IncorrectResult}' {lie}: a cheater who is audited says nothing", fix));
    }

    private static Proportion AtFault(OffencePolicy rule, Proportion share) =>
        rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One, ShareAtFault = share, Duration = EpochSpan.One });

    private static Proportion Repeated(OffencePolicy rule, uint earlier) =>
        rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One, EarlierOffences = earlier, Duration = EpochSpan.One });

    private static void CheckLoop(SteeredLoop loop, ImmutableArray<PolicyFinding>.Builder found)
    {
        if (loop.Rule.LargestElasticity is { } largest && loop.Elasticity >= largest)
        {
            found.Add(new PolicyFinding(
                PolicyRelation.ControllerStable,
                loop.Name,
                $"answers by {loop.Elasticity} percent for each percent, and the rule is stable below {largest}",
                !largest.IsZero && MultiplyDivide.TryDivide(loop.Elasticity.Parts, Proportion.PartsPerOne, largest.Parts, out UInt128 times, out _) && times < UInt128.MaxValue
                    ? $"steps that are at least {loop.Elasticity.Divide(largest, Rounding.Up)} times smaller"
                    : "another controller: this one is stable for no step"));
        }
    }

    /// <summary>What a first offence alone costs, of full severity.</summary>
    private static Proportion First(MechanismPolicy policy, Offence offence)
    {
        OffencePolicy? rule = policy.Offences.FirstOrDefault(item => item.Offence == offence);
        return rule is null ? Proportion.Zero : rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One });
    }
}
