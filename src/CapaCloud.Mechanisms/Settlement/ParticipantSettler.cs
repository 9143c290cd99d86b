using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The second map: what an epoch does to one participant, given the totals over all.</summary>
internal sealed class ParticipantSettler(MechanismPolicy policy, OffenceTable offences, RuleText text)
{
    private readonly PenaltyClerk _clerk = new(policy, offences);

    public ParticipantOutcome Settle(
        in ParticipantState state,
        in ParticipantInput input,
        in Assessment assessment,
        OffenceClimate climate,
        Amount reward,
        ICollection<Posting> postings,
        ExplanationRecorder? recorder = null)
    {
        PenaltyDocket? docket = PenaltyDocket.Of(offences, state, input);
        ImmutableArray<PendingPenalty> pending = state.Pending;
        Amount paid = reward;
        Penalties penalties = new(state);
        if (docket is not null)
        {
            penalties = penalties with { Stake = _clerk.Hold(state.Stake, docket, input.Epoch) };
            (pending, paid) = _clerk.MoveRewards(state.Participant, docket, reward, postings, recorder);
        }

        foreach (Evidence evidence in (docket?.Due ?? input.Evidence).Span)
        {
            penalties = Punish(penalties, offences.IndexOf(evidence.Offence), evidence, climate, input.Epoch, postings, recorder);
        }

        penalties = docket is null ? penalties : penalties with { Stake = _clerk.Release(penalties.Stake, docket, input.Epoch) };
        if (offences.Downtime >= 0 && assessment.Uptime != Proportion.One)
        {
            penalties = Punish(penalties, offences.Downtime, Absence(state.Participant, assessment, input.Epoch), climate, input.Epoch, postings, recorder);
        }

        if (!paid.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(state.Participant), paid, PostingReason.Reward));
        }

        ParticipantState after = state with
        {
            Stake = penalties.Stake,
            Reputation = assessment.Reputation,
            JailedUntil = penalties.JailedUntil,
            PastOffences = penalties.PastOffences,
            Pending = pending,
        };
        return new ParticipantOutcome(after, reward, penalties.Slashed, penalties.Bounties) { Withheld = reward - paid };
    }

    private static Evidence Absence(ParticipantId participant, in Assessment assessment, Epoch epoch) => new()
    {
        Offence = Offence.Downtime,
        Offender = participant,
        FaultEpoch = epoch,
        Severity = assessment.Uptime.Complement,
    };

    private Penalties Punish(
        in Penalties before,
        int offence,
        in Evidence evidence,
        OffenceClimate climate,
        Epoch now,
        ICollection<Posting> postings,
        ExplanationRecorder? recorder)
    {
        OffencePolicy rule = policy.Offences[offence];
        OffenceContext context = new()
        {
            Severity = evidence.Severity,
            EarlierOffences = CountEarlier(before.PastOffences, rule, now),
            StakeAtFault = climate.ShareAtFault(offence),
        };
        if (climate.IsSuspended(offence))
        {
            recorder?.Given(
                $"loss for {rule.Offence}",
                $"circuit breaker: at least {rule.CircuitBreaker} of all stake is at fault, so nobody is punished",
                ExplanationRecorder.Money("loss", Amount.Zero));
            return before;
        }

        Proportion part = rule.Curve.Evaluate(context);
        bool canBeCharged = policy.Stake.IsChargeable(evidence.FaultEpoch, now) || before.Stake.IsHeld(evidence.FaultEpoch);
        Amount liable = canBeCharged ? before.Stake.StandingAt(evidence.FaultEpoch) : Amount.Zero;
        StakeSlash slash = !part.IsZero && !liable.IsZero
            ? before.Stake.Slash(evidence.FaultEpoch, part, now, policy.Stake)
            : new StakeSlash(before.Stake, liable, Amount.Zero, Amount.Zero);
        Explain(recorder, rule, context, part, liable, slash.Taken);
        if (part.IsZero)
        {
            return before;
        }

        Amount bounty = PostLoss(evidence, slash.Taken, postings);
        return new Penalties(
            slash.Account,
            before.Slashed + slash.Taken,
            before.Bounties + bounty,
            rule.Jail.IsZero ? before.JailedUntil : Epoch.Max(before.JailedUntil, now + rule.Jail + EpochSpan.One),
            rule.RepetitionWindow.IsZero ? before.PastOffences : before.PastOffences.Add(new PastOffence(rule.Offence, now)));
    }

    private Amount PostLoss(in Evidence evidence, Amount loss, ICollection<Posting> postings)
    {
        if (loss.IsZero)
        {
            return Amount.Zero;
        }

        bool reported = !evidence.Reporter.IsNone && evidence.Reporter != evidence.Offender;
        Amount bounty = reported ? loss.Multiply(policy.Penalty.BountyShare, Rounding.Down) : Amount.Zero;
        Amount treasury = loss.Multiply(policy.Penalty.TreasuryShare, Rounding.Down);
        LedgerAccount stake = LedgerAccount.Stake(evidence.Offender);
        Post(LedgerAccount.Treasury, treasury, PostingReason.Slash);
        Post(LedgerAccount.Burned, loss - bounty - treasury, PostingReason.Slash);
        if (reported)
        {
            Post(LedgerAccount.Wallet(evidence.Reporter), bounty, PostingReason.Bounty);
        }

        return bounty;

        void Post(LedgerAccount to, Amount amount, PostingReason reason)
        {
            if (!amount.IsZero)
            {
                postings.Add(new Posting(stake, to, amount, reason));
            }
        }
    }

    private static uint CountEarlier(ImmutableArray<PastOffence> past, OffencePolicy rule, Epoch now)
    {
        Epoch oldest = now.MinusToZero(rule.RepetitionWindow);
        uint count = 0;
        foreach (PastOffence offence in past)
        {
            count += offence.Offence == rule.Offence && offence.Epoch >= oldest && !rule.RepetitionWindow.IsZero ? 1u : 0u;
        }

        return count;
    }

    private void Explain(
        ExplanationRecorder? recorder, OffencePolicy rule, in OffenceContext context, Proportion part, Amount liable, Amount taken)
    {
        if (recorder is null)
        {
            return;
        }

        Amount due = liable.Multiply(part, Rounding.Up);
        recorder.Rule(
            $"part lost for {rule.Offence}",
            text.Of(rule.Curve),
            ExplanationRecorder.Parts("part", part),
            ExplanationRecorder.Parts("severity", context.Severity),
            ExplanationRecorder.Count("earlier offences", context.EarlierOffences),
            ExplanationRecorder.Parts("stake at fault", context.StakeAtFault));
        recorder.MultiplyDivide(
            $"due for {rule.Offence}",
            "stake at the fault * part",
            ExplanationRecorder.Money("stake at the fault", liable),
            ExplanationRecorder.Parts("part", part),
            ExplanationRecorder.Parts("one", Proportion.One),
            Rounding.Up,
            ExplanationRecorder.Money("due", due));
        recorder.Rule(
            $"loss for {rule.Offence}",
            "what is due, at most what is left of that stake",
            ExplanationRecorder.Money("loss", taken),
            ExplanationRecorder.Money("due", due));
    }

    /// <summary>What the penalties so far have left of a participant.</summary>
    private readonly record struct Penalties(
        StakeAccount Stake, Amount Slashed, Amount Bounties, Epoch JailedUntil, ImmutableArray<PastOffence> PastOffences)
    {
        public Penalties(in ParticipantState state)
            : this(state.Stake, Amount.Zero, Amount.Zero, state.JailedUntil, state.PastOffences)
        {
        }
    }
}
