using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>The drawn audits of an epoch: which committed results are checked, and which do not count at all. Nobody can predict or choose them.</summary>
/// <remarks>
/// No formula. The same for every order in which the commitments came and however often each came. What is set aside is no result: it is
/// not audited, so a network neither accepts nor pays it. Equal by content; <c>default</c> lists are empty.
/// </remarks>
/// <param name="Audits">The audited results, by author and task.</param>
/// <param name="SetAside">What does not count and why, by author, task and seal.</param>
public sealed record SelectedAudits(ImmutableArray<AuditedResult> Audits, ImmutableArray<SetAsideCommitment> SetAside)
{
    /// <summary>Gets the audited results, by author and task.</summary>
    public ImmutableArray<AuditedResult> Audits { get; init => field = value.IsDefault ? [] : value; } = Audits.IsDefault ? [] : Audits;

    /// <summary>Gets what does not count and why, by author, task and seal.</summary>
    public ImmutableArray<SetAsideCommitment> SetAside { get; init => field = value.IsDefault ? [] : value; } = SetAside.IsDefault ? [] : SetAside;

    /// <summary>Returns how many there are, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Prose.Count(Audits.Length, "result is", "results are")} audited, {Prose.Count(SetAside.Length, "commitment is", "commitments are")} set aside";

    /// <inheritdoc/>
    public bool Equals(SelectedAudits? other) =>
        other is not null && Audits.AsSpan().SequenceEqual(other.Audits.AsSpan()) && SetAside.AsSpan().SequenceEqual(other.SetAside.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Audits.Length ^ SetAside.Length;
}
