using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.Appeals;

/// <summary>Keeps stake and rewards while accusations are pending, gives them back, or lets them go.</summary>
internal sealed class PenaltyClerk(MechanismPolicy policy, OffenceTable offences)
{
    /// <summary>Holds what stood at the fault of each new accusation.</summary>
    public StakeAccount Hold(StakeAccount stake, PenaltyDocket docket, Epoch now)
    {
        foreach (PendingPenalty penalty in docket.Opened)
        {
            stake = stake.Hold(penalty.Evidence.FaultEpoch, now, policy.Stake);
        }

        return stake;
    }

    /// <summary>Lets go of what was held for decided accusations, unless another pending one is about the same fault.</summary>
    public StakeAccount Release(StakeAccount stake, PenaltyDocket docket, Epoch now)
    {
        foreach (PendingPenalty decided in docket.Overturned.Concat(docket.Confirmed))
        {
            Epoch fault = decided.Evidence.FaultEpoch;
            stake = docket.Kept.Exists(penalty => penalty.Evidence.FaultEpoch == fault) ? stake : stake.Release(fault, now, policy.Stake);
        }

        return stake;
    }

    /// <summary>Moves the rewards that wait with accusations; returns what stays pending and what was paid of the epoch's reward.</summary>
    public (ImmutableArray<PendingPenalty> Pending, Amount Paid) MoveRewards(
        ParticipantId participant, PenaltyDocket docket, Amount reward, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        List<PendingPenalty> kept = docket.Kept;
        foreach (PendingPenalty penalty in docket.Overturned)
        {
            GiveBack(participant, penalty, kept, postings, recorder);
        }

        foreach (PendingPenalty penalty in docket.Confirmed)
        {
            Forfeit(penalty, postings, recorder);
        }

        int first = reward.IsZero ? -1 : docket.Opened.FindIndex(penalty => offences.RuleOf(penalty.Evidence.Offence).ForfeitsReward);
        for (int index = 0; index < docket.Opened.Count; index++)
        {
            PendingPenalty opened = docket.Opened[index] with { Withheld = index == first ? reward : Amount.Zero };
            kept.Add(opened);
            recorder?.Given(
                $"penalty for {opened.Evidence.Offence}",
                $"pending: can be appealed and is taken in epoch {opened.Deadline} unless it is overturned; the stake that stood at the fault cannot leave",
                ExplanationRecorder.Money("withheld reward", opened.Withheld));
        }

        if (first >= 0)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.PendingPenalties(participant), reward, PostingReason.Withheld));
        }

        return ([.. kept.OrderBy(penalty => penalty.Accused).ThenBy(penalty => penalty.Key)], first >= 0 ? Amount.Zero : reward);
    }

    /// <summary>Pays a withheld reward, unless another accusation of the same epoch still stands against it.</summary>
    private void GiveBack(
        ParticipantId participant, PendingPenalty penalty, List<PendingPenalty> kept, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        recorder?.Given(
            $"penalty for {penalty.Evidence.Offence}", "overturned: as if it had never been pending", ExplanationRecorder.Money("reward that waited", penalty.Withheld));
        if (penalty.Withheld.IsZero)
        {
            return;
        }

        int other = kept.FindIndex(item => item.Accused == penalty.Accused && offences.RuleOf(item.Evidence.Offence).ForfeitsReward);
        if (other >= 0)
        {
            kept[other] = kept[other] with { Withheld = penalty.Withheld };
            return;
        }

        postings.Add(new Posting(LedgerAccount.PendingPenalties(participant), LedgerAccount.Wallet(participant), penalty.Withheld, PostingReason.Reversal));
    }

    /// <summary>Takes a withheld reward: to the treasury and the fire, so that no competitor gains by an accusation.</summary>
    private void Forfeit(PendingPenalty penalty, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        recorder?.Given($"penalty for {penalty.Evidence.Offence}", "confirmed: it is taken now", ExplanationRecorder.Money("forfeited reward", penalty.Withheld));
        Amount treasury = penalty.Withheld.Multiply(policy.Penalty.TreasuryShare, Rounding.Down);
        Post(LedgerAccount.Treasury, treasury);
        Post(LedgerAccount.Burned, penalty.Withheld - treasury);

        void Post(LedgerAccount to, Amount amount)
        {
            if (!amount.IsZero)
            {
                postings.Add(new Posting(LedgerAccount.PendingPenalties(penalty.Evidence.Offender), to, amount, PostingReason.Withheld));
            }
        }
    }
}
