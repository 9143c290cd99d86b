using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Pays the epoch's reward, or withholds it while accusations of the epoch could forfeit it, and ends what waited.</summary>
/// <remarks>
/// <code>
/// a reward of epoch e waits   while a case that was brought in e and would forfeit it is open, and none of them was charged
/// it is forfeited             as soon as one of them is charged and costs anything, or makes the reward void
/// it is paid                  when none of them is open any more
/// treasury = floor(forfeited * TreasuryShare), the rest is burned: no competitor gains by an accusation
/// </code>
/// So the order in which the cases of an epoch are decided does not matter.
/// </remarks>
internal sealed class RewardPayer(MechanismPolicy policy, OffenceTable offences, FormerRules former)
{
    public RewardsMoved Move(
        in ParticipantState state,
        DelegatedStake? delegated,
        FaultCase[] cases,
        ChargeBook? charges,
        Amount reward,
        Epoch now,
        StakeRulesOfEpoch rules,
        ICollection<Posting> postings,
        ExplanationRecorder? recorder)
    {
        ParticipantId participant = state.Participant;
        LedgerAccount pending = LedgerAccount.PendingPenalties(participant), wallet = LedgerAccount.Wallet(participant), delegators = LedgerAccount.DelegationPool(participant);
        Amount toDelegators = Amount.Zero;
        Amount returned = Amount.Zero, forfeited = Amount.Zero, withheld = Amount.Zero;
        ImmutableArray<WithheldReward> waiting = state.Withheld;
        foreach (WithheldReward earlier in state.Withheld)
        {
            if (IsForfeitedBy(cases, charges, earlier.Epoch))
            {
                forfeited += Forfeit(participant, earlier, postings, recorder);
                delegated = delegated?.Decide(earlier.Epoch, isForfeited: true);
                waiting = waiting.Remove(earlier);
            }
            else if (!IsOpenAgainst(cases, earlier.Epoch, rules))
            {
                Amount theirs = delegated?.WaitingOf(earlier.Epoch) ?? Amount.Zero;
                Post(postings, pending, wallet, earlier.Amount - theirs, PostingReason.Reversal);
                Post(postings, pending, delegators, theirs, PostingReason.Reversal);
                delegated = delegated?.Decide(earlier.Epoch, isForfeited: false);
                toDelegators += theirs;
                recorder?.Given($"reward of epoch {earlier.Epoch}", "paid now: no accusation of that epoch stands any more", ExplanationRecorder.Money("reward", earlier.Amount));
                returned += earlier.Amount;
                waiting = waiting.Remove(earlier);
            }
        }

        if (recorder is not null)
        {
            ExplainOpen(cases, now, recorder);
        }

        DelegatedReward divided = DelegatedReward.Of(policy, state, reward, now, recorder);
        bool isWithheld = IsOpenAgainst(cases, now, rules);
        delegated = delegated?.Wait(now, divided.Net, isWithheld && !reward.IsZero);
        if (isWithheld)
        {
            withheld = reward;
            Post(postings, LedgerAccount.RewardPool, pending, reward, PostingReason.Withheld);
            recorder?.Given("withheld reward", "it waits until the accusations of this epoch are decided", ExplanationRecorder.Money("reward", reward));
            waiting = reward.IsZero ? waiting : waiting.Add(new WithheldReward(now, reward));
        }
        else
        {
            Post(postings, LedgerAccount.RewardPool, wallet, reward - divided.Net, PostingReason.Reward);
            Post(postings, LedgerAccount.RewardPool, delegators, divided.Net, PostingReason.Reward);
            toDelegators += divided.Net;
        }

        return new RewardsMoved(waiting, withheld, returned, forfeited, delegated, toDelegators, divided.Commission);
    }

    private bool IsOpenAgainst(FaultCase[] cases, Epoch epoch, StakeRulesOfEpoch rules)
    {
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (item.IsOpen && !item.IsImmediate && item.Accused == epoch && former.RuleOf(offences, item.Offence, rules.Former, item.FaultEpoch).ForfeitsReward)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForfeitedBy(FaultCase[] cases, ChargeBook? charges, Epoch epoch)
    {
        foreach (ref readonly Charge charge in charges is null ? [] : charges.Charges)
        {
            if (charge.Forfeits && cases[charge.Position].Accused == epoch)
            {
                return true;
            }
        }

        return false;
    }

    private Amount Forfeit(ParticipantId participant, WithheldReward earlier, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        Amount treasury = earlier.Amount.Multiply(policy.Penalty.TreasuryShare, Rounding.Down);
        LedgerAccount waiting = LedgerAccount.PendingPenalties(participant);
        Post(postings, waiting, LedgerAccount.Treasury, treasury, PostingReason.Withheld);
        Post(postings, waiting, LedgerAccount.Burned, earlier.Amount - treasury, PostingReason.Withheld);
        recorder?.Given($"forfeited reward of epoch {earlier.Epoch}", "an accusation of that epoch was confirmed", ExplanationRecorder.Money("reward", earlier.Amount));
        return earlier.Amount;
    }

    private static void ExplainOpen(FaultCase[] cases, Epoch now, ExplanationRecorder recorder)
    {
        foreach (FaultCase item in cases)
        {
            string? what = item switch
            {
                { Status: CaseStatus.Overturned or CaseStatus.Dismissed } when item.DecidedAt == now && !item.IsImmediate => "the accusation was overturned: as if it had never been brought",
                { Status: CaseStatus.Pending, IsAppealed: false } => $"the accusation is pending: it can be appealed, and its penalty is taken in epoch {item.Deadline} unless a ruling overturns it; until then this stake cannot leave",
                { Status: CaseStatus.Pending } => $"the accusation is appealed: its penalty is taken in epoch {item.Deadline} unless a ruling overturns it; until then this stake cannot leave",
                { Status: CaseStatus.Decided } => "the accusation is decided: its penalty is taken as soon as the accusations before it are decided too",
                _ => null,
            };
            if (what is not null)
            {
                recorder.Given($"stake at fault for {item.Offence} in epoch {item.FaultEpoch}", what, ExplanationRecorder.Money("stake at fault", item.StakeAtFault));
            }
        }
    }

    private static void Post(ICollection<Posting> postings, LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
