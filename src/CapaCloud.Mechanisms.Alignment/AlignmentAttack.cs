using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>A strategy that earns at least as much as honesty.</summary>
/// <remarks>
/// <code>profit = expected payoff of the strategy - expected payoff of honesty</code>
/// In base units, at the point of the box at which it pays.
/// </remarks>
public sealed record AlignmentAttack
{
    /// <summary>Gets what to do, in one sentence.</summary>
    public required string Strategy { get; init; }

    /// <summary>Gets the expected profit over honesty, enclosed.</summary>
    public required RationalInterval Profit { get; init; }

    /// <summary>Gets over how many epochs the profit is earned; 1 when left out.</summary>
    public long Epochs { get; init; } = 1;

    /// <summary>Gets the profit of an epoch, at least.</summary>
    public Fraction ProfitPerEpoch => Profit.Low / new Fraction(Epochs);

    /// <summary>Gets the numbers at which it pays, one for each parameter that matters.</summary>
    public ImmutableArray<KeyValuePair<string, Fraction>> At { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the moves that replay it through the mechanism; null where the attack is outside the settlement.</summary>
    public AttackTrace? Trace { get; init; }

    /// <summary>Gets the epoch of an attack that needs one epoch only, as the network settled it; null for others. <see cref="EpochTrace.Play(Mechanism, Economics)"/> plays it again.</summary>
    public EpochTrace? Epoch { get; init; }

    /// <summary>Gets the honest epoch that it is compared with; null where <see cref="Epoch"/> is.</summary>
    public EpochTrace? HonestEpoch { get; init; }

    /// <summary>Gets a typical course of the strategy over epochs, which <see cref="DynamicReplay"/> replays; null where the dynamic engine did not find it.</summary>
    public DynamicTrace? Course { get; init; }

    /// <summary>Returns the strategy and the profit of an epoch.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{Strategy}; that gains {Figures.Least(ProfitPerEpoch, SaysWhatFor ? "units" : "units an epoch")}"
        + (Epochs == 1 ? string.Empty : $" over {Prose.Epochs(Epochs)}");

    private bool SaysWhatFor => Strategy.Contains("; the profit is ", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(AlignmentAttack? other) =>
        other is not null
        && Strategy == other.Strategy
        && Profit == other.Profit
        && Epochs == other.Epochs
        && Equals(Trace, other.Trace)
        && Equals(Epoch, other.Epoch)
        && Equals(HonestEpoch, other.HonestEpoch)
        && Equals(Course, other.Course)
        && At.SequenceEqual(other.At);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Strategy.Length, Epochs, At.Length);
}
