using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a change of policy would have done to a recorded history: who wins, who loses, by how much.</summary>
/// <remarks>
/// No formula: <see cref="ChangeComparison"/> has it. In base units. Immutable.
/// </remarks>
public sealed record ChangeReport
{
    /// <summary>Gets the hash of the old policy.</summary>
    public required Digest From { get; init; }

    /// <summary>Gets the hash of the new policy.</summary>
    public required Digest To { get; init; }

    /// <summary>Gets how many epochs both could settle.</summary>
    public required int Epochs { get; init; }

    /// <summary>Gets why the new policy settles no further, such as a report that it refuses; null when it settles all.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>Gets what the migration of the start touches.</summary>
    public ImmutableArray<MigrationChange> Migrated { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what happens to each participant, by name.</summary>
    public ImmutableArray<ChangeEffect> Effects { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the treasury gains or loses.</summary>
    public SignedAmount Treasury { get; init; }

    /// <summary>Gets how much more or less is burned.</summary>
    public SignedAmount Burned { get; init; }

    /// <summary>Gets how much more or less is issued and paid in.</summary>
    public SignedAmount In { get; init; }

    /// <summary>Gets the laws between parameters that the new policy breaks and the old one keeps.</summary>
    public ImmutableArray<PolicyFinding> NewlyBroken { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ChangeReport {{ From = {From}, To = {To}, Epochs = {Epochs}, StoppedBy = {StoppedBy}, Migrated = {Prose.List(Migrated)}, "
        + $"Effects = {Prose.List(Effects)}, Treasury = {Treasury}, Burned = {Burned}, In = {In}, NewlyBroken = {Prose.List(NewlyBroken)} }}";

    /// <inheritdoc/>
    public bool Equals(ChangeReport? other) =>
        other is not null
        && From == other.From && To == other.To && Epochs == other.Epochs && StoppedBy == other.StoppedBy
        && Treasury == other.Treasury && Burned == other.Burned && In == other.In
        && Migrated.AsSpan().SequenceEqual(other.Migrated.AsSpan()) && Effects.AsSpan().SequenceEqual(other.Effects.AsSpan())
        && NewlyBroken.AsSpan().SequenceEqual(other.NewlyBroken.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => From.GetHashCode() ^ To.GetHashCode() ^ Epochs;
}
