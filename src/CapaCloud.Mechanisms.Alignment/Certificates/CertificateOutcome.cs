using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Whether a certificate was found true.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Reasons">Why not; empty when it was accepted.</param>
public sealed record CertificateOutcome(ImmutableArray<string> Reasons)
{
    /// <summary>Gets why not; empty when it was accepted.</summary>
    public ImmutableArray<string> Reasons { get; init => field = value.IsDefault ? [] : value; } = Reasons.IsDefault ? [] : Reasons;

    /// <summary>Gets a value indicating whether the certificate was accepted.</summary>
    public bool IsAccepted => Reasons.IsEmpty;

    /// <summary>Returns yes, or no and why.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsAccepted ? "accepted" : $"refused: {string.Join("; ", Reasons)}";

    /// <inheritdoc/>
    public bool Equals(CertificateOutcome? other) =>
        other is not null
        && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => Reasons.Length;
}
