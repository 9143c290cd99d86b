using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Takes one penalty from the stake that stood at the fault.</summary>
/// <remarks>
/// <code>
/// due  = the operator's part, and the delegators' (see DelegationPolicy)
/// loss = min(ceiling(stake at the fault * part) - what the same fault cost before, what is left of that stake)
///        where the dearest fault of a span counts, no more than it makes its span dearer (see DearestOfSpans)
/// </code>
/// Where it goes is for <see cref="PenaltyDivider"/> to say.
/// </remarks>
internal sealed class PenaltyTaker(MechanismPolicy policy)
{
    public PenaltyTaken Take(
        in ParticipantState state,
        StakeAccount stake,
        DelegatedStake? delegated,
        in FaultCase item,
        in Charge charge,
        Epoch now,
        StakingRules rules,
        StakingRules memory,
        ExplanationRecorder? recorder)
    {
        if (charge.IsSuspended)
        {
            recorder?.Given(
                $"loss for {charge.Rule.Offence}",
                $"circuit breaker: {Prose.Percent(charge.Rule.CircuitBreaker ?? Proportion.One)} of all stake or more was at fault in epoch {item.FaultEpoch}, so nobody pays",
                ExplanationRecorder.Money("loss", Amount.Zero));
            return new PenaltyTaken(stake, delegated, Amount.Zero, Amount.Zero);
        }

        FaultStake behind = state.StakeOf(item.Record, item.FaultEpoch);
        DelegatedStake? pool = state.DelegationsAnswer(item.Record, item.FaultEpoch) ? delegated : null;
        Amount own = OwnDue(stake, pool, behind, charge.Asked, now, rules);
        StakeSlash slash = own.IsZero
            ? new StakeSlash(stake, charge.Standing, own, Amount.Zero)
            : stake.Slash(behind, own, now, rules);

        // Own stake first: what it can no longer pay is asked of the delegators, who stood behind it.
        Amount rest = charge.Asked - (policy.Delegation?.OwnStakeFirst == true ? slash.Taken : own), theirs = Amount.Zero;
        if (pool is not null && !rest.IsZero)
        {
            (delegated, theirs) = pool.Slash(item.FaultEpoch, rest, now, memory);
        }

        Explain(recorder, stake.Owner, item, charge, slash.Taken, theirs, now);

        return new PenaltyTaken(slash.Account, delegated, slash.Taken, theirs);
    }

    /// <summary>What a penalty would take of the participant's own stake if it were the only one.</summary>
    public Amount OwnAlone(in ParticipantState state, StakeAccount stake, in FaultCase item, in Charge charge, Epoch now, StakingRules rules)
    {
        FaultStake behind = state.StakeOf(item.Record, item.FaultEpoch);
        DelegatedStake? pool = state.DelegationsAnswer(item.Record, item.FaultEpoch) ? state.Delegated : null;
        Amount due = OwnDue(stake, pool, behind, charge.AskedAlone, now, rules);
        return due.IsZero ? due : Amount.Min(due, behind.LeftIn(stake));
    }

    /// <summary>What the operator's own stake is to pay: all that it can, or its part of the stake at the fault, rounded up.</summary>
    private Amount OwnDue(StakeAccount stake, DelegatedStake? delegated, in FaultStake fault, Amount due, Epoch now, StakingRules rules)
    {
        if (delegated is null || due.IsZero)
        {
            return due;
        }

        Amount own = StakeBehind.OwnAt(stake, fault, rules, now), theirs = delegated.Pool.StandingAt(fault.Fault);
        return own.IsZero ? Amount.Zero
            : policy.Delegation?.OwnStakeFirst == true ? due
            : due.Multiply(own.Units, (own + theirs).Units, Rounding.Up);
    }

    private static void Explain(ExplanationRecorder? recorder, ParticipantId offender, in FaultCase item, in Charge charge, Amount taken, Amount theirs, Epoch now)
    {
        if (recorder is null)
        {
            return;
        }

        OffencePolicy rule = charge.Rule;
        string fault = item.FaultEpoch == now ? $"{rule.Offence}" : $"{rule.Offence} in epoch {item.FaultEpoch}";
        recorder.Rule($"part lost for {fault}", recorder.Say(rule.Curve), ExplanationRecorder.Parts("part", charge.Part), [.. WhatIsRead(rule.Curve.Reads, charge.Context)]);
        recorder.Define($"stake at the fault: what {offender} had at stake in epoch {item.FaultEpoch}, wherever it is now");
        recorder.MultiplyDivide(
            $"due for {fault}",
            "stake at the fault * part",
            ExplanationRecorder.Money("stake at the fault", charge.Standing),
            ExplanationRecorder.Parts("part", charge.Part),
            ExplanationRecorder.One,
            Rounding.Up,
            ExplanationRecorder.Money("due", charge.Due));
        if (!charge.ChargedBefore.IsZero)
        {
            recorder.Rule(
                $"still due for {fault}",
                "what is due, less what the same fault cost before",
                ExplanationRecorder.Money("still due", charge.StillDue),
                ExplanationRecorder.Money("due", charge.Due),
                ExplanationRecorder.Money("charged before", charge.ChargedBefore));
        }

        if (charge.Asked != charge.StillDue)
        {
            recorder.Rule(
                $"asked for {fault}",
                "of the faults in one span of epochs the dearest counts: what this one costs more than the others",
                ExplanationRecorder.Money("asked", charge.Asked),
                ExplanationRecorder.Money("still due", charge.StillDue));
        }

        recorder.Rule(
            $"loss for {fault}",
            "what is due, or what is left of the stake at the fault when that is less",
            ExplanationRecorder.Money("loss", taken),
            ExplanationRecorder.Money("due", charge.Asked));
        if (!theirs.IsZero)
        {
            recorder.Given($"delegators' loss for {fault}", "what those lost who had delegated stake at the fault", ExplanationRecorder.Money("loss", theirs));
        }
    }

    private static IEnumerable<Operand> WhatIsRead(SlashingInputs reads, OffenceContext context)
    {
        if (reads.HasFlag(SlashingInputs.Severity))
        {
            yield return ExplanationRecorder.Parts("severity", context.Severity);
        }

        if (reads.HasFlag(SlashingInputs.EarlierOffences))
        {
            yield return ExplanationRecorder.Count("earlier offences", context.EarlierOffences);
        }

        if (reads.HasFlag(SlashingInputs.ShareAtFault))
        {
            yield return ExplanationRecorder.Parts("share of all stake at fault", context.ShareAtFault);
        }

        if (reads.HasFlag(SlashingInputs.Duration))
        {
            yield return ExplanationRecorder.Count("epochs it has lasted", context.Duration.Epochs);
        }
    }
}
