using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>A service that rests on stake which other services may rest on too.</summary>
/// <remarks>No formula. Equal by content.</remarks>
/// <param name="Prize">What can be stolen from it, in the unit of the stakes; not negative.</param>
/// <param name="Threshold">The part of the stake behind it that can steal it, in (0, 1].</param>
/// <param name="Validators">Who stands behind it: numbers of validators, each once, at least one.</param>
public sealed record RestakedService(Rational Prize, Rational Threshold, ImmutableArray<int> Validators)
{
    /// <summary>Gets who stands behind it: numbers of validators.</summary>
    public ImmutableArray<int> Validators { get; init => field = value.IsDefault ? [] : value; } = Validators.IsDefault ? [] : Validators;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"RestakedService {{ Prize = {Prize}, Threshold = {Threshold}, Validators = {Prose.List(Validators)} }}";

    /// <inheritdoc/>
    public bool Equals(RestakedService? other) =>
        other is not null && Prize == other.Prize && Threshold == other.Threshold && Validators.AsSpan().SequenceEqual(other.Validators.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Prize.GetHashCode() ^ Threshold.GetHashCode() ^ Validators.Length;
}
