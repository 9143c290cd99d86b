using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A stake account in a binary state. Its owner is the participant; an operator that is the owner is written as the empty name.</summary>
internal static class StakeBinary
{
    public static void WriteLots(BinaryValueWriter writer, StakeAccount account, bool has)
    {
        if (!has)
        {
            return;
        }

        writer.WriteCount(account.Tranches.Length);
        foreach (StakeTranche tranche in account.Tranches)
        {
            writer.Write(tranche.Remaining);
            WriteOperator(writer, tranche.Operator, account.Owner);
            writer.Write(tranche.Since);
            writer.Write(tranche.Release is not null);
            if (tranche.Release is { } release)
            {
                writer.Write(release);
                writer.Write(tranche.UnbondedAt);
            }

            writer.WriteCount(tranche.Earlier.Length);
            foreach (StandingInterval interval in tranche.Earlier)
            {
                WriteOperator(writer, interval.Operator, account.Owner);
                writer.Write(interval.Since);
                writer.Write(interval.Until);
            }

            writer.WriteCount(tranche.Departures.Length);
            foreach (StakeDeparture departure in tranche.Departures)
            {
                writer.Write(departure.Epoch);
                writer.Write(departure.Amount);
            }
        }
    }

    public static void WriteHolds(BinaryValueWriter writer, StakeAccount account, bool has)
    {
        if (!has)
        {
            return;
        }

        writer.WriteCount(account.Holds.Length);
        foreach (StakeHold hold in account.Holds)
        {
            WriteOperator(writer, hold.Operator, account.Owner);
            writer.Write(hold.Fault);
        }
    }

    public static ImmutableArray<StakeTranche> ReadLots(ref BinaryValueReader reader, ParticipantId owner)
    {
        StakeTranche[] tranches = new StakeTranche[reader.ReadCount(leastBytes: 6)];
        for (int index = 0; index < tranches.Length; index++)
        {
            StakeTranche tranche = new() { Remaining = reader.ReadAmount(), Operator = ReadOperator(ref reader, owner), Since = reader.ReadEpoch() };
            if (reader.ReadBoolean())
            {
                tranche = tranche with { Release = reader.ReadEpoch(), UnbondedAt = reader.ReadEpoch() };
            }

            StandingInterval[] earlier = new StandingInterval[reader.ReadCount(leastBytes: 3)];
            for (int number = 0; number < earlier.Length; number++)
            {
                earlier[number] = new StandingInterval(ReadOperator(ref reader, owner), reader.ReadEpoch(), reader.ReadEpoch());
            }

            StakeDeparture[] departures = new StakeDeparture[reader.ReadCount(leastBytes: 2)];
            for (int number = 0; number < departures.Length; number++)
            {
                departures[number] = new StakeDeparture(reader.ReadEpoch(), reader.ReadAmount());
            }

            tranches[index] = tranche with
            {
                Earlier = ImmutableCollectionsMarshal.AsImmutableArray(earlier),
                Departures = ImmutableCollectionsMarshal.AsImmutableArray(departures),
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(tranches);
    }

    public static ImmutableArray<StakeHold> ReadHolds(ref BinaryValueReader reader, ParticipantId owner)
    {
        StakeHold[] holds = new StakeHold[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < holds.Length; index++)
        {
            holds[index] = new StakeHold(ReadOperator(ref reader, owner), reader.ReadEpoch());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(holds);
    }

    private static void WriteOperator(BinaryValueWriter writer, ParticipantId operatorId, ParticipantId owner) =>
        writer.Write(operatorId == owner ? default : operatorId);

    private static ParticipantId ReadOperator(ref BinaryValueReader reader, ParticipantId owner)
    {
        ParticipantId operatorId = reader.ReadParticipantId();
        return operatorId.IsNone ? owner : operatorId;
    }
}
