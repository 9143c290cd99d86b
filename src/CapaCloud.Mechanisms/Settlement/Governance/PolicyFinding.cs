using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A law between parameters that a policy breaks: where, with which values, and the nearest change that keeps it.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Relation">Which law.</param>
/// <param name="Path">Where, in the words of the policy's JSON: <c>$.stake.unbondingPeriod</c>.</param>
/// <param name="Values">The values and what was expected of them.</param>
/// <param name="Fix">The nearest change that keeps the law.</param>
public readonly record struct PolicyFinding(PolicyRelation Relation, string Path, string Values, string Fix)
{
    /// <summary>Gets which law.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public PolicyRelation Relation { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Relation, nameof(Relation));

    /// <summary>Returns the finding in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Path}: {Values}; {Fix} ({Relation})";
}
