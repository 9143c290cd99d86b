using System.Buffers;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Serialization;

/// <summary>One of each value that the binary form knows, as a state would write them.</summary>
internal sealed record BinaryRecord(
    string Name, bool Flag, UInt128 Wide, ulong Word, uint Small, Amount Amount, Proportion Proportion, Ratio Ratio, Epoch Epoch, EpochSpan Span, Digest Digest,
    ParticipantId Participant, TaskId Task, ulong[] Items)
{
    public const string Kind = "test";
    public const uint Version = 3;

    public static Gen<BinaryRecord> Any =>
        from name in Gen.Elements("", "a", "\u00fcber \U0001f600", "\u0000\n", new string('x', 300))
        from flag in Gen.Elements(false, true)
        from wide in Generate.WideInteger
        from word in Generate.Word
        from small in Generate.Word
        from amount in Generate.Amount
        from proportion in Generate.Proportion
        from ratio in Generate.Ratio
        from epoch in Generate.Epoch
        from span in Generate.EpochSpan
        from digest in Generate.Digest
        from participant in Generate.ParticipantId
        from isNobody in Gen.Elements(false, true)
        from items in Gen.ArrayOf(Generate.Word)
        select new BinaryRecord(
            name, flag, wide, word, (uint)(small & uint.MaxValue), amount, proportion, ratio, epoch, span, digest, isNobody ? default : participant,
            isNobody ? TaskId.Of("t") : default, items);

    public byte[] Write()
    {
        ArrayBufferWriter<byte> buffer = new();
        BinaryValueWriter writer = new(buffer, Kind, Version);
        writer.Write(Name);
        writer.Write(Flag);
        writer.Write(Wide);
        writer.Write(Word);
        writer.Write(Small);
        writer.Write(Amount);
        writer.Write(Proportion);
        writer.Write(Ratio);
        writer.Write(Epoch);
        writer.Write(Span);
        writer.Write(Digest);
        writer.Write(Participant);
        writer.Write(Task);
        writer.WriteCount(Items.Length);
        foreach (ulong item in Items)
        {
            writer.Write(item);
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    public static BinaryRecord Read(ReadOnlySpan<byte> bytes)
    {
        BinaryValueReader reader = new(bytes, Kind, Version);
        BinaryRecord record = new(
            reader.ReadText(), reader.ReadBoolean(), reader.ReadUInt128(), reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadAmount(), reader.ReadProportion(),
            reader.ReadRatio(), reader.ReadEpoch(), reader.ReadEpochSpan(), reader.ReadDigest(), reader.ReadParticipantId(), reader.ReadTaskId(),
            new ulong[reader.ReadCount()]);
        for (int index = 0; index < record.Items.Length; index++)
        {
            record.Items[index] = reader.ReadUInt64();
        }

        reader.Complete();
        return record;
    }

    public bool Equals(BinaryRecord? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items) && Fields == other.Fields;

    public override int GetHashCode() => Fields.GetHashCode();

    private (string, bool, UInt128, ulong, uint, Amount, Proportion, Ratio, Epoch, EpochSpan, Digest, ParticipantId, TaskId) Fields =>
        (Name, Flag, Wide, Word, Small, Amount, Proportion, Ratio, Epoch, Span, Digest, Participant, Task);
}
