using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What all participants together claim of an epoch's pool: a few dozen bytes that machines exchange, however many participants there are.</summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of each total</code>
/// A commutative monoid with <see cref="None"/> as its neutral element: any engine may fold it in any order and grouping.
/// </remarks>
public sealed record EpochTotals
{
    /// <summary>Gets the totals of nobody.</summary>
    public static EpochTotals None { get; } = new();

    /// <summary>Gets how many participants were assessed.</summary>
    public ulong Participants { get; init; }

    /// <summary>Gets all work, in the network's unit.</summary>
    public UInt128 Work { get; init; }

    /// <summary>Gets the sum of all weights.</summary>
    public UInt128 Weight { get; init; }

    /// <summary>Gets the sum of all claims: what the weights would be, had nobody lost any. At least <see cref="Weight"/>.</summary>
    public UInt128 Claim { get; init; }

    /// <summary>Gets all stake that stands for the epoch, in base units.</summary>
    public Amount Stake { get; init; }

    /// <summary>Gets how many checks were found right.</summary>
    public ulong Checks { get; init; }

    /// <summary>Gets what all claim of the further pools, by the name of the pool; none where the policy has none. Left out of JSON then.</summary>
    [OptionalSection]
    public ImmutableArray<PoolWeight> Pools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns the totals of two groups of participants together.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other group.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    /// <exception cref="OverflowException">A total exceeds 2^128 - 1.</exception>
    public static EpochTotals Merge(EpochTotals left, EpochTotals right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new EpochTotals
        {
            Participants = Sum(left.Participants, right.Participants, "participants"),
            Work = Sum(left.Work, right.Work, "work", "units of work"),
            Weight = Sum(left.Weight, right.Weight, "weight", "billionths of a unit of work"),
            Claim = Sum(left.Claim, right.Claim, "claim", "billionths of a unit of work"),
            Stake = left.Stake + right.Stake,
            Checks = Sum(left.Checks, right.Checks, "checks"),
            Pools = PoolLists.Sum(left.Pools, right.Pools),
        };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EpochTotals {{ Participants = {Participants}, Work = {Work}, Weight = {Weight}, Claim = {Claim}, Stake = {Stake}, Checks = {Checks}, Pools = {Prose.List(Pools)} }}";

    /// <inheritdoc/>
    public bool Equals(EpochTotals? other) =>
        other is not null
        && Participants == other.Participants
        && Work == other.Work
        && Weight == other.Weight
        && Claim == other.Claim
        && Stake == other.Stake
        && Checks == other.Checks
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participants.GetHashCode() ^ Weight.GetHashCode() ^ Claim.GetHashCode();

    private static ulong Sum(ulong left, ulong right, string what) => right > ulong.MaxValue - left
        ? throw new OverflowException($"The groups have {DecimalText.Format(left)} and {DecimalText.Format(right)} {what}; expected at most 2^64 - 1 together.")
        : left + right;

    private static UInt128 Sum(UInt128 left, UInt128 right, string what, string unit) => right > UInt128.MaxValue - left
        ? throw new OverflowException($"The groups have a {what} of {DecimalText.Format(left)} and {DecimalText.Format(right)} {unit}; expected at most 2^128 - 1 together.")
        : left + right;
}
