namespace CapaCloud.Mechanisms.Alignment;

/// <summary>The sum of a report's findings.</summary>
/// <remarks>No formula. The numbers are the exit codes of a build gate.</remarks>
public enum AlignmentConclusion
{
    /// <summary>Every property was asked about and holds.</summary>
    Holds = 0,

    /// <summary>At least one fails.</summary>
    Fails = 1,

    /// <summary>None fails, at least one is inconclusive.</summary>
    Inconclusive = 3,

    /// <summary>Every property that was asked about holds, and at least one was not asked about: the economics leave out a figure.</summary>
    NotAsked = 4,
}
