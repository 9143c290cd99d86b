namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What was found of a property.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Fails"/>: nothing is believed that was not found.</remarks>
public enum GameConclusion
{
    /// <summary>There is an admissible valuation at which no strategy with the history has the property.</summary>
    Fails,

    /// <summary>At every admissible valuation there is a strategy that yields the history and has the property.</summary>
    Holds,

    /// <summary>The constraints contradict each other: no valuation is admissible, so there is nothing of which the property could hold.</summary>
    ConstraintsContradict,
}
