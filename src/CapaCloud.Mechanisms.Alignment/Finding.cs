using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>The answer to one question: it holds, it fails, the bounds leave it open, or it was not asked.</summary>
/// <remarks>No formula of its own: <see cref="Condition"/> states the one that was decided.</remarks>
public abstract record Finding
{
    private Finding()
    {
    }

    /// <summary>Gets which property.</summary>
    public required AlignmentProperty Property { get; init; }

    /// <summary>Gets on which engine the answer rests.</summary>
    public required AlignmentEngine Engine { get; init; }

    /// <summary>Gets the condition that was decided, with its numbers.</summary>
    public required string Condition { get; init; }

    /// <summary>Gets under which assumptions the answer is meant.</summary>
    public ImmutableArray<string> Assumptions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the margin or the profit counts: <c>units an epoch</c>, <c>units for each job</c>; empty where there is none.</summary>
    public string Unit => Property switch
    {
        AlignmentProperty.GriefingBound when this is Holds => "units of harm for each unit spent",
        AlignmentProperty.GriefingBound => "units of harm beyond the limit",
        AlignmentProperty.ExitSafety when this is Holds => "units of stake that leaving does not save",
        AlignmentProperty.VerifierDiligence => "units for each check",
        AlignmentProperty.RequesterFairness => "units for each job",
        AlignmentProperty.WhitewashResistance when this is Holds => "units for each new name",
        AlignmentProperty.Monotonicity => string.Empty,
        _ => "units an epoch",
    };

    /// <inheritdoc/>
    public virtual bool Equals(Finding? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && Property == other.Property
        && Engine == other.Engine
        && Condition == other.Condition
        && Assumptions.SequenceEqual(other.Assumptions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Property, Engine);

    /// <summary>The property holds.</summary>
    /// <remarks>
    /// <code>margin &lt;= honest payoff - payoff of any deviation;  no strategy earns more than epsilon over honesty</code>
    /// </remarks>
    public sealed record Holds : Finding
    {
        /// <summary>Gets by how much, in base units an epoch unless the condition says otherwise; of incentive compatibility what cheating loses, for working less may tie.</summary>
        public required Fraction Margin { get; init; }

        /// <summary>Gets how much a strategy may still gain; 0 for a closed condition.</summary>
        public Fraction Epsilon { get; init; }

        /// <summary>Gets the certificate over all epochs that anybody can check; null where the answer rests on another engine.</summary>
        public DynamicCertificate? Certificate { get; init; }

        /// <inheritdoc/>
        public override string ToString() =>
            $"{Property} holds{(Unit.Length == 0 ? string.Empty : $" by at least {Figures.Floor(Margin, Unit)}")}{(Epsilon.IsZero ? string.Empty : $", up to {Figures.Money(Epsilon)} of rounding")} ({Condition})";
    }

    /// <summary>The property fails, and here is how.</summary>
    /// <remarks>No formula.</remarks>
    public sealed record Fails : Finding
    {
        /// <summary>Gets the strategy and what it earns.</summary>
        public required AlignmentAttack Attack { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"{Property} fails by {(Unit.Length == 0 ? Figures.Least(Attack.ProfitPerEpoch) : Figures.Least(Attack.ProfitPerEpoch, Unit))}{(Attack.Epochs == 1 ? string.Empty : $" over {Prose.Epochs(Attack.Epochs)}")}: {Attack.Strategy.Split("; the profit is ")[0]} ({Condition})";
    }

    /// <summary>The question was not asked: the economics leave out a figure that it needs.</summary>
    /// <remarks>No formula.</remarks>
    public sealed record NotAsked : Finding
    {
        /// <summary>Gets the name of the figure that is missing.</summary>
        public required string Missing { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"{Property} was not asked: {Missing} is missing ({Condition})";
    }

    /// <summary>Neither could be shown.</summary>
    /// <remarks>No formula.</remarks>
    public sealed record Inconclusive : Finding
    {
        /// <summary>Gets the largest gain over honesty that the bounds still allow; null when no bound is known.</summary>
        public Fraction? LargestGain { get; init; }

        /// <summary>Gets the gain of the best strategy that was found; null when none was looked for.</summary>
        public Fraction? BestFound { get; init; }

        /// <summary>Gets what would decide it.</summary>
        public required string WhatWouldClose { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"{Property} is inconclusive. {WhatWouldClose} ({Condition})";
    }
}
