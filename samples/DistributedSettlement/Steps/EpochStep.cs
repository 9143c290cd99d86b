namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>The steps of an epoch, in their order. Each but <see cref="Network"/> is a map over the partitions and a merge of the answers.</summary>
public enum EpochStep
{
    /// <summary>The partitions' first states, and what of the network they come to. In later epochs it is what the last one ended with.</summary>
    Open,

    /// <summary>What the cases wait for.</summary>
    Batch,

    /// <summary>The stake at fault.</summary>
    Tally,

    /// <summary>What everybody's work is worth.</summary>
    Assess,

    /// <summary>Who gets the last units of the pool; as many rounds as the search has questions.</summary>
    Remainders,

    /// <summary>Penalties and rewards: the postings are written.</summary>
    Settle,

    /// <summary>Whether somebody is still asked for who would be forgotten; only when there is somebody.</summary>
    Ask,

    /// <summary>The network's part of the next state.</summary>
    Network,

    /// <summary>The partitions' parts of the next state are written.</summary>
    Close,
}
