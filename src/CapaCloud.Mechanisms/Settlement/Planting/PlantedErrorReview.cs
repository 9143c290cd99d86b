using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>Which errors were planted among the results of an epoch, and whether that kept what the policy promises.</summary>
/// <remarks>
/// <code>
/// share = sum of the audit rates of the planted commitments / sum of the audit rates of all commitments
/// kept  = share &gt;= the policy's PlantedErrors, and every published seal was opened
/// </code>
/// The share is the chance that a result that is looked at was planted, as it stood before the draw; it rounds down. Two planted among a hundred commitments at one rate are 0.02. Anyone can make the review again
/// from public values. Equal by content.
/// </remarks>
public sealed record PlantedErrorReview
{
    /// <summary>Gets the epoch of the commitments.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets the planted errors, by author and task.</summary>
    public required ImmutableArray<PlantedError> Plants { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what was opened and does not count, by author and task.</summary>
    public ImmutableArray<SetAsidePlant> SetAside { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the published seals that nobody opened, in order: a planter that opens only what suits it hides what was vouched for.</summary>
    public ImmutableArray<Digest> Unopened { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the sum of the audit rates of the planted commitments, in parts of 10^18.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public required UInt128 PlantedRate { get; init; }

    /// <summary>Gets the sum of the audit rates of all commitments that count, in parts of 10^18.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public required UInt128 TotalRate { get; init; }

    /// <summary>Gets the part that the policy promises; null when it promises none.</summary>
    public Proportion? Promised { get; init; }

    /// <summary>Gets the chance that a result that is looked at was planted; 0 where nothing can be audited.</summary>
    [JsonIgnore]
    public Proportion Share => TotalRate == UInt128.Zero ? Proportion.Zero : PlantedRate >= TotalRate ? Proportion.One : Proportion.FromParts((ulong)MultiplyDivide.Down(PlantedRate, Proportion.PartsPerOne, TotalRate));

    /// <summary>Gets a value indicating whether the epoch kept what the policy promises. Where nothing can be audited, there is nothing to keep.</summary>
    [JsonIgnore]
    public bool IsKept => Unopened.IsEmpty && (TotalRate == UInt128.Zero || Share >= (Promised ?? Proportion.Zero));

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() =>
        $"epoch {Epoch}: {Prose.Count(Plants.Length, "error is", "errors are")} planted, {Prose.Percent(Share)} of what is audited"
        + (Promised is { } promised ? $", and {Prose.Percent(promised)} {(IsKept ? "was promised" : "was promised and not kept")}" : "")
        + (Unopened.IsEmpty ? "" : $"; {Prose.Count(Unopened.Length, "seal was", "seals were")} not opened");

    /// <inheritdoc/>
    public bool Equals(PlantedErrorReview? other) =>
        other is not null && Epoch == other.Epoch && PlantedRate == other.PlantedRate && TotalRate == other.TotalRate && Promised == other.Promised
        && Plants.AsSpan().SequenceEqual(other.Plants.AsSpan()) && SetAside.AsSpan().SequenceEqual(other.SetAside.AsSpan()) && Unopened.AsSpan().SequenceEqual(other.Unopened.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Epoch.GetHashCode() ^ Plants.Length ^ PlantedRate.GetHashCode() ^ TotalRate.GetHashCode();
}
