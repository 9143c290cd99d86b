namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>What a requester does with results.</summary>
internal enum RequesterKind
{
    /// <summary>Accepts what is right, and disputes what it finds to be wrong.</summary>
    Honest,

    /// <summary>Disputes every right result, to have its money back.</summary>
    FalseDisputer,

    /// <summary>Calls jobs off once somebody works on them.</summary>
    Refuser,
}
