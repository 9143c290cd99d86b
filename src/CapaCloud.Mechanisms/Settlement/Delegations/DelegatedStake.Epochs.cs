using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

public sealed partial record DelegatedStake
{
    /// <summary>Takes a penalty from those who stood at the fault, and makes what they earn less by as much.</summary>
    internal (DelegatedStake After, Amount Taken) Slash(Epoch fault, Amount due, Epoch now, StakingRules memory)
    {
        List<PoolLoss> losses = [];
        PoolSlash slash = Pool.Slash(fault, due, now, memory, losses);
        DelegatorRewards rewards = Rewards;
        foreach (PoolLoss loss in losses)
        {
            rewards = loss.Before.IsZero ? rewards : rewards.Reduce(loss.From, loss.Through, loss.Kept.Units, loss.Before.Units, now);
        }

        return ((this with { Pool = slash.Pool, Rewards = rewards }).WithoutLost(now), slash.Taken);
    }

    /// <summary>The stake that earns in an epoch: what stood before it, less what it lost.</summary>
    internal Amount EarningIn(Epoch epoch)
    {
        Amount sum = Amount.Zero;
        foreach (RewardLayer layer in Rewards.EarningIn(epoch))
        {
            sum += Amount.Of(layer.WorthOf(layer.Stake));
        }

        return sum;
    }

    internal Amount WaitingOf(Epoch epoch)
    {
        foreach (WaitingShare share in Waiting)
        {
            if (share.Epoch == epoch)
            {
                return share.Amount;
            }
        }

        return Amount.Zero;
    }

    internal DelegatedStake Wait(Epoch epoch, Amount amount, bool isWithheld) => this with { Waiting = Waiting.Add(new WaitingShare(epoch, amount, isWithheld)) };

    /// <summary>Says that the reward of an epoch is withheld no longer: it was returned, or forfeited and is nothing.</summary>
    internal DelegatedStake Decide(Epoch epoch, bool isForfeited) => this with
    {
        Waiting = [.. Waiting.Select(share => share.Epoch == epoch ? new WaitingShare(epoch, isForfeited ? Amount.Zero : share.Amount, IsWithheld: false) : share)],
    };

    /// <summary>Divides what need not wait, in order, and gives back what fractions add up to.</summary>
    internal (DelegatedStake After, Amount Dust) Close(Epoch now)
    {
        DelegatorRewards rewards = Rewards;
        int closed = 0;
        while (closed < Waiting.Length && !Waiting[closed].IsWithheld)
        {
            (rewards, Amount refused) = rewards.Close(Waiting[closed].Epoch, Waiting[closed].Amount);
            closed++;
            if (!refused.IsZero)
            {
                throw new InconsistentStateException([new StateInconsistency("$.participants", $"'{Pool.OperatorId}' has {Prose.Units(refused)} for delegators of an epoch in which nobody stood; expected none")]);
            }
        }

        ImmutableArray<DepartedDelegation>.Builder departed = ImmutableArray.CreateBuilder<DepartedDelegation>(Departed.Length);
        foreach (DepartedDelegation item in Departed)
        {
            // What left before it earned anything has nothing to wait for.
            (DelegatorRewards settled, DelegatorPosition left, Amount owed) = rewards.Claim(item.Earning);
            bool isNothing = left.Stake == UInt128.Zero && owed.IsZero;
            rewards = isNothing ? settled : rewards;
            if (!isNothing)
            {
                departed.Add(item);
            }
        }

        (rewards, Amount dust) = rewards.Sweep();
        DelegatedStake after = this with { Rewards = rewards, Waiting = Waiting[closed..], Departed = departed.DrainToImmutable(), Commission = Commission.Forget(now.Next) };
        if (!after.Delegations.IsEmpty || !after.Departed.IsEmpty || !after.Waiting.IsEmpty)
        {
            return (after, dust);
        }

        dust += after.Rewards.Held;
        return (after with { Rewards = DelegatorRewards.Begin(now.Next), Pool = after.Leaving.IsEmpty ? OperatorPool.Open(Pool.OperatorId) : after.Pool }, dust);
    }

    /// <summary>Lets delegations go that the pool has forgotten because they lost everything; what they earned before can still be claimed.</summary>
    private DelegatedStake WithoutLost(Epoch now)
    {
        if (Pool.Holdings.Count == Delegations.Length)
        {
            return this;
        }

        HashSet<ulong> known = [.. Pool.Holdings.Select(static item => item.Number)];
        DelegatorRewards rewards = Rewards;
        ImmutableArray<DepartedDelegation> departed = Departed;
        foreach (Delegation lost in Delegations.Where(item => !known.Contains(item.Share.Number)))
        {
            (rewards, _, DelegatorPosition gone) = rewards.Leave(lost.Earning, lost.Earning.Stake, now);
            departed = With(departed, lost.Delegator, gone);
        }

        return this with { Rewards = rewards, Departed = departed, Delegations = Delegations.RemoveAll(item => !known.Contains(item.Share.Number)) };
    }

    private static ImmutableArray<DepartedDelegation> With(ImmutableArray<DepartedDelegation> departed, ParticipantId delegator, DelegatorPosition earning)
    {
        int place = 0;
        while (place < departed.Length && departed[place].Delegator <= delegator)
        {
            place++;
        }

        return departed.Insert(place, new DepartedDelegation(delegator, earning));
    }

    /// <summary>Puts every delegation on its way out: no rules of delegation hold any more.</summary>
    internal DelegatedStake LeaveAll(Epoch now, StakingRules memory)
    {
        DelegatedStake after = (this with { Pool = Pool.Prune(now, memory) }).WithoutLost(now);
        while (!after.Delegations.IsEmpty)
        {
            after = after.Leave(after.Delegations.Length - 1, Amount.Zero, isWhole: true, now, memory);
        }

        return after;
    }

    /// <summary>The same under other names.</summary>
    internal DelegatedStake Renamed(ParticipantId from, ParticipantId to) => this with
    {
        Pool = Pool.OperatorId == from ? Pool.Renamed(to) : Pool,
        Delegations = [.. Delegations.Select(item => item.Delegator == from ? item with { Delegator = to } : item).Order()],
        Leaving = [.. Leaving.Select(item => item.Delegator == from ? item with { Delegator = to } : item).Order()],
        Departed = [.. Departed.Select(item => item.Delegator == from ? item with { Delegator = to } : item).OrderBy(static item => item.Delegator)],
    };
}
