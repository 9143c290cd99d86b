using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A report, sorted by participant, with what was set aside.</summary>
/// <remarks>No formula. The order of the report's lists has left no trace in it. A partition's intake has the partition's participants alone.</remarks>
public sealed record EpochIntake
{
    /// <summary>Gets one input for each participant of the state, in the order of the state.</summary>
    public required ImmutableArray<ParticipantInput> Inputs { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the items that are not settled, each with its reason.</summary>
    public ImmutableArray<SetAsideItem> SetAside { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EpochIntake {{ Inputs = {Prose.List(Inputs)}, SetAside = {Prose.List(SetAside)} }}";

    /// <inheritdoc/>
    public bool Equals(EpochIntake? other) =>
        other is not null
        && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan())
        && SetAside.AsSpan().SequenceEqual(other.SetAside.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Inputs.Length ^ SetAside.Length;
}
