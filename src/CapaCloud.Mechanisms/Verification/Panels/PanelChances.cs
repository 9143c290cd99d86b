using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>With which probability the author of a checked result is found correct, not judged, and found incorrect.</summary>
/// <remarks>
/// <code>Correct + Inconclusive + Incorrect = 1</code>
/// Exact. <c>default</c> is no distribution: all three are 0.
/// </remarks>
/// <param name="Correct">The verdict is <see cref="VerdictOutcome.Correct"/>: the result passes.</param>
/// <param name="Inconclusive">The verdict is <see cref="VerdictOutcome.Inconclusive"/>: nobody is punished.</param>
/// <param name="Incorrect">The verdict is <see cref="VerdictOutcome.Incorrect"/>: stake can be slashed.</param>
public readonly record struct PanelChances(ExactChance Correct, ExactChance Inconclusive, ExactChance Incorrect)
{
    /// <summary>Gets the chance that the author is not found incorrect: what a cheat counts on.</summary>
    [JsonIgnore]
    public ExactChance NotCaught => Correct.Or(Inconclusive);
}
