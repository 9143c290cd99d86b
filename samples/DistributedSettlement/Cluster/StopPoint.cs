namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Where a machine is killed when a run asks for it.</summary>
internal enum StopPoint
{
    /// <summary>In the first map: a partition is asked and does not answer.</summary>
    FirstMap,

    /// <summary>In the merge: the answers are merged, and not stored.</summary>
    Merge,

    /// <summary>In the map that pays: the postings are stored, and nobody has heard of it.</summary>
    Paid,

    /// <summary>In the last map: the new states are written, and not committed.</summary>
    LastMap,
}
