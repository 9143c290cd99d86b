using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>A tranche of stake with one history: how much is left, where it stands, where it stood before, what left it since.</summary>
/// <remarks>
/// <code>
/// stood behind o at epoch f:  Since &lt;= f &lt;= (Release is null ? now : UnbondedAt) and Operator = o,  or an earlier interval covers f
/// standing at f            =  Remaining + sum of departures of epochs &gt;= f   when it stood, else 0
/// </code>
/// In base units. Two tranches with equal history are one. <c>default</c> is nothing, behind nobody. Immutable and safe to share
/// between threads.
/// </remarks>
public readonly record struct StakeTranche
{
    private readonly ImmutableArray<StandingInterval> _earlier;
    private readonly ImmutableArray<StakeDeparture> _departures;

    /// <summary>Gets what is left of the tranche.</summary>
    [JsonRequired]
    public Amount Remaining { get; init; }

    /// <summary>Gets behind whom the tranche stands, or stood until it was unbonded.</summary>
    [JsonRequired]
    public ParticipantId Operator { get; init; }

    /// <summary>Gets the first epoch of the present standing; epoch 0 when that is longer ago than any fault can be charged.</summary>
    [JsonRequired]
    public Epoch Since { get; init; }

    /// <summary>Gets the epoch in which it was unbonded, the last in which it stood; meaningless while it is bonded.</summary>
    [JsonRequired]
    public Epoch UnbondedAt { get; init; }

    /// <summary>Gets the epoch from which it can be withdrawn, or null while it is bonded.</summary>
    [JsonRequired]
    public Epoch? Release { get; init; }

    /// <summary>Gets the earlier stretches of standing, in order; empty when there were none.</summary>
    [JsonRequired]
    public ImmutableArray<StandingInterval> Earlier
    {
        get => _earlier.IsDefault ? [] : _earlier;
        init => _earlier = value;
    }

    /// <summary>Gets what left the tranche, oldest first; empty when nothing did.</summary>
    [JsonRequired]
    public ImmutableArray<StakeDeparture> Departures
    {
        get => _departures.IsDefault ? [] : _departures;
        init => _departures = value;
    }

    /// <summary>Gets a value indicating whether the tranche stands.</summary>
    [JsonIgnore]
    public bool IsBonded => Release is null;

    /// <summary>Tells whether the tranche stood behind an operator at any moment of an epoch.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns><see langword="true"/> when it did.</returns>
    public bool StoodAt(ParticipantId operatorId, Epoch epoch)
    {
        if (Since <= epoch && (IsBonded || epoch <= UnbondedAt) && Operator == operatorId)
        {
            return true;
        }

        foreach (StandingInterval interval in Earlier)
        {
            if (interval.Covers(operatorId, epoch))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns how much of the tranche stood behind an operator in an epoch.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns>What is left and what left since, or zero when it did not stand there.</returns>
    public Amount StandingAt(ParticipantId operatorId, Epoch epoch) => StoodAt(operatorId, epoch) ? OriginalAt(epoch) : Amount.Zero;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"StakeTranche {{ Remaining = {Remaining}, Operator = {Operator}, Since = {Since}, UnbondedAt = {UnbondedAt}, Release = {Release}, "
        + $"Earlier = {Prose.List(Earlier)}, Departures = {Prose.List(Departures)}, IsBonded = {IsBonded} }}";

    /// <inheritdoc/>
    public bool Equals(StakeTranche other) =>
        Remaining == other.Remaining && HasHistoryOf(other) && Departures.AsSpan().SequenceEqual(other.Departures.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Remaining.GetHashCode() ^ Operator.GetHashCode() ^ Since.GetHashCode() ^ Earlier.Length;

    internal Amount OriginalAt(Epoch epoch)
    {
        Amount total = Remaining;
        foreach (StakeDeparture departure in Departures)
        {
            if (departure.Epoch >= epoch)
            {
                total += departure.Amount;
            }
        }

        return total;
    }

    internal bool HasHistoryOf(in StakeTranche other) =>
        Release == other.Release && UnbondedAt == other.UnbondedAt && Since == other.Since && Operator == other.Operator
        && Earlier.AsSpan().SequenceEqual(other.Earlier.AsSpan());
}
