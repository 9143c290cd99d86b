namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What each group of players would achieve together: the question whose fair answer is the Shapley value.</summary>
/// <remarks>
/// No formula. Pure: the same coalition always has the same value. The empty coalition's value is normally 0; what is divided is
/// the value of everybody less that.
/// </remarks>
public interface ICoalitionGame
{
    /// <summary>Gets how many players there are, at least 1.</summary>
    int Players { get; }

    /// <summary>Returns what a coalition achieves.</summary>
    /// <param name="members">The coalition.</param>
    /// <returns>Its value, in any unit (base units, say); may be negative, as a cost.</returns>
    Int128 Value(Coalition members);
}
