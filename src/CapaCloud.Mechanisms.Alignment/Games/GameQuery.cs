namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What to look for besides the conclusion.</summary>
/// <remarks>No formula. <c>default</c> asks for the conclusion and a counterexample only.</remarks>
[Flags]
public enum GameQuery
{
    /// <summary>The conclusion, and a counterexample when there is one.</summary>
    Conclusion = 0,

    /// <summary>The strategies when the property holds.</summary>
    Strategies = 1,

    /// <summary>The weakest precondition.</summary>
    WeakestPrecondition = 2,
}
