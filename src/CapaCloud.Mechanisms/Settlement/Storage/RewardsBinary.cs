using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The rewards of an operator's delegators in the binary form of a state.</summary>
internal static class RewardsBinary
{
    public static void Write(BinaryValueWriter writer, DelegatorRewards rewards)
    {
        writer.Write(rewards.Open);
        writer.Write(rewards.Latest);
        Write(writer, rewards.Indexes);
        Write(writer, rewards.Layers);
        writer.WriteCount(rewards.Cohorts.Length);
        foreach (StakeCohort cohort in rewards.Cohorts)
        {
            writer.Write(cohort.Joined);
            writer.Write(cohort.Stake);
        }

        writer.WriteCount(rewards.Standing.Length);
        foreach (StandingStake standing in rewards.Standing)
        {
            writer.Write(standing.From);
            Write(writer, standing.Layers);
        }

        writer.WriteCount(rewards.Checkpoints.Length);
        foreach (RewardCheckpoint checkpoint in rewards.Checkpoints)
        {
            writer.Write(checkpoint.Through);
            writer.Write(checked((ulong)checkpoint.Positions));
            Write(writer, checkpoint.Indexes);
        }

        writer.Write(rewards.Forgotten);
        writer.Write(rewards.Dust);
        Write(writer, rewards.Spare);
        writer.Write(rewards.Held);
    }

    public static DelegatorRewards Read(ref BinaryValueReader reader)
    {
        Epoch open = reader.ReadEpoch(), latest = reader.ReadEpoch();
        ImmutableArray<LayerIndex> indexes = Indexes(ref reader);
        ImmutableArray<RewardLayer> layers = Layers(ref reader);
        StakeCohort[] cohorts = new StakeCohort[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < cohorts.Length; index++)
        {
            cohorts[index] = new StakeCohort(reader.ReadEpoch(), reader.ReadUInt128());
        }

        StandingStake[] standing = new StandingStake[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < standing.Length; index++)
        {
            standing[index] = new StandingStake(reader.ReadEpoch(), Layers(ref reader));
        }

        RewardCheckpoint[] checkpoints = new RewardCheckpoint[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < checkpoints.Length; index++)
        {
            checkpoints[index] = new RewardCheckpoint(reader.ReadEpoch(), checked((long)reader.ReadUInt64()), Indexes(ref reader));
        }

        return new DelegatorRewards(
            open, latest, indexes, layers, [.. cohorts], [.. standing], [.. checkpoints], reader.ReadEpoch(), reader.ReadUInt128(), Fractional(ref reader), reader.ReadAmount());
    }

    public static void Write(BinaryValueWriter writer, in DelegatorPosition position)
    {
        writer.Write(position.Joined);
        writer.Write(position.PaidThrough);
        writer.Write(position.Until is not null);
        if (position.Until is { } until)
        {
            writer.Write(until);
        }

        writer.Write(position.Stake);
        Write(writer, position.Owed);
    }

    public static DelegatorPosition Position(ref BinaryValueReader reader)
    {
        Epoch joined = reader.ReadEpoch(), through = reader.ReadEpoch();
        Epoch? until = reader.ReadBoolean() ? reader.ReadEpoch() : null;
        return new DelegatorPosition(joined, through, until, reader.ReadUInt128(), Fractional(ref reader));
    }

    private static void Write(BinaryValueWriter writer, in FractionalAmount amount)
    {
        writer.Write(amount.Whole);
        writer.Write(amount.Fraction);
    }

    private static FractionalAmount Fractional(ref BinaryValueReader reader) => new(reader.ReadAmount(), reader.ReadUInt128());

    private static void Write(BinaryValueWriter writer, ImmutableArray<LayerIndex> indexes)
    {
        writer.WriteCount(indexes.Length);
        foreach (LayerIndex index in indexes)
        {
            writer.Write(index.From);
            writer.Write(index.Index.Whole);
            writer.Write(index.Index.Fraction);
        }
    }

    private static ImmutableArray<LayerIndex> Indexes(ref BinaryValueReader reader)
    {
        LayerIndex[] indexes = new LayerIndex[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < indexes.Length; index++)
        {
            indexes[index] = new LayerIndex(reader.ReadEpoch(), new RewardIndex(reader.ReadUInt128(), reader.ReadUInt128()));
        }

        return [.. indexes];
    }

    private static void Write(BinaryValueWriter writer, ImmutableArray<RewardLayer> layers)
    {
        writer.WriteCount(layers.Length);
        foreach (RewardLayer layer in layers)
        {
            writer.Write(layer.From);
            writer.Write(layer.Kept);
            writer.Write(layer.Stake);
        }
    }

    private static ImmutableArray<RewardLayer> Layers(ref BinaryValueReader reader)
    {
        RewardLayer[] layers = new RewardLayer[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < layers.Length; index++)
        {
            layers[index] = new RewardLayer(reader.ReadEpoch(), reader.ReadUInt128(), reader.ReadUInt128());
        }

        return [.. layers];
    }
}
