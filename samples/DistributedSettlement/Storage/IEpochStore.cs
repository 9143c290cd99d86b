using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>What outlives the machines: the partitions' states, the postings, and what was answered under which key.</summary>
internal interface IEpochStore
{
    /// <summary>Stores a step's result and writes, unless something is stored under the key: then that is returned, and nothing is written.</summary>
    Task<byte[]> Once(StepKey key, byte[] result, StepWrites writes);

    /// <summary>Returns the last epoch of which something merged is stored.</summary>
    Task<long?> LastEpoch();

    /// <summary>Returns what was merged in an epoch, in the order of the steps.</summary>
    Task<ImmutableArray<StepResult>> ReadMerged(long epoch);

    /// <summary>Returns a partition's participants at the beginning of an epoch.</summary>
    Task<ImmutableArray<ParticipantState>> ReadPart(long epoch, int partition);

    /// <summary>Returns all postings that were ever stored.</summary>
    Task<List<Posting>> ReadPostings();
}
