using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;
using Evidence = CapaCloud.Mechanisms.Slashing.Evidence;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The first map: what one participant's epoch is worth, before anything is known of the others.</summary>
internal sealed class ParticipantAssessor(MechanismPolicy policy, OffenceTable offences, RuleText text)
{
    public Assessment Assess(in ParticipantState state, in ParticipantInput input, ExplanationRecorder? recorder = null)
    {
        Proportion uptime = Uptime(input.Report, recorder);
        PenaltyDocket? docket = PenaltyDocket.Of(offences, state, input);
        ReadOnlySpan<Evidence> due = docket is null ? input.Evidence.Span : docket.Due.Span;
        ReputationRecord reputation = Remember(state, input, due.Length, uptime);
        Proportion score = policy.Reputation.Model.Read(reputation);
        recorder?.Rule(
            "score",
            text.Of(policy.Reputation.Model),
            ExplanationRecorder.Parts("score", score),
            ExplanationRecorder.Parts("score before", policy.Reputation.Model.Read(policy.Reputation.Model.Age(state.Reputation, input.Epoch))),
            ExplanationRecorder.Count("audits passed", input.AuditsPassed),
            ExplanationRecorder.Count("proven faults", (UInt128)due.Length),
            ExplanationRecorder.Parts("uptime", uptime));

        IneligibilityReason ineligibility = Ineligibility(state, input.Epoch, due, docket);
        return new Assessment
        {
            Participant = state.Participant,
            Reputation = reputation,
            Score = score,
            Uptime = uptime,
            Stake = state.Stake.StandingAt(input.Epoch),
            Ineligibility = ineligibility,
            Weight = ineligibility == IneligibilityReason.None ? Weight(input.Report.Work, score, uptime, recorder) : Ineligible(ineligibility, recorder),
        };
    }

    /// <summary>Adds an assessment to its partition's totals, with the stake that is at fault by each offence.</summary>
    public void Contribute(in ParticipantState state, in ParticipantInput input, in Assessment assessment, EpochTotalsBuilder totals)
    {
        totals.Add(input.Report.Work, assessment.Weight, assessment.Stake);
        foreach (Evidence evidence in (PenaltyDocket.Of(offences, state, input)?.Due ?? input.Evidence).Span)
        {
            totals.AddFault(offences.IndexOf(evidence.Offence), state.Stake.StandingAt(evidence.FaultEpoch).Multiply(evidence.Severity, Rounding.Up));
        }

        if (offences.Downtime >= 0 && assessment.Uptime != Proportion.One)
        {
            totals.AddFault(offences.Downtime, assessment.Stake.Multiply(assessment.Uptime.Complement, Rounding.Up));
        }
    }

    private Proportion Uptime(in ParticipantReport report, ExplanationRecorder? recorder)
    {
        ulong missed = 0, excused = 0;
        foreach (MissedDuties duties in report.Missed)
        {
            missed += duties.Count;
            excused += IsExcused(duties.Cause) ? duties.Count : 0;
        }

        ulong accountable = report.DutiesDue - excused, kept = report.DutiesDue - missed;
        Proportion uptime = accountable == 0 ? Proportion.One : Proportion.FromQuotient(kept, accountable, Rounding.Down);
        if (recorder is not null && accountable > 0)
        {
            recorder.Given("duties due and not excused", "report", ExplanationRecorder.Count("duties", accountable));
            recorder.MultiplyDivide(
                "uptime",
                "kept * 10^18 / (due - excused)",
                ExplanationRecorder.Count("kept", kept),
                ExplanationRecorder.Count("scale", Proportion.PartsPerOne),
                ExplanationRecorder.Count("due - excused", accountable),
                Rounding.Down,
                ExplanationRecorder.Parts("uptime", uptime));
        }

        return uptime;
    }

    private bool IsExcused(string cause)
    {
        foreach (string excused in policy.ExcusedCauses)
        {
            if (string.Equals(excused, cause, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private ReputationRecord Remember(in ParticipantState state, in ParticipantInput input, int proven, Proportion uptime)
    {
        IReputationModel model = policy.Reputation.Model;
        ReputationRecord record = model.Age(state.Reputation, input.Epoch);
        ulong faults = (ulong)proven;
        if (input.AuditsPassed > 0 || faults > 0)
        {
            Ratio good = Ratio.FromInteger(input.AuditsPassed), bad = Ratio.FromInteger(faults);
            record = model.Add(record, new Conduct(input.Epoch, ConductKind.Proven, good, bad));
        }

        if (input.Report.DutiesDue > 0)
        {
            record = model.Add(record, new Conduct(input.Epoch, ConductKind.Presence, uptime.ToRatio(), uptime.Complement.ToRatio()));
        }

        return record;
    }

    private IneligibilityReason Ineligibility(in ParticipantState state, Epoch now, ReadOnlySpan<Evidence> due, PenaltyDocket? docket)
    {
        if (state.JailedUntil > now)
        {
            return IneligibilityReason.Jailed;
        }

        foreach (Evidence evidence in due)
        {
            // What waited out its appeal forfeits the reward of the epoch it was brought in, not this one's.
            if (offences.RuleOf(evidence.Offence).ForfeitsReward && docket?.HasWaited(evidence.Key) != true)
            {
                return IneligibilityReason.Forfeited;
            }
        }

        return state.Stake.Bonded < policy.Stake.MinimumBond ? IneligibilityReason.BelowMinimumBond : IneligibilityReason.None;
    }

    private UInt128 Weight(ulong work, Proportion score, Proportion uptime, ExplanationRecorder? recorder)
    {
        Ratio byReputation = policy.Reward.ReputationMultiplier.Evaluate(score);
        Ratio byUptime = policy.Reward.UptimeMultiplier.Evaluate(uptime);
        Ratio multiplier = byReputation.Multiply(byUptime, Rounding.Down);
        UInt128 plain = (UInt128)work * RewardPolicy.WeightPerWork;
        UInt128 weight = MulDiv.Down(plain, multiplier.Parts, Proportion.PartsPerOne);
        if (recorder is not null)
        {
            recorder.Rule("reputation multiplier", text.Of(policy.Reward.ReputationMultiplier), ExplanationRecorder.Parts("multiplier", byReputation), ExplanationRecorder.Parts("score", score));
            recorder.Rule("uptime multiplier", text.Of(policy.Reward.UptimeMultiplier), ExplanationRecorder.Parts("multiplier", byUptime), ExplanationRecorder.Parts("uptime", uptime));
            recorder.MultiplyDivide(
                "multiplier",
                "reputation multiplier * uptime multiplier",
                ExplanationRecorder.Parts("reputation multiplier", byReputation),
                ExplanationRecorder.Parts("uptime multiplier", byUptime),
                ExplanationRecorder.Parts("one", Ratio.One),
                Rounding.Down,
                ExplanationRecorder.Parts("multiplier", multiplier));
            recorder.MultiplyDivide(
                "weight",
                "work * 10^9 * multiplier",
                ExplanationRecorder.Count("work * 10^9", plain),
                ExplanationRecorder.Parts("multiplier", multiplier),
                ExplanationRecorder.Parts("one", Ratio.One),
                Rounding.Down,
                ExplanationRecorder.Count("weight", weight));
        }

        return weight;
    }

    private static UInt128 Ineligible(IneligibilityReason reason, ExplanationRecorder? recorder)
    {
        recorder?.Given("weight", $"no claim on the pool: {reason}", ExplanationRecorder.Count("weight", UInt128.Zero));
        return UInt128.Zero;
    }
}
