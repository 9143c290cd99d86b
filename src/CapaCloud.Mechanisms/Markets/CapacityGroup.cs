using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Bidders who together get at most so many units of a lot: a region, an operator, everybody without a record.</summary>
/// <remarks>
/// <code>sum over members(units) &lt;= MaximumQuantity</code>
/// In units. Nobody is in two groups. Equal by content; a default array of members is empty.
/// </remarks>
public sealed record CapacityGroup
{
    /// <summary>Initializes a new instance of the <see cref="CapacityGroup"/> class.</summary>
    /// <param name="maximumQuantity">How many units the members get together at most.</param>
    /// <param name="members">Who belongs to the group.</param>
    [JsonConstructor]
    public CapacityGroup(ulong maximumQuantity, ImmutableArray<ParticipantId> members)
    {
        MaximumQuantity = maximumQuantity;
        Members = members.IsDefault ? [] : members;
    }

    /// <summary>Gets how many units the members get together at most.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong MaximumQuantity { get; }

    /// <summary>Gets who belongs to the group.</summary>
    public ImmutableArray<ParticipantId> Members { get; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"CapacityGroup {{ MaximumQuantity = {MaximumQuantity}, Members = {Prose.List(Members)} }}";

    /// <inheritdoc/>
    public bool Equals(CapacityGroup? other) =>
        other is not null && MaximumQuantity == other.MaximumQuantity && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => MaximumQuantity.GetHashCode() ^ Members.Length;
}
