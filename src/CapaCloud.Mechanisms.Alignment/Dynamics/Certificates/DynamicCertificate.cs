using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Intervals;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A claim that no strategy over any number of epochs beats honesty, with all that is needed to check it.</summary>
/// <remarks>
/// <code>
/// at every reputation r that honesty leads to, for every act a but honest work:
/// payoff(r, a) + discount * E[Best(next)]  &lt;=  Honest(r) - Margin
/// </code>
/// and Best and Honest keep their own Bellman inequalities at every reputation, so that they are what they say. <see cref="DynamicCertificateChecker"/> believes
/// none of the numbers: it asks the mechanism again and tests every inequality over every rectangle of reputations. Immutable; goes to JSON and back.
/// </remarks>
public sealed record DynamicCertificate
{
    /// <summary>The format this version writes and reads.</summary>
    public const string CurrentFormat = "capacloud/dynamic-certificate/v1";

    /// <summary>Gets the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Gets the policy's content hash.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the policy itself, as its JSON.</summary>
    public required string Policy { get; init; }

    /// <summary>Gets the economics.</summary>
    public required Economics Economics { get; init; }

    /// <summary>Gets into how many steps of the reward a check cuts reputations.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the surfaces over all reputations.</summary>
    public required DynamicGrid Plane { get; init; }

    /// <summary>Gets finer surfaces over the reputations without a fault, where honesty stays; null when there are none apart.</summary>
    public DynamicGrid? Faultless { get; init; }

    /// <summary>Gets what every deviation loses at least, in base units; positive.</summary>
    public required RationalInterval Margin { get; init; }

    /// <summary>Returns the certificate as JSON.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, DynamicCertificateContext.Default.DynamicCertificate);

    /// <summary>Reads a certificate; whether it is true is for the checker to say.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="JsonException">The text is not a certificate.</exception>
    public static DynamicCertificate FromJson(string json) =>
        JsonSerializer.Deserialize(json, DynamicCertificateContext.Default.DynamicCertificate) ?? throw new JsonException("The certificate is null.");
}
