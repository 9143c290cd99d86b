namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What to look for besides the verdict.</summary>
/// <remarks>No formula. <c>default</c> asks for the verdict and a counterexample only.</remarks>
[Flags]
public enum GameQuery
{
    /// <summary>The verdict, and a counterexample when there is one.</summary>
    Verdict = 0,

    /// <summary>The strategies when the property holds.</summary>
    Strategies = 1,

    /// <summary>The weakest precondition.</summary>
    WeakestPrecondition = 2,
}
