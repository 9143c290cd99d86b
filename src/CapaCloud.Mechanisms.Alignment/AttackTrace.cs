using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>A burst of cheating, branch by branch, with what the mechanism did in each.</summary>
/// <remarks>
/// With k the number of verdicts among the cheated jobs, K binomial(<see cref="Cheated"/>, <see cref="Detection"/>), for honesty with <see cref="FalseAlarm"/>:
/// <code>
/// profit = Cheated * Gain - sum over k of P(K = k) * (Slashed[k] + Forgone[k]) + the same sum for honesty
/// </code>
/// Money in base units. <see cref="AttackReplay"/> plays each branch through the mechanism again and must find the same figures.
/// </remarks>
public sealed record AttackTrace
{
    /// <summary>Gets the stake the attacker holds, in base units.</summary>
    public required Amount Stake { get; init; }

    /// <summary>Gets how many jobs are cheated in one epoch.</summary>
    public required long Cheated { get; init; }

    /// <summary>Gets after how many epochs the verdicts are settled.</summary>
    public required long Delay { get; init; }

    /// <summary>Gets what one cheated job saves and brings from outside.</summary>
    public required Fraction Gain { get; init; }

    /// <summary>Gets the chance that one cheated job leads to a verdict.</summary>
    public required Fraction Detection { get; init; }

    /// <summary>Gets the chance that the same job, done honestly, leads to one.</summary>
    public Fraction FalseAlarm { get; init; }

    /// <summary>Gets what the mechanism took, for each number of verdicts from 0 on; the last entry stands for all larger numbers.</summary>
    public required ImmutableArray<Amount> Slashed { get; init; }

    /// <summary>Gets what reward the mechanism did not pay, for each number of verdicts from 0 on; the last entry stands for all larger numbers.</summary>
    public required ImmutableArray<Amount> Forgone { get; init; }
}
