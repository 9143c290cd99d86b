using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Pays the epoch's rewards, of all pools, or withholds them while accusations of the epoch could forfeit them, and ends what waited.</summary>
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
        ImmutableArray<PoolAmount> further,
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

        bool isWithheld = IsOpenAgainst(cases, now, rules);
        DelegatedReward divided = Pay(state, LedgerAccount.RewardPool, reward, isWithheld, now, postings, recorder);
        foreach (PoolAmount share in further)
        {
            DelegatedReward more = Pay(state, LedgerAccount.FurtherPool(share.Pool), share.Amount, isWithheld, now, postings, recorder);
            divided = new DelegatedReward(divided.Net + more.Net, divided.Commission + more.Commission);
        }

        Amount all = reward + PoolAmount.Sum(further.AsSpan());
        delegated = delegated?.Wait(now, divided.Net, isWithheld && !all.IsZero);
        if (isWithheld)
        {
            withheld = all;
            recorder?.Given("withheld reward", "it waits until the accusations of this epoch are decided", ExplanationRecorder.Money("reward", all));
            waiting = all.IsZero ? waiting : waiting.Add(new WithheldReward(now, all));
        }
        else
        {
            toDelegators += divided.Net;
        }

        return new RewardsMoved(waiting, withheld, returned, forfeited, delegated, toDelegators, divided.Commission);
    }

    /// <summary>Pays the share of one pool, or lets it wait; each pool's share is divided between the operator and its delegators by itself.</summary>
    private DelegatedReward Pay(
        in ParticipantState state, LedgerAccount pool, Amount share, bool isWithheld, Epoch now, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        DelegatedReward parts = DelegatedReward.Of(policy, state, share, now, recorder);
        if (isWithheld)
        {
            Post(postings, pool, LedgerAccount.PendingPenalties(state.Participant), share, PostingReason.Withheld);
        }
        else
        {
            Post(postings, pool, LedgerAccount.Wallet(state.Participant), share - parts.Net, PostingReason.Reward);
            Post(postings, pool, LedgerAccount.DelegationPool(state.Participant), parts.Net, PostingReason.Reward);
        }

        return parts;
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
