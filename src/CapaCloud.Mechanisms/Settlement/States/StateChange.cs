using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>A new state and the money that moved to get there.</summary>
/// <remarks>No formula.</remarks>
/// <param name="State">The new state.</param>
/// <param name="Postings">The movements, none when no money moved.</param>
public readonly record struct StateChange(NetworkState State, ImmutableArray<Posting> Postings)
{
    private readonly ImmutableArray<Posting> _postings = Postings;

    /// <summary>Gets the movements, none when no money moved.</summary>
    public ImmutableArray<Posting> Postings
    {
        get => _postings.IsDefault ? [] : _postings;
        init => _postings = value;
    }

    /// <summary>Returns what moved, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"epoch {State?.Epoch}: {(Postings.IsEmpty ? "no money moved" : string.Join("; ", Postings))}";

    /// <inheritdoc/>
    public bool Equals(StateChange other) => Equals(State, other.State) && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (State?.GetHashCode() ?? 0) ^ Postings.Length;
}
