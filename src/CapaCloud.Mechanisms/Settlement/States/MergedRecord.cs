using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A record that ended when it was merged into another: its faults up to then are charged to what it had at stake.</summary>
/// <remarks>No formula. Kept while a fault of its time can be charged. <c>default</c> is nobody's.</remarks>
public readonly record struct MergedRecord
{
    private readonly ImmutableArray<ParticipantId> _names;

    /// <summary>Gets its last name, behind which its stake stood.</summary>
    public required ParticipantId Name { get; init; }

    /// <summary>Gets the epoch in which it was merged: the last one whose faults are its own.</summary>
    public required Epoch Until { get; init; }

    /// <summary>Gets a value indicating whether others had delegated to it.</summary>
    public bool HadDelegations { get; init; }

    /// <summary>Gets every name that it had, its last one included, in ascending order.</summary>
    public required ImmutableArray<ParticipantId> Names
    {
        get => _names.IsDefault ? [] : _names;
        init => _names = value;
    }

    /// <inheritdoc/>
    public bool Equals(MergedRecord other) =>
        Name == other.Name && Until == other.Until && HadDelegations == other.HadDelegations && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode() ^ Until.GetHashCode();

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}, merged in epoch {Until}{(HadDelegations ? ", with delegations" : "")}";
}
