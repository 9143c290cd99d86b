using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Alignment.Certificates;

/// <summary>A claim that no cheating strategy pays under a policy and an economy, with all that is needed to check it.</summary>
/// <remarks>
/// <code>
/// for every number M of cheated jobs:  M * gain - E[penalties | M cheated] + E[penalties | none cheated] &lt;= -Margin
/// verdicts D epochs late:              b^D * Slashed[1] - gain * (jobs cheated for each verdict)       &gt;=  Margin / q
/// </code>
/// Base units. <see cref="CertificateChecker"/> believes none of the numbers: it asks the mechanism again and redoes the sums.
/// Immutable; goes to JSON and back.
/// </remarks>
public sealed record AlignmentCertificate
{
    /// <summary>The format this version writes and reads.</summary>
    public const string CurrentFormat = "capacloud/alignment-certificate/v1";

    /// <summary>Gets the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Gets the policy's content hash.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the policy itself, as its JSON.</summary>
    public required string Policy { get; init; }

    /// <summary>Gets the economics.</summary>
    public required Economics Economics { get; init; }

    /// <summary>Gets the chance of an audit that the claim counts on.</summary>
    public required Proportion AuditRate { get; init; }

    /// <summary>Gets what 0, 1, 2, ... verdicts take, as the claim counts on; the last stands for all larger numbers.</summary>
    public required ImmutableArray<Amount> Slashed { get; init; }

    /// <summary>Gets what every cheating strategy loses at least, in base units; positive.</summary>
    public required RationalInterval Margin { get; init; }

    /// <inheritdoc/>
    public bool Equals(AlignmentCertificate? other) =>
        other is not null && Format == other.Format && PolicyHash == other.PolicyHash && Policy == other.Policy && Economics == other.Economics
        && AuditRate == other.AuditRate && Margin == other.Margin && Slashed.AsSpan().SequenceEqual(other.Slashed.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode();

    /// <summary>Returns the certificate as JSON.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, CertificateContext.Default.AlignmentCertificate);

    /// <summary>Reads a certificate; whether it is true is for the checker to say.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="JsonException">The text is not a certificate.</exception>
    public static AlignmentCertificate FromJson(string json) =>
        JsonSerializer.Deserialize(json, CertificateContext.Default.AlignmentCertificate) ?? throw new JsonException("The certificate is null.");
}
