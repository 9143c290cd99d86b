using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <content>Closing epochs and paying.</content>
public sealed partial record DelegatorRewards
{
    /// <summary>Closes an epoch with what was earned in it, and every open one before it with nothing.</summary>
    /// <param name="epoch">The epoch, not closed yet.</param>
    /// <param name="reward">What was earned in it, in base units.</param>
    /// <returns>The rewards afterwards, and what was not taken because nobody stood in that epoch.</returns>
    /// <exception cref="RewardRefusedException">The epoch is closed or the last there can be, or what is held would exceed 2^128 - 1 base units.</exception>
    public (DelegatorRewards Rewards, Amount Refused) Close(Epoch epoch, Amount reward)
    {
        ImmutableArray<RewardLayer> layers = EarningIn(epoch);
        if (epoch.Number == ulong.MaxValue)
        {
            throw new RewardRefusedException(RewardRefusal.EpochInFuture, $"Epoch {epoch} is the last there can be; expected one before it.");
        }

        bool taken = layers.Any(layer => layer.Earns);
        if (taken && reward > Amount.MaxValue - Held)
        {
            throw new RewardRefusedException(RewardRefusal.HeldOverflow, $"A reward of {reward} base units on top of {Held} held exceeds 2^128 - 1.");
        }

        UInt128 dust = Dust;
        ImmutableArray<LayerIndex> indexes = taken && !reward.IsZero ? After(layers, reward, ref dust) : Indexes;
        DelegatorRewards closed = this with
        {
            Open = epoch.Next,
            Latest = epoch > Latest ? epoch : Latest,
            Indexes = indexes,
            Dust = dust,
            Held = taken ? Held + reward : Held,
            Standing = StandingFrom(epoch.Next),
            Checkpoints = CheckpointsAfter(epoch, indexes),
        };
        return (closed, taken ? Amount.Zero : reward);
    }

    /// <summary>Returns what a claim through the last closed epoch would pay, in base units.</summary>
    /// <param name="position">The position.</param>
    /// <returns>The whole units it is owed.</returns>
    public Amount Payable(DelegatorPosition position) => Claim(position).Paid;

    /// <summary>Pays what a position has earned through the last closed epoch; nothing when that was paid already.</summary>
    /// <param name="position">The position.</param>
    /// <returns>The rewards and the position afterwards, and what is paid, rounded down: the fraction stays owed.</returns>
    /// <exception cref="RewardRefusedException">The position was replaced by a later one, or belongs elsewhere.</exception>
    public (DelegatorRewards Rewards, DelegatorPosition Position, Amount Paid) Claim(DelegatorPosition position) =>
        Open == Epoch.Zero ? (this, position, Amount.Zero) : Claim(position, LastClosed);

    /// <summary>Pays what a position has earned through an epoch that is closed.</summary>
    /// <param name="position">The position.</param>
    /// <param name="through">The epoch: the last closed one, or one whose index is kept; after the one in which the position left it counts as that.</param>
    /// <returns>The rewards and the position afterwards, and what is paid, rounded down: the fraction stays owed, or becomes spare when the position is finished.</returns>
    /// <exception cref="RewardRefusedException">The epoch is not closed, or the position was replaced by a later one, or belongs elsewhere.</exception>
    public (DelegatorRewards Rewards, DelegatorPosition Position, Amount Paid) Claim(DelegatorPosition position, Epoch through)
    {
        if (through >= Open)
        {
            throw new RewardRefusedException(RewardRefusal.PeriodNotClosed, $"Epoch {through} is not closed; the first open one is {Open}.");
        }

        Epoch end = position.Until is { } until && until < through ? until : through;
        if (position.Stake == UInt128.Zero)
        {
            return (this, position, Amount.Zero);
        }

        RequireKnown(position);
        bool finishes = position.Until == end;
        if (end <= position.PaidThrough && !finishes)
        {
            return (this, position, Amount.Zero);
        }

        FractionalAmount owed = position.Owed;
        try
        {
            RewardIndex begin = LayerIndex.Of(Checkpoints[CheckpointAt(position.PaidThrough)].Indexes.AsSpan(), position.Joined);
            owed = owed.Add(LayerIndex.Of(IndexesThrough(end).AsSpan(), position.Joined).EarnedSince(begin, position.Stake));
        }
        catch (OverflowException)
        {
            throw new RewardRefusedException(
                RewardRefusal.PositionUnknown, $"A position of {Prose.Units(position.Stake)} of stake cannot have earned more than 2^128 - 1 base units; it belongs elsewhere.");
        }

        Amount paid = owed.Whole;
        if (paid > Held)
        {
            throw new RewardRefusedException(RewardRefusal.PositionUnknown, $"The position is owed {paid} base units and {Held} are held; it was replaced, or belongs elsewhere.");
        }

        FractionalAmount fraction = new(Amount.Zero, owed.Fraction);
        DelegatorRewards rewards = (this with { Held = Held - paid, Spare = finishes ? Spare.Add(fraction) : Spare }).WithReference(end, finishes ? -1 : 1).WithReference(position.PaidThrough, -1);
        DelegatorPosition settled = finishes ? default : position with { PaidThrough = end, Owed = fraction };
        return (rewards, settled, paid);
    }

    /// <summary>Takes the whole units that finished positions left.</summary>
    /// <returns>The rewards afterwards and the units, which the caller posts to an account it names.</returns>
    public (DelegatorRewards Rewards, Amount Swept) Sweep() =>
        (this with { Spare = new FractionalAmount(Amount.Zero, Spare.Fraction), Held = Held - Spare.Whole }, Spare.Whole);

    private ImmutableArray<LayerIndex> After(ImmutableArray<RewardLayer> layers, Amount reward, ref UInt128 dust)
    {
        ImmutableArray<LayerIndex>.Builder indexes = ImmutableArray.CreateBuilder<LayerIndex>(layers.Length);
        bool isOne = layers.Count(layer => layer.Earns) == 1;
        BigInteger weight = BigInteger.Zero;
        UInt128 stake = UInt128.Zero;
        foreach (RewardLayer layer in layers)
        {
            weight += (BigInteger)layer.Stake * layer.Kept;
            stake += layer.Stake;
        }

        UInt128 owed = RewardIndex.Charged(dust, stake);
        BigInteger parts = ((BigInteger)reward.Units << 128) - owed, given = dust - (BigInteger)owed - parts;

        foreach (RewardLayer layer in layers)
        {
            RewardIndex before = LayerIndex.Of(Indexes.AsSpan(), layer.From), after = before;
            if (layer.Earns && isOne)
            {
                after = before.After(reward, layer.Stake, ref dust);
            }
            else if (layer.Earns)
            {
                BigInteger step = ((parts * layer.Kept) + weight - BigInteger.One) / weight;
                given += step * layer.Stake;
                after = before.Plus(step);
            }

            indexes.Add(new LayerIndex(layer.From, after));
        }

        // Less than one part more for each unit of stake, so less than a base unit.
        dust = isOne ? dust : (UInt128)given;
        return indexes.MoveToImmutable();
    }

    private ImmutableArray<RewardCheckpoint> CheckpointsAfter(Epoch epoch, ImmutableArray<LayerIndex> indexes)
    {
        ImmutableArray<RewardCheckpoint>.Builder all = Checkpoints.ToBuilder();
        for (int at = all.Count - 1; at >= 0 && all[at].Through >= Open; at--)
        {
            // Epochs that were left out earned nothing.
            all[at] = all[at].Through > epoch ? all[at] : all[at] with { Indexes = all[at].Through == epoch ? indexes : Indexes };
        }

        return all.ToImmutable();
    }

    private ImmutableArray<LayerIndex> IndexesThrough(Epoch epoch)
    {
        int at = CheckpointAt(epoch);
        return at >= 0 ? Checkpoints[at].Indexes : epoch == LastClosed ? Indexes : throw new RewardRefusedException(
            RewardRefusal.PositionUnknown, $"What was earned through epoch {epoch} is not kept apart; claim through the last closed epoch, {LastClosed}.");
    }

    /// <summary>The place of a checkpoint, or the complement of where it would be.</summary>
    private int CheckpointAt(Epoch through)
    {
        int low = 0, high = Checkpoints.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (Checkpoints[middle].Through == through)
            {
                return middle;
            }

            (low, high) = Checkpoints[middle].Through < through ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private DelegatorRewards WithReference(Epoch through, int change)
    {
        int at = CheckpointAt(through);
        if (at < 0)
        {
            return this with { Checkpoints = Checkpoints.Insert(~at, new RewardCheckpoint(through, change, through < Open ? Indexes : [])) };
        }

        long positions = Checkpoints[at].Positions + change;
        return this with { Checkpoints = positions == 0 ? Checkpoints.RemoveAt(at) : Checkpoints.SetItem(at, Checkpoints[at] with { Positions = positions }) };
    }

    private ImmutableArray<StandingStake> StandingFrom(Epoch open)
    {
        int keep = 0;
        while (keep + 1 < Standing.Length && Standing[keep + 1].From <= open)
        {
            keep++;
        }

        return keep == 0 ? Standing : Standing.RemoveRange(0, keep);
    }
}
