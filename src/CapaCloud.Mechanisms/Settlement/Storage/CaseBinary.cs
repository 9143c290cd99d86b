using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The cases of a participant in a binary state.</summary>
internal static class CaseBinary
{
    /// <summary>What a case takes at least: its key, and a byte for each of the other fifteen members.</summary>
    private const int LeastBytes = Digest.Size + 15;

    public static void Write(BinaryValueWriter writer, ImmutableArray<FaultCase> cases)
    {
        writer.WriteCount(cases.Length);
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            writer.Write(item.Key);
            writer.Write(item.Offence.ToString());
            writer.Write(item.FaultEpoch);
            writer.Write(item.Accused);
            writer.Write(item.Severity);
            writer.Write((uint)item.Status);
            writer.Write(item.StakeAtFault);
            writer.Write(item.Duration);
            writer.Write(item.Deadline);
            writer.Write(item.IsAppealed);
            writer.Write(item.DecidedAt);
            writer.Write(item.IsRevision);
            writer.Write(item.CountsAsEarlier);
            writer.Write(item.EarlierOffences);
            writer.Write(item.Due);
            writer.WriteCount(item.Reporters.Length);
            foreach (ParticipantId reporter in item.Reporters)
            {
                writer.Write(reporter);
            }
        }
    }

    public static ImmutableArray<FaultCase> Read(ref BinaryValueReader reader)
    {
        FaultCase[] cases = new FaultCase[reader.ReadCount(LeastBytes)];
        for (int index = 0; index < cases.Length; index++)
        {
            cases[index] = One(ref reader);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(cases);
    }

    private static FaultCase One(ref BinaryValueReader reader)
    {
        Digest key = reader.ReadDigest();
        Offence offence = Offence.Of(reader.ReadText());
        Epoch fault = reader.ReadEpoch();
        Epoch accused = reader.ReadEpoch();
        return new FaultCase
        {
            Key = key,
            Offence = offence,
            FaultEpoch = fault,
            Accused = accused,
            Severity = reader.ReadProportion(),
            Status = Status(ref reader),
            StakeAtFault = reader.ReadAmount(),
            Duration = reader.ReadEpochSpan(),
            Deadline = reader.ReadEpoch(),
            IsAppealed = reader.ReadBoolean(),
            DecidedAt = reader.ReadEpoch(),
            IsRevision = reader.ReadBoolean(),
            CountsAsEarlier = reader.ReadBoolean(),
            EarlierOffences = reader.ReadUInt32(),
            Due = reader.ReadAmount(),
            Reporters = Reporters(ref reader),
        };
    }

    private static CaseStatus Status(ref BinaryValueReader reader)
    {
        int at = reader.Position;
        uint number = reader.ReadUInt32();
        return number is > 0 and <= (uint)CaseStatus.Dismissed
            ? (CaseStatus)number
            : throw new BinaryFormatException(at, $"{number} is no status of a case; expected 1 to {(uint)CaseStatus.Dismissed}.");
    }

    private static ImmutableArray<ParticipantId> Reporters(ref BinaryValueReader reader)
    {
        ParticipantId[] reporters = new ParticipantId[reader.ReadCount()];
        for (int index = 0; index < reporters.Length; index++)
        {
            reporters[index] = reader.ReadParticipantId();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(reporters);
    }
}
