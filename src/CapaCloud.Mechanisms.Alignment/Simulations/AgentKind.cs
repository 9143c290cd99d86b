namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>How an agent of a simulated population behaves.</summary>
/// <remarks>No formula. Jobs are those the network gives it in an epoch.</remarks>
public enum AgentKind
{
    /// <summary>Does every job.</summary>
    Honest = 0,

    /// <summary>Does half of its jobs and leaves the rest undone.</summary>
    Lazy = 1,

    /// <summary>Cheats on the valuable jobs; on every fifth job where the economics do not say how many are valuable.</summary>
    Selective = 2,

    /// <summary>Works honestly until its score is high, then cheats on everything.</summary>
    Milking = 3,

    /// <summary>Cheats on everything in every other epoch.</summary>
    Oscillating = 4,

    /// <summary>Cheats on everything; audits by its own coalition find nothing.</summary>
    Colluding = 5,

    /// <summary>Cheats on everything and returns under a new name when its stake no longer carries it.</summary>
    Whitewashing = 6,

    /// <summary>Cheats on everything.</summary>
    FreeRiding = 7,
}
