using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>A claim that no cheating strategy pays under a policy and an economy, bound to both by hash.</summary>
/// <remarks>
/// <code>
/// for every number M of cheated jobs:  M * gain - E[penalties | M cheated] + E[penalties | none cheated] &lt;= -Margin
/// verdicts D epochs late:  b^D * E[penalties | M] - M * gain - P(a verdict | M) * jobs * gain * (b + ... + b^D) &gt;= Margin
/// </code>
/// Base units. It holds neither policy nor economics: whoever verifies brings their own. <see cref="CertificateChecker"/> believes none of the numbers: it asks the mechanism again and
/// redoes the sums. Immutable; goes to JSON and back.
/// </remarks>
public sealed record AlignmentCertificate
{
    /// <summary>The format this version writes and reads.</summary>
    public const string CurrentFormat = "capacloud/alignment-certificate/v2";

    /// <summary>The acts it is about.</summary>
    public const string CurrentActs = "cheating on any number of the jobs of each epoch, and reporting oneself";

    /// <summary>The starts it is about.</summary>
    public const string CurrentStarts = "every state in which work is given and no verdict on cheated work is pending";

    /// <summary>The most characters of a certificate's JSON: 64 Ki.</summary>
    public const int MostCharacters = 65_536;

    /// <summary>Gets the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Gets the property it proves.</summary>
    public AlignmentProperty Property { get; init; } = AlignmentProperty.ParallelSafety;

    /// <summary>Gets the acts it proves it for.</summary>
    public string Acts { get; init; } = CurrentActs;

    /// <summary>Gets the states it proves it from.</summary>
    public string Starts { get; init; } = CurrentStarts;

    /// <summary>Gets the policy's content hash.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the content hash of the economics, <see cref="EconomicsJson.Hash"/>.</summary>
    public required Digest EconomicsHash { get; init; }

    /// <summary>Gets the chance of an audit that the claim counts on.</summary>
    public required Proportion AuditRate { get; init; }

    /// <summary>Gets what 0, 1, 2, ... verdicts take, as the claim counts on; the last stands for all larger numbers.</summary>
    public required ImmutableArray<Amount> Slashed { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Gets what every cheating strategy loses at least in an epoch in which it cheats, in base units; one positive number.</summary>
    public required RationalInterval Margin { get; init; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AlignmentCertificate {{ Format = {Format}, Property = {Property}, Acts = {Acts}, Starts = {Starts}, PolicyHash = {PolicyHash}, "
        + $"EconomicsHash = {EconomicsHash}, AuditRate = {AuditRate}, Slashed = {Prose.List(Slashed)}, Margin = {Margin} }}";

    /// <inheritdoc/>
    public bool Equals(AlignmentCertificate? other) =>
        other is not null && Format == other.Format && Property == other.Property && Acts == other.Acts && Starts == other.Starts
        && PolicyHash == other.PolicyHash && EconomicsHash == other.EconomicsHash && AuditRate == other.AuditRate && Margin == other.Margin && Slashed.AsSpan().SequenceEqual(other.Slashed.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode();

    /// <summary>Returns the certificate as JSON.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, CertificateContext.Default.AlignmentCertificate);

    /// <summary>Reads a certificate; whether it is true is for the checker to say.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="JsonException">The text is not a certificate, or too long for one.</exception>
    public static AlignmentCertificate FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Length > MostCharacters
            ? throw new JsonException($"A certificate has at most {MostCharacters} characters; this text has {json.Length}.")
            : JsonSerializer.Deserialize(json, CertificateContext.Default.AlignmentCertificate) ?? throw new JsonException("The certificate is null.");
    }
}
