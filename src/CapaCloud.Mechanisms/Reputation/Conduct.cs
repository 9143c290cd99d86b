using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What was observed of a participant in one epoch: so much good conduct and so much bad, of one kind.</summary>
/// <remarks>
/// No formula. One observation usually weighs 1; a model that weighs by value passes the value at stake instead. <c>default</c> is
/// nothing observed.
/// </remarks>
/// <param name="Epoch">When.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Good">The weight of good conduct: 12 correct audits weigh 12.</param>
/// <param name="Bad">The weight of bad conduct.</param>
public readonly record struct Conduct(Epoch Epoch, ConductKind Kind, Ratio Good, Ratio Bad)
{
    /// <summary>Gets of which kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public ConductKind Kind { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Kind, nameof(Kind));
}
