namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>What a step writes besides its result, in the same transaction.</summary>
internal sealed record StepWrites
{
    /// <summary>Gets the money that moves.</summary>
    public IReadOnlyList<Posting> Postings { get; init; } = [];

    /// <summary>Gets the partition's part of a state, whose epoch says which; null when none is written.</summary>
    public NetworkState? Part { get; init; }
}
