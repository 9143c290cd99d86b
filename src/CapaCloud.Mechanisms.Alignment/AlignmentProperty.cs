namespace CapaCloud.Mechanisms.Alignment;

/// <summary>What can be asked of a mechanism and an economy.</summary>
/// <remarks>No formula: each finding states its own.</remarks>
public enum AlignmentProperty
{
    /// <summary>No strategy earns more than honesty.</summary>
    IncentiveCompatibility = 0,

    /// <summary>An honest participant earns at least its outside option, honest faults included.</summary>
    Participation = 1,

    /// <summary>What is paid never exceeds what came in and what was issued.</summary>
    BudgetBalance = 2,

    /// <summary>Honesty wins with every number of jobs in flight.</summary>
    ParallelSafety = 3,

    /// <summary>Honesty wins against coalitions, side payments included.</summary>
    CollusionResistance = 4,

    /// <summary>Splitting or merging identities gains nothing.</summary>
    SybilNeutrality = 5,

    /// <summary>Returning under a new name gains nothing.</summary>
    WhitewashResistance = 6,

    /// <summary>Leaving, by any door and at any time, saves nothing.</summary>
    ExitSafety = 7,

    /// <summary>A validator who does not check, or accuses falsely, earns less.</summary>
    VerifierDiligence = 8,

    /// <summary>Withheld payment, false disputes and dealing with oneself lose.</summary>
    RequesterFairness = 9,

    /// <summary>Harm to a victim for each unit an attacker spends is bounded.</summary>
    GriefingBound = 10,

    /// <summary>An honest participant is seldom punished, and not by much.</summary>
    HonestSafety = 11,

    /// <summary>Better behaviour never earns less, and nothing jumps.</summary>
    Monotonicity = 12,
}
