using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A condition on stakes: a comparison, or several conditions of which all, or at least one, must hold.</summary>
/// <remarks>
/// No formula. Written with operators: <c>(deposit &gt; cost + fee) &amp; (fee &gt;= 0)</c>, <c>(a &gt; b) | (a &gt; c)</c>. Immutable and safe
/// to share between threads.
/// </remarks>
public abstract record StakeCondition
{
    private StakeCondition()
    {
    }

    /// <summary>Gets the condition that always holds.</summary>
    public static StakeCondition Always { get; } = new All([]);

    /// <summary>Gets the condition that never holds.</summary>
    public static StakeCondition Never { get; } = new Any([]);

    /// <summary>Returns the condition that both hold.</summary>
    /// <param name="left">One condition.</param>
    /// <param name="right">The other condition.</param>
    /// <returns>The conjunction.</returns>
    public static StakeCondition operator &(StakeCondition left, StakeCondition right) => AllOf([left, right]);

    /// <summary>Returns the condition that at least one holds.</summary>
    /// <param name="left">One condition.</param>
    /// <param name="right">The other condition.</param>
    /// <returns>The disjunction.</returns>
    public static StakeCondition operator |(StakeCondition left, StakeCondition right) => AnyOf([left, right]);

    /// <summary>Returns the condition that all hold, nested conjunctions flattened.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <returns>The conjunction; <see cref="Always"/> for none.</returns>
    public static StakeCondition AllOf(IEnumerable<StakeCondition> conditions)
    {
        ImmutableArray<StakeCondition> parts = [.. conditions.SelectMany(part => part is All all ? all.Conditions : [part])];
        return parts.Length == 1 ? parts[0] : new All(parts);
    }

    /// <summary>Returns the condition that at least one holds, nested disjunctions flattened.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <returns>The disjunction; <see cref="Never"/> for none.</returns>
    public static StakeCondition AnyOf(IEnumerable<StakeCondition> conditions)
    {
        ImmutableArray<StakeCondition> parts = [.. conditions.SelectMany(part => part is Any any ? any.Conditions : [part])];
        return parts.Length == 1 ? parts[0] : new Any(parts);
    }

    /// <summary>Tells whether the condition holds under a valuation.</summary>
    /// <param name="valuation">A number for each symbol.</param>
    /// <returns><see langword="true"/> when it holds.</returns>
    /// <exception cref="KeyNotFoundException">A symbol of the condition has no number.</exception>
    public abstract bool Holds(Valuation valuation);

    /// <summary>Returns the condition with some symbols replaced by numbers or other expressions.</summary>
    /// <param name="replacements">What stands for a symbol; a symbol that is not among them stays.</param>
    /// <returns>The condition after replacing.</returns>
    public abstract StakeCondition Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements);

    /// <summary>A comparison of two expressions.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="Left">The left side.</param>
    /// <param name="Relation">How they compare.</param>
    /// <param name="Right">The right side.</param>
    public sealed record Comparison(StakeExpression Left, StakeRelation Relation, StakeExpression Right) : StakeCondition
    {
        /// <inheritdoc/>
        public override bool Holds(Valuation valuation)
        {
            int order = Left.Evaluate(valuation).CompareTo(Right.Evaluate(valuation));
            return Relation switch
            {
                StakeRelation.Greater => order > 0,
                StakeRelation.AtLeast => order >= 0,
                StakeRelation.Less => order < 0,
                StakeRelation.AtMost => order <= 0,
                StakeRelation.Equal => order == 0,
                _ => order != 0,
            };
        }

        /// <inheritdoc/>
        public override StakeCondition Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements) =>
            new Comparison(Left.Substitute(replacements), Relation, Right.Substitute(replacements));

        /// <summary>Returns the comparison as CheckMate's files write it, such as <c>a + d_A &gt;= f</c>.</summary>
        /// <returns>The text, the same in every culture.</returns>
        public override string ToString() => $"{Left} {Sign} {Right}";

        private string Sign => Relation switch
        {
            StakeRelation.Greater => ">",
            StakeRelation.AtLeast => ">=",
            StakeRelation.Less => "<",
            StakeRelation.AtMost => "<=",
            StakeRelation.Equal => "=",
            _ => "!=",
        };
    }

    /// <summary>Several conditions that must all hold; with none, it always does.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="Conditions">The conditions.</param>
    public sealed record All(ImmutableArray<StakeCondition> Conditions) : StakeCondition
    {
        /// <summary>Gets the conditions.</summary>
        public ImmutableArray<StakeCondition> Conditions { get; init => field = value.IsDefault ? [] : value; } = Conditions.IsDefault ? [] : Conditions;

        /// <inheritdoc/>
        public override bool Holds(Valuation valuation) => Conditions.All(condition => condition.Holds(valuation));

        /// <inheritdoc/>
        public override StakeCondition Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements) =>
            new All([.. Conditions.Select(condition => condition.Substitute(replacements))]);

        /// <summary>Returns the conditions joined by <c>&amp;</c>.</summary>
        /// <returns>The text, the same in every culture; <c>true</c> for none.</returns>
        public override string ToString() =>
            Conditions.IsEmpty ? "true" : string.Join(" & ", Conditions.Select(part => part is Any { Conditions.Length: > 1 } ? $"({part})" : part.ToString()));

        /// <inheritdoc/>
        public bool Equals(All? other) =>
            other is not null
            && Conditions.SequenceEqual(other.Conditions);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(typeof(All), Conditions.Length);
    }

    /// <summary>Several conditions of which at least one must hold; with none, it never does.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="Conditions">The conditions.</param>
    public sealed record Any(ImmutableArray<StakeCondition> Conditions) : StakeCondition
    {
        /// <summary>Gets the conditions.</summary>
        public ImmutableArray<StakeCondition> Conditions { get; init => field = value.IsDefault ? [] : value; } = Conditions.IsDefault ? [] : Conditions;

        /// <inheritdoc/>
        public override bool Holds(Valuation valuation) => Conditions.Any(condition => condition.Holds(valuation));

        /// <inheritdoc/>
        public override StakeCondition Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements) =>
            new Any([.. Conditions.Select(condition => condition.Substitute(replacements))]);

        /// <summary>Returns the conditions joined by <c>|</c>.</summary>
        /// <returns>The text, the same in every culture; <c>false</c> for none.</returns>
        public override string ToString() =>
            Conditions.IsEmpty ? "false" : string.Join(" | ", Conditions.Select(part => part is All { Conditions.Length: > 1 } ? $"({part})" : part.ToString()));

        /// <inheritdoc/>
        public bool Equals(Any? other) =>
            other is not null
            && Conditions.SequenceEqual(other.Conditions);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(typeof(Any), Conditions.Length);
    }
}
