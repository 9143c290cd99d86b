using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How much stake is at fault by each offence, and how much stake there is: the second merge of an epoch, before anybody's weight is known.</summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of each total</code>
/// In base units. A commutative monoid with <see cref="None"/> as its neutral element. Only offences whose cost can depend on the faults of others have a tally.
/// </remarks>
public sealed record FaultTotals
{
    private readonly ImmutableArray<OffenceTally> _tallies = [];

    /// <summary>Gets the totals of nobody.</summary>
    public static FaultTotals None { get; } = new();

    /// <summary>Gets all stake that stands in the epoch.</summary>
    public Amount Stake { get; init; }

    /// <summary>
    /// Gets the stake at fault for each of the policy's offences, in their order, and then for those that a former policy counted otherwise and whose faults can still be charged;
    /// empty when there is none.
    /// </summary>
    public ImmutableArray<OffenceTally> Tallies
    {
        get => _tallies;
        init => _tallies = value.IsDefault ? [] : value;
    }

    /// <summary>Returns the totals of two groups of participants together.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other group.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    /// <exception cref="ArgumentException">The groups were added up for different policies or states.</exception>
    /// <exception cref="OverflowException">A total exceeds 2^128 - 1.</exception>
    public static FaultTotals Merge(FaultTotals left, FaultTotals right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new FaultTotals { Stake = left.Stake + right.Stake, Tallies = Merge(left.Tallies, right.Tallies) };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"FaultTotals {{ Stake = {Stake}, Tallies = {Prose.List(Tallies)} }}";

    /// <inheritdoc/>
    public bool Equals(FaultTotals? other) =>
        other is not null && Stake == other.Stake && Tallies.AsSpan().SequenceEqual(other.Tallies.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Stake.GetHashCode() ^ Tallies.Length;

    private static ImmutableArray<OffenceTally> Merge(ImmutableArray<OffenceTally> left, ImmutableArray<OffenceTally> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? right : left;
        }

        if (left.Length != right.Length)
        {
            throw new ArgumentException($"The groups have {left.Length} and {right.Length} tallies; expected as many, of one policy and one state.", nameof(right));
        }

        ImmutableArray<OffenceTally>.Builder merged = ImmutableArray.CreateBuilder<OffenceTally>(left.Length);
        for (int index = 0; index < left.Length; index++)
        {
            merged.Add(OffenceTally.Merge(left[index], right[index]));
        }

        return merged.MoveToImmutable();
    }
}
