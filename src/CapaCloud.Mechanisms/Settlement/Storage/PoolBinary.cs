using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>An operator's pool in the binary form of a state. Its operator is the participant that it belongs to, and is not written again.</summary>
internal static class PoolBinary
{
    public static void Write(BinaryValueWriter writer, OperatorPool pool)
    {
        writer.WriteCount(pool.Layers.Length);
        foreach (PoolLayer layer in pool.Layers)
        {
            writer.Write(layer.From);
            writer.Write(layer.Pot.Assets);
            writer.Write(layer.Pot.Shares);
            writer.WriteCount(layer.Joins.Length);
            foreach (PoolJoin join in layer.Joins)
            {
                writer.Write(join.Epoch);
                writer.Write(join.Shares);
            }

            Write(writer, layer.Marks);
        }

        writer.WriteCount(pool.Exits.Length);
        foreach (ref readonly PoolExit exit in pool.Exits.AsSpan())
        {
            writer.Write(exit.Joined);
            writer.Write(exit.Unbonded);
            writer.Write((uint)exit.Number);
            writer.Write(exit.Assets);
            writer.Write(exit.Units);
            writer.Write(exit.Shares);
            Write(writer, exit.Marks);
        }

        writer.Write(pool.Settled);
        writer.Write(pool.Latest);
        writer.Write(pool.Given);
        writer.WriteCount(pool.Holdings.Count);
        foreach (PoolHolding holding in pool.Holdings)
        {
            writer.Write(holding.Number);
            writer.Write(holding.Joined);
            writer.Write(holding.Shares);
            writer.Write(holding.PotShares);
        }

        writer.WriteCount(pool.Claims.Count);
        foreach (PoolClaim claim in pool.Claims)
        {
            Write(writer, claim);
        }
    }

    public static OperatorPool Read(ref BinaryValueReader reader, ParticipantId operatorId)
    {
        PoolLayer[] layers = new PoolLayer[reader.ReadCount(leastBytes: 5)];
        for (int index = 0; index < layers.Length; index++)
        {
            Epoch from = reader.ReadEpoch();
            DelegationPool pot = new(reader.ReadAmount(), reader.ReadUInt128());
            PoolJoin[] joins = new PoolJoin[reader.ReadCount(leastBytes: 2)];
            for (int number = 0; number < joins.Length; number++)
            {
                joins[number] = new PoolJoin(reader.ReadEpoch(), reader.ReadUInt128());
            }

            layers[index] = new PoolLayer(from, pot, [.. joins], Marks(ref reader));
        }

        PoolExit[] exits = new PoolExit[reader.ReadCount(leastBytes: 7)];
        for (int index = 0; index < exits.Length; index++)
        {
            exits[index] = new PoolExit(
                reader.ReadEpoch(), reader.ReadEpoch(), Number(ref reader), reader.ReadAmount(), reader.ReadUInt128(), reader.ReadUInt128(), Marks(ref reader));
        }

        Amount settled = reader.ReadAmount();
        Epoch latest = reader.ReadEpoch();
        ulong given = reader.ReadUInt64();
        PoolHolding[] holdings = new PoolHolding[reader.ReadCount(leastBytes: 4)];
        for (int index = 0; index < holdings.Length; index++)
        {
            holdings[index] = new PoolHolding(reader.ReadUInt64(), reader.ReadEpoch(), reader.ReadUInt128(), reader.ReadUInt128());
        }

        PoolClaim[] claims = new PoolClaim[reader.ReadCount(leastBytes: 6)];
        for (int index = 0; index < claims.Length; index++)
        {
            claims[index] = Claim(ref reader);
        }

        return new OperatorPool(operatorId, [.. layers], [.. exits], settled, latest, [.. holdings], [.. claims], given);
    }

    public static void Write(BinaryValueWriter writer, in PoolClaim claim)
    {
        writer.Write(claim.Number);
        writer.Write(claim.Joined);
        writer.Write(claim.Unbonded);
        writer.Write((uint)claim.Exit);
        writer.Write(claim.Units);
        writer.Write(claim.Release);
    }

    public static PoolClaim Claim(ref BinaryValueReader reader) =>
        new(reader.ReadUInt64(), reader.ReadEpoch(), reader.ReadEpoch(), Number(ref reader), reader.ReadUInt128(), reader.ReadEpoch());

    private static void Write(BinaryValueWriter writer, ImmutableArray<PoolMark> marks)
    {
        writer.WriteCount(marks.Length);
        foreach (ref readonly PoolMark mark in marks.AsSpan())
        {
            writer.Write(mark.Epoch);
            writer.Write(mark.Assets);
            writer.Write(mark.Shares);
            writer.Write(mark.Lost);
            writer.Write(mark.LostShares);
        }
    }

    private static ImmutableArray<PoolMark> Marks(ref BinaryValueReader reader)
    {
        PoolMark[] marks = new PoolMark[reader.ReadCount(leastBytes: 5)];
        for (int index = 0; index < marks.Length; index++)
        {
            marks[index] = new PoolMark(reader.ReadEpoch(), reader.ReadAmount(), reader.ReadUInt128(), reader.ReadAmount(), reader.ReadUInt128());
        }

        return [.. marks];
    }

    private static int Number(ref BinaryValueReader reader) => checked((int)reader.ReadUInt32());
}
