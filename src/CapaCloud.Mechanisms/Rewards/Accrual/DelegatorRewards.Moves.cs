using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <content>Joining, leaving, and changing hands.</content>
public sealed partial record DelegatorRewards
{
    /// <summary>Adds stake, which earns from the next epoch on.</summary>
    /// <param name="stake">How much, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The rewards afterwards and the new position.</returns>
    /// <exception cref="RewardRefusedException">Nothing to move, the stakes exceed 2^128 - 1, an epoch in the past, or stake was taken for a fault of this very epoch.</exception>
    public (DelegatorRewards Rewards, DelegatorPosition Position) Join(UInt128 stake, Epoch now)
    {
        RequireForward(now);
        RequireSome(stake);
        UInt128 standing = Stake;
        if (stake > UInt128.MaxValue - standing)
        {
            throw new RewardRefusedException(RewardRefusal.StakeOverflow, $"{Prose.Units(stake)} of stake on top of {Prose.Number(standing)} exceed 2^128 - 1.");
        }

        if (Layers[^1].From > now)
        {
            throw new RewardRefusedException(RewardRefusal.JustReduced, $"Stake was taken for a fault of epoch {now}; who joins in it would be taken for somebody who stood at it.");
        }

        int last = Cohorts.Length - 1;
        ImmutableArray<StakeCohort> cohorts = last >= 0 && Cohorts[last].Joined == now
            ? Cohorts.SetItem(last, Cohorts[last] with { Stake = Cohorts[last].Stake + stake })
            : Cohorts.Add(new StakeCohort(now, stake));
        return ((this with { Latest = now, Cohorts = cohorts }).WithStandingAfter(now).WithReference(now, 1), new DelegatorPosition(now, now, null, stake, FractionalAmount.Zero));
    }

    /// <summary>Takes stake out: it earns up to this epoch and no longer.</summary>
    /// <param name="position">The position, which stands.</param>
    /// <param name="stake">How much of <see cref="DelegatorPosition.Stake"/> leaves, from 1 to all of it.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The rewards afterwards, what still stands, and what left, which is claimed like any other.</returns>
    /// <exception cref="RewardRefusedException">Nothing to move, more than is held, it left before, an epoch in the past, or the position is unknown.</exception>
    public (DelegatorRewards Rewards, DelegatorPosition Left, DelegatorPosition Departed) Leave(DelegatorPosition position, UInt128 stake, Epoch now)
    {
        (DelegatorRewards rewards, DelegatorPosition left, DelegatorPosition departed) = Part(position, stake, now);
        int index = CohortOf(position.Joined);
        UInt128 rest = Cohorts[index].Stake - stake;
        ImmutableArray<StakeCohort> cohorts = rest == UInt128.Zero ? Cohorts.RemoveAt(index) : Cohorts.SetItem(index, Cohorts[index] with { Stake = rest });
        return ((rewards with { Cohorts = cohorts }).WithStandingAfter(now), left, departed);
    }

    /// <summary>Gives stake to somebody else: what it earned up to this epoch stays with the giver, what it answers for goes with the stake.</summary>
    /// <param name="position">The position, which stands.</param>
    /// <param name="stake">How much of <see cref="DelegatorPosition.Stake"/> goes over, from 1 to all of it.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The rewards afterwards, what the giver still has, what it has yet to claim for what it gave, and the receiver's position.</returns>
    /// <exception cref="RewardRefusedException">As <see cref="Leave"/>.</exception>
    public (DelegatorRewards Rewards, DelegatorPosition Left, DelegatorPosition Departed, DelegatorPosition Received) Transfer(DelegatorPosition position, UInt128 stake, Epoch now)
    {
        (DelegatorRewards rewards, DelegatorPosition left, DelegatorPosition departed) = Part(position, stake, now);
        return (rewards.WithReference(now, 1), left, departed, new DelegatorPosition(position.Joined, now, null, stake, FractionalAmount.Zero));
    }

    private static void RequireSome(UInt128 stake)
    {
        if (stake == UInt128.Zero)
        {
            throw new RewardRefusedException(RewardRefusal.NothingToMove, "0 units of stake were to be moved; expected at least 1.");
        }
    }

    private void RequireForward(Epoch now)
    {
        // Epoch 2^64 - 1 has no next one: nothing can stand after it.
        if (now < Latest || now < LastClosed || now.Number == ulong.MaxValue)
        {
            throw new RewardRefusedException(
                RewardRefusal.EpochInPast, $"It is epoch {now}; expected an epoch from {(Latest > LastClosed ? Latest : LastClosed)}, in which something happened, to 2^64 - 2.");
        }
    }

    private Epoch LastClosed => Open.MinusToZero(EpochSpan.One);

    /// <summary>What leaving and giving away have in common: the stake is taken off the position, and what it earned waits under its own.</summary>
    private (DelegatorRewards Rewards, DelegatorPosition Left, DelegatorPosition Departed) Part(DelegatorPosition position, UInt128 stake, Epoch now)
    {
        RequireForward(now);
        RequireSome(stake);
        UInt128 held = position.Until is null ? position.Stake : UInt128.Zero;
        if (stake > held)
        {
            throw new RewardRefusedException(RewardRefusal.MoreThanHeld, $"{Prose.Units(stake, "of stake was", "of stake were")} to leave; the position has {Prose.Number(held)}.");
        }

        RequireKnown(position);
        bool whole = stake == position.Stake;
        DelegatorPosition left = whole ? default : position with { Stake = position.Stake - stake };
        DelegatorPosition departed = position with { Stake = stake, Until = now, Owed = whole ? position.Owed : FractionalAmount.Zero };
        DelegatorRewards rewards = this with { Latest = now };

        // A whole position takes its reference along; a part makes another. Both need the index of the epoch in which they left.
        return ((whole ? rewards : rewards.WithReference(position.PaidThrough, 1)).WithReference(now, 1), left, departed);
    }

    private void RequireKnown(DelegatorPosition position)
    {
        int cohort = CohortOf(position.Joined);
        bool known = CheckpointAt(position.PaidThrough) >= 0
            && (position.Until is { } until ? CheckpointAt(until) >= 0 : cohort >= 0 && Cohorts[cohort].Stake >= position.Stake);
        if (!known)
        {
            throw new RewardRefusedException(
                RewardRefusal.PositionUnknown,
                $"No position of {Prose.Units(position.Stake)} that joined in epoch {position.Joined} and was paid through epoch {position.PaidThrough} is here; it was replaced, or belongs elsewhere.");
        }
    }

    /// <summary>Writes down who stands from the next epoch on, and drops the layers nobody is in.</summary>
    private DelegatorRewards WithStandingAfter(Epoch now)
    {
        ImmutableArray<RewardLayer>.Builder layers = ImmutableArray.CreateBuilder<RewardLayer>(Layers.Length);
        int cohort = 0;
        for (int layer = 0; layer < Layers.Length; layer++)
        {
            UInt128 stake = UInt128.Zero;
            for (; cohort < Cohorts.Length && (layer + 1 == Layers.Length || Cohorts[cohort].Joined < Layers[layer + 1].From); cohort++)
            {
                stake += Cohorts[cohort].Stake;
            }

            if (stake != UInt128.Zero || layer + 1 == Layers.Length)
            {
                layers.Add(Layers[layer] with { Stake = stake });
            }
        }

        ImmutableArray<RewardLayer> standing = layers.ToImmutable();
        StandingStake entry = new(now.Next, standing);
        int last = Standing.Length - 1;
        bool replaces = last >= 0 && Standing[last].From == entry.From;
        return this with { Layers = standing, Standing = replaces ? Standing.SetItem(last, entry) : Standing.Add(entry) };
    }
}
