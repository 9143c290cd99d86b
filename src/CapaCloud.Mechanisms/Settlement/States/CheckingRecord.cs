using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>What is remembered of a participant as a checker, where the policy keeps that apart from what is remembered of its work.</summary>
/// <remarks>
/// No formula. A check that was found right, a wrong one, a missed one, negligent checking and false accusations feed it, and nothing else does. Who has never checked has none, and counts as a
/// newcomer. Immutable.
/// </remarks>
public sealed record CheckingRecord
{
    /// <summary>Gets the conduct.</summary>
    public required ReputationRecord Reputation { get; init; }

    /// <summary>Gets the keys of those of the participant's cases that are about checks, in order: what is charged for them later is no fault of its work.</summary>
    public ImmutableArray<Digest> Faults { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns how many cases are about checks.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"CheckingRecord {{ Reputation = {Reputation}, Faults = {Prose.List(Faults)} }}";

    /// <inheritdoc/>
    public bool Equals(CheckingRecord? other) => other is not null && Reputation == other.Reputation && Faults.AsSpan().SequenceEqual(other.Faults.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Reputation.GetHashCode() ^ Faults.Length;

    /// <summary>Returns it with the cases that are about checks by now, and without those that are forgotten.</summary>
    internal CheckingRecord With(ReadOnlySpan<Digest> faults, ImmutableArray<FaultCase> remembered)
    {
        if (faults.IsEmpty && Faults.IsEmpty)
        {
            return this;
        }

        HashSet<Digest> known = [.. Faults, .. faults];
        known.IntersectWith(remembered.Select(static item => item.Key));
        return this with { Faults = [.. known.Order()] };
    }
}
