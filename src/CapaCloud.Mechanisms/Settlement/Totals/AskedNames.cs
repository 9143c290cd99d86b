using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Who of those that would be forgotten is still asked for: somebody's money is found under a former name. Needed in the rare epoch in which <see cref="EpochClosing.Leaving"/> has names.</summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of the participants, the union of the names</code>
/// A commutative monoid with <see cref="None"/> as its neutral element.
/// </remarks>
public sealed record AskedNames
{
    private readonly ImmutableArray<ParticipantId> _names = [];

    /// <summary>Gets the answer of nobody.</summary>
    public static AskedNames None { get; } = new();

    /// <summary>Gets how many participants were looked at.</summary>
    public ulong Participants { get; init; }

    /// <summary>Gets who is still asked for, by present name.</summary>
    public ImmutableArray<ParticipantId> Names
    {
        get => _names;
        init => _names = value.IsDefault ? [] : value;
    }

    /// <summary>Returns the answers of two partitions together.</summary>
    /// <param name="left">One answer.</param>
    /// <param name="right">The other answer.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">An answer is null.</exception>
    /// <exception cref="OverflowException">There are more than 2^64 - 1 participants.</exception>
    public static AskedNames Merge(AskedNames left, AskedNames right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new AskedNames { Participants = checked(left.Participants + right.Participants), Names = EpochClosing.Union(left.Names, right.Names) };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"AskedNames {{ Participants = {Participants}, Names = {Prose.List(Names)} }}";

    /// <inheritdoc/>
    public bool Equals(AskedNames? other) => other is not null && Participants == other.Participants && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participants.GetHashCode() ^ Names.Length;
}
