using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

public sealed partial record DelegatedStake
{
    internal DelegatedStake Join(ParticipantId delegator, Amount amount, Epoch now, StakingRules memory)
    {
        if (Delegations.Count(item => item.Delegator == delegator) >= memory.MaximumTranches)
        {
            throw TooMany(delegator, memory);
        }

        (OperatorPool pool, PoolShare share) = Pool.Delegate(amount, now, memory);
        (DelegatorRewards rewards, DelegatorPosition earning) = Rewards.Join(amount.Units, now);
        Delegation joined = new(delegator, share, earning);
        return (this with { Pool = pool, Rewards = rewards, Delegations = Delegations.Insert(~Delegations.BinarySearch(joined), joined) }).WithoutLost(now);
    }

    /// <summary>Lets stake of a delegator leave, the youngest first, and what it has earned with it.</summary>
    internal DelegatedStake Leave(ParticipantId delegator, Amount amount, Epoch now, StakingRules memory) =>
        (this with { Pool = Pool.Prune(now, memory) }).WithoutLost(now).LeaveFrom(delegator, amount, isAll: amount == StakeOf(delegator), now, memory);

    private DelegatedStake LeaveFrom(ParticipantId delegator, Amount amount, bool isAll, Epoch now, StakingRules memory)
    {
        Amount standing = StakeOf(delegator);

        // Stake that lost everything may leave too, for nothing.
        isAll = (isAll || amount == standing) && Delegations.Any(item => item.Delegator == delegator);
        if (!isAll && (amount.IsZero || amount > standing))
        {
            throw new StakeRefusedException(
                amount.IsZero ? StakeRefusal.NothingToMove : StakeRefusal.MoreThanHeld,
                $"{Prose.Units(amount)} of '{delegator}' were to leave '{Pool.OperatorId}', where it has {Prose.Units(standing)}; expected from 1 to that.");
        }

        DelegatedStake after = this;
        Amount missing = amount;
        foreach (Delegation item in Delegations.Reverse().Where(item => item.Delegator == delegator))
        {
            // What left may let the pool join two groups, and forget a holding that is worth nothing.
            after = (after with { Pool = after.Pool.Prune(now, memory) }).WithoutLost(now);
            int index = after.Delegations.BinarySearch(item);
            if (index < 0 || (missing.IsZero && !isAll))
            {
                continue;
            }

            Amount worth = Pool.WorthOf(item.Share), part = Amount.Min(missing, worth);
            after = isAll || !part.IsZero ? after.Leave(index, part, isWhole: isAll || part == worth, now, memory) : after;
            missing -= part;
        }

        // All of it may always leave: a bound must not be a lock.
        return isAll || after.Leaving.Count(item => item.Delegator == delegator) <= Math.Max(memory.MaximumTranches, Leaving.Count(item => item.Delegator == delegator))
            ? after
            : throw TooMany(delegator, memory);
    }

    internal (DelegatedStake After, Amount Paid) Withdraw(ParticipantId delegator, Epoch now, StakingRules rules, StakingRules memory, IReadOnlyCollection<Epoch> held)
    {
        OperatorPool pool = Pool;
        Amount paid = Amount.Zero;
        ImmutableArray<LeavingDelegation>.Builder left = ImmutableArray.CreateBuilder<LeavingDelegation>(Leaving.Length);
        foreach (LeavingDelegation item in Leaving)
        {
            if (item.Delegator != delegator || !CanLeave(item.Claim, now, rules, held))
            {
                left.Add(item);
                continue;
            }

            (pool, Amount part) = pool.Withdraw(item.Claim, now, rules, memory);
            paid += part;
        }

        return (left.Count == Leaving.Length ? this : (this with { Pool = pool, Leaving = left.DrainToImmutable() }).WithoutLost(now), paid);
    }

    internal (DelegatedStake After, Amount Paid) Claim(ParticipantId delegator)
    {
        DelegatorRewards rewards = Rewards;
        Amount paid = Amount.Zero;
        ImmutableArray<Delegation> delegations = Delegations;
        for (int index = 0; index < delegations.Length; index++)
        {
            if (delegations[index].Delegator == delegator)
            {
                (rewards, DelegatorPosition settled, Amount part) = rewards.Claim(delegations[index].Earning);
                delegations = settled == delegations[index].Earning ? delegations : delegations.SetItem(index, delegations[index] with { Earning = settled });
                paid += part;
            }
        }

        ImmutableArray<DepartedDelegation>.Builder departed = ImmutableArray.CreateBuilder<DepartedDelegation>(Departed.Length);
        foreach (DepartedDelegation item in Departed)
        {
            if (item.Delegator != delegator)
            {
                departed.Add(item);
                continue;
            }

            (rewards, DelegatorPosition settled, Amount part) = rewards.Claim(item.Earning);
            paid += part;
            if (settled.Stake != UInt128.Zero)
            {
                departed.Add(item with { Earning = settled });
            }
        }

        return (this with { Rewards = rewards, Delegations = delegations, Departed = departed.DrainToImmutable() }, paid);
    }

    internal static bool CanLeave(in PoolClaim claim, Epoch now, StakingRules rules, IReadOnlyCollection<Epoch> held)
    {
        foreach (Epoch fault in held)
        {
            if (claim.Joined <= fault && fault <= claim.Unbonded)
            {
                return false;
            }
        }

        return claim.Release <= now && rules.IsExpired(claim.Unbonded, now);
    }

    private DelegatedStake Leave(int index, Amount amount, bool isWhole, Epoch now, StakingRules memory)
    {
        Delegation item = Delegations[index];
        UInt128 shares = isWhole ? item.Share.Shares : Pool.SharesFor(item.Share, amount);
        isWhole = shares == item.Share.Shares;
        (OperatorPool pool, PoolShare stays, PoolClaim claim) = Pool.Undelegate(item.Share, shares, now, memory);

        // What stays keeps at least the smallest weight, and what leaves takes the rest: rounding is the leaver's.
        UInt128 weight = isWhole ? item.Earning.Stake : UInt128.Min(MultiplyDivide.Up(item.Earning.Stake, shares, item.Share.Shares), item.Earning.Stake - UInt128.One);
        (DelegatorRewards rewards, DelegatorPosition left, DelegatorPosition gone) =
            weight == UInt128.Zero ? (Rewards, item.Earning, default) : Rewards.Leave(item.Earning, weight, now);
        LeavingDelegation leaving = new(item.Delegator, claim);

        DelegatedStake after = this with
        {
            Pool = pool,
            Rewards = rewards,
            Delegations = isWhole ? Delegations.RemoveAt(index) : Delegations.SetItem(index, item with { Share = stays, Earning = left }),
            Leaving = Leaving.Insert(~Leaving.BinarySearch(leaving), leaving),
            Departed = gone.Stake == UInt128.Zero ? Departed : With(Departed, item.Delegator, gone),
        };
        return after.WithoutLost(now);
    }

    private StakeRefusedException TooMany(ParticipantId delegator, StakingRules rules) => new(
        StakeRefusal.TooManyTranches,
        $"'{delegator}' would have more than {Prose.Count(rules.MaximumTranches, "delegation")} or exits with '{Pool.OperatorId}'; expected at most that many. Let all of it leave, or withdraw what is released.");
}
