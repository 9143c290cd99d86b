using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>One partition's answer to a question of a <see cref="RemainderSearch"/>: how many of its claims have each digit, and what their quotas are without the fractions.</summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of each count</code>
/// At most 2,048 counts, whatever the number of claims. Commutative and associative: any engine may fold it in any order and grouping. Immutable and safe to share between threads.
/// </remarks>
public sealed record RemainderCounts
{
    private readonly ImmutableArray<ulong> _counts = [];

    /// <summary>Gets which question is answered, the first is 0.</summary>
    public int Round { get; init; }

    /// <summary>Gets the sum of the quotas rounded down, in base units; zero after the first question.</summary>
    public Amount Floors { get; init; }

    /// <summary>Gets how many claims have each digit, the digit 0 first.</summary>
    public ImmutableArray<ulong> Counts
    {
        get => _counts;
        init => _counts = value.IsDefault ? [] : value;
    }

    /// <summary>Returns the answer of two groups of participants together.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other group.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    /// <exception cref="ArgumentException">They answer different questions.</exception>
    /// <exception cref="OverflowException">A count exceeds 2^64 - 1, or the quotas 2^128 - 1.</exception>
    public static RemainderCounts Merge(RemainderCounts left, RemainderCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Round != right.Round || left.Counts.Length != right.Counts.Length)
        {
            throw new ArgumentException(
                $"The groups answer questions {left.Round} and {right.Round}, of {left.Counts.Length} and {right.Counts.Length}; expected answers to one question.",
                nameof(right));
        }

        ImmutableArray<ulong>.Builder counts = ImmutableArray.CreateBuilder<ulong>(left.Counts.Length);
        for (int digit = 0; digit < left.Counts.Length; digit++)
        {
            counts.Add(Sum(left.Counts[digit], right.Counts[digit]));
        }

        return new RemainderCounts { Round = left.Round, Floors = left.Floors + right.Floors, Counts = counts.MoveToImmutable() };
    }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"answer to question {Round}: {Prose.Units(Floors)} without fractions, counts {Prose.List(Counts)}";

    /// <inheritdoc/>
    public bool Equals(RemainderCounts? other) =>
        other is not null && Round == other.Round && Floors == other.Floors && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Round ^ Floors.GetHashCode() ^ Counts.Length;

    private static ulong Sum(ulong left, ulong right) => right > ulong.MaxValue - left
        ? throw new OverflowException($"The groups have {Prose.Number(left)} and {Prose.Number(right)} of one digit; expected at most 2^64 - 1 together.")
        : left + right;
}
