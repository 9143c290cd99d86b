using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The records that became one, in a binary state, and for each case which of them it is of: 0 for none.</summary>
internal static class MergedBinary
{
    public static void Write(BinaryValueWriter writer, MergedRecords merged, ImmutableArray<FaultCase> cases)
    {
        writer.WriteCount(merged.Records.Length);
        foreach (MergedRecord record in merged.Records)
        {
            writer.Write(record.Name);
            writer.Write(record.Until);
            writer.Write(record.HadDelegations);
            writer.WriteCount(record.Names.Length);
            foreach (ParticipantId name in record.Names)
            {
                writer.Write(name);
            }
        }

        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            uint place = 0;
            for (int index = 0; index < merged.Records.Length; index++)
            {
                place = merged.Records[index].Name == item.Record ? (uint)index + 1 : place;
            }

            writer.Write(place);
        }
    }

    public static ParticipantState Read(ref BinaryValueReader reader, in ParticipantState participant)
    {
        MergedRecord[] records = new MergedRecord[reader.ReadCount(leastBytes: 4)];
        for (int index = 0; index < records.Length; index++)
        {
            ParticipantId name = reader.ReadParticipantId();
            Epoch until = reader.ReadEpoch();
            bool had = reader.ReadBoolean();
            ParticipantId[] names = new ParticipantId[reader.ReadCount(leastBytes: 1)];
            for (int place = 0; place < names.Length; place++)
            {
                names[place] = reader.ReadParticipantId();
            }

            records[index] = new MergedRecord { Name = name, Until = until, HadDelegations = had, Names = ImmutableCollectionsMarshal.AsImmutableArray(names) };
        }

        FaultCase[] cases = [.. participant.Cases];
        for (int index = 0; index < cases.Length; index++)
        {
            int at = reader.Position;
            uint place = reader.ReadUInt32();
            if (place > records.Length)
            {
                throw new BinaryFormatException(at, $"{place} is no merged record; expected at most {records.Length}.");
            }

            cases[index] = place == 0 ? cases[index] : cases[index] with { Record = records[place - 1].Name };
        }

        return participant with { Cases = [.. cases], Merged = new MergedRecords { Records = ImmutableCollectionsMarshal.AsImmutableArray(records) } };
    }
}
