using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Who gets which bundle, and for how much.</summary>
/// <remarks>
/// <code>Value = sum over winning bids(value);   Revenue = sum(payments)</code>
/// In base units. Equal by content; a default array is empty.
/// </remarks>
public sealed record BundleOutcome
{
    /// <summary>Initializes a new instance of the <see cref="BundleOutcome"/> class.</summary>
    /// <param name="awards">The award of each bid, in the order of the bids.</param>
    /// <param name="value">What the winning bids are worth together.</param>
    [JsonConstructor]
    public BundleOutcome(ImmutableArray<BundleAward> awards, Amount value)
    {
        Awards = awards.IsDefault ? [] : awards;
        Value = value;
    }

    /// <summary>Gets the award of each bid, in the order of the bids.</summary>
    public ImmutableArray<BundleAward> Awards { get; }

    /// <summary>Gets what the winning bids are worth together: the most that any assignment is.</summary>
    public Amount Value { get; }

    /// <summary>Gets what the winners pay together.</summary>
    [JsonIgnore]
    public Amount Revenue
    {
        get
        {
            Amount sum = Amount.Zero;
            foreach (BundleAward award in Awards)
            {
                sum += award.Payment;
            }

            return sum;
        }
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"BundleOutcome {{ Awards = {Prose.List(Awards)}, Value = {Value}, Revenue = {Revenue} }}";

    /// <inheritdoc/>
    public bool Equals(BundleOutcome? other) => other is not null && Value == other.Value && Awards.AsSpan().SequenceEqual(other.Awards.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode() ^ Awards.Length;
}
