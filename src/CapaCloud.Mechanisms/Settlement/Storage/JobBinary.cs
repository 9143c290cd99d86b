using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The open jobs of a participant in a binary state, each with everything it has.</summary>
internal static class JobBinary
{
    public static void Write(BinaryValueWriter writer, ImmutableArray<Job> jobs)
    {
        writer.WriteCount(jobs.Length);
        foreach (ref readonly Job job in jobs.AsSpan())
        {
            writer.Write(job.Task);
            writer.Write(job.Requester);
            writer.Write(job.Class);
            writer.Write(job.Price);
            writer.Write(job.Value);
            writer.Write(job.Bond);
            writer.Write(job.Fee);
            writer.Write(job.AwardedAt);
            writer.Write(job.Deadline);
            writer.Write((uint)job.Stage);
            writer.Write(job.DeliveredAt);
            writer.Write(job.Shortfall);
            writer.Write(job.DisputedAt);
            writer.Write((uint)job.Answer);
            writer.Write(job.Terms ?? "");
        }
    }

    public static ImmutableArray<Job> Read(ref BinaryValueReader reader)
    {
        Job[] jobs = new Job[reader.ReadCount(leastBytes: 15)];
        for (int index = 0; index < jobs.Length; index++)
        {
            jobs[index] = new Job
            {
                Task = reader.ReadTaskId(),
                Requester = reader.ReadParticipantId(),
                Class = reader.ReadText(),
                Price = reader.ReadAmount(),
                Value = reader.ReadAmount(),
                Bond = reader.ReadAmount(),
                Fee = reader.ReadProportion(),
                AwardedAt = reader.ReadEpoch(),
                Deadline = reader.ReadEpoch(),
                Stage = (JobStage)reader.ReadUInt32(),
                DeliveredAt = reader.ReadEpoch(),
                Shortfall = reader.ReadProportion(),
                DisputedAt = reader.ReadEpoch(),
                Answer = (JobEnding)reader.ReadUInt32(),
                Terms = reader.ReadText() is { Length: > 0 } terms ? terms : null,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(jobs);
    }
}
