using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A list of actions from the start of a game.</summary>
/// <remarks>No formula. Equal when the actions are. Immutable.</remarks>
/// <param name="Actions">The actions in the order they are taken.</param>
public sealed record GameHistory(ImmutableArray<string> Actions)
{
    /// <summary>Gets the actions in the order they are taken.</summary>
    public ImmutableArray<string> Actions { get; init => field = value.IsDefault ? [] : value; } = Actions.IsDefault ? [] : Actions;

    /// <summary>Returns the history of those actions.</summary>
    /// <param name="actions">The actions in the order they are taken.</param>
    /// <returns>The history.</returns>
    public static GameHistory Of(params IEnumerable<string> actions) => new([.. actions]);

    /// <inheritdoc/>
    public bool Equals(GameHistory? other) => other is not null && Actions.AsSpan().SequenceEqual(other.Actions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (string action in Actions)
        {
            hash.Add(action, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>Returns the actions joined by arrows.</summary>
    /// <returns>The text; <c>(start)</c> for none.</returns>
    public override string ToString() => Actions.IsEmpty ? "(start)" : string.Join(" → ", Actions);
}
