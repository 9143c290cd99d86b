using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <content>Arithmetic, and comparisons that give conditions.</content>
public sealed partial class StakeExpression
{
    /// <summary>Returns the sum.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other expression.</param>
    /// <returns>The sum, terms gathered.</returns>
    public static StakeExpression operator +(StakeExpression left, StakeExpression right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Rational constant = left.Constant + right.Constant;
        if (left.Terms.IsEmpty && right.Terms.IsEmpty)
        {
            return FromNumber(constant);
        }

        return new StakeExpression(constant, Merge(left.Terms, right.Terms));
    }

    /// <summary>Returns the difference.</summary>
    /// <param name="left">The expression to take from.</param>
    /// <param name="right">The expression to take.</param>
    /// <returns>The difference, terms gathered.</returns>
    public static StakeExpression operator -(StakeExpression left, StakeExpression right) => left + -right;

    /// <summary>Returns the expression with the other sign.</summary>
    /// <param name="value">The expression.</param>
    /// <returns>Minus the expression.</returns>
    public static StakeExpression operator -(StakeExpression value) => value * -Rational.One;

    /// <summary>Returns a multiple.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The multiple.</returns>
    public static StakeExpression operator *(StakeExpression value, Rational factor)
    {
        ArgumentNullException.ThrowIfNull(value);
        return factor.IsZero
            ? Zero
            : new StakeExpression(
                value.Constant * factor,
                [.. value.Terms.Select(term => new StakeTerm(term.Symbol, term.Coefficient * factor))]);
    }

    /// <summary>Returns a multiple.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="value">The expression.</param>
    /// <returns>The multiple.</returns>
    public static StakeExpression operator *(Rational factor, StakeExpression value) => value * factor;

    /// <summary>Returns the condition that the first exceeds the second.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other expression.</param>
    /// <returns>The condition <c>left &gt; right</c>.</returns>
    public static StakeCondition operator >(StakeExpression left, StakeExpression right) =>
        new StakeCondition.Comparison(left, StakeRelation.Greater, right);

    /// <summary>Returns the condition that the first is below the second.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other expression.</param>
    /// <returns>The condition <c>left &lt; right</c>.</returns>
    public static StakeCondition operator <(StakeExpression left, StakeExpression right) =>
        new StakeCondition.Comparison(left, StakeRelation.Less, right);

    /// <summary>Returns the condition that the first is at least the second.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other expression.</param>
    /// <returns>The condition <c>left &gt;= right</c>.</returns>
    public static StakeCondition operator >=(StakeExpression left, StakeExpression right) =>
        new StakeCondition.Comparison(left, StakeRelation.AtLeast, right);

    /// <summary>Returns the condition that the first is at most the second.</summary>
    /// <param name="left">One expression.</param>
    /// <param name="right">The other expression.</param>
    /// <returns>The condition <c>left &lt;= right</c>.</returns>
    public static StakeCondition operator <=(StakeExpression left, StakeExpression right) =>
        new StakeCondition.Comparison(left, StakeRelation.AtMost, right);

    /// <summary>Returns a whole number as an expression: exact, so that stakes read like the protocol (<c>2 * fee + 1</c>).</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public static implicit operator StakeExpression(long value) => FromNumber(value);

    /// <summary>Returns a number as an expression: exact.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public static implicit operator StakeExpression(Rational value) => FromNumber(value);

    /// <summary>Returns a symbol as an expression: exact.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>The expression.</returns>
    public static implicit operator StakeExpression(StakeSymbol symbol) => FromSymbol(symbol);

    /// <summary>Returns the condition that the two are equal.</summary>
    /// <param name="other">The other expression.</param>
    /// <returns>The condition <c>this = other</c>.</returns>
    public StakeCondition IsEqualTo(StakeExpression other) => new StakeCondition.Comparison(this, StakeRelation.Equal, other);

    /// <summary>Returns the condition that the two differ.</summary>
    /// <param name="other">The other expression.</param>
    /// <returns>The condition <c>this != other</c>.</returns>
    public StakeCondition DiffersFrom(StakeExpression other) => new StakeCondition.Comparison(this, StakeRelation.Different, other);

    private static ImmutableArray<StakeTerm> Merge(ImmutableArray<StakeTerm> left, ImmutableArray<StakeTerm> right)
    {
        ImmutableArray<StakeTerm>.Builder terms = ImmutableArray.CreateBuilder<StakeTerm>(left.Length + right.Length);
        int i = 0;
        int j = 0;
        while (i < left.Length || j < right.Length)
        {
            int order = i == left.Length ? 1 : j == right.Length ? -1 : Compare(left[i].Symbol, right[j].Symbol);
            if (order != 0)
            {
                terms.Add(order < 0 ? left[i++] : right[j++]);
                continue;
            }

            Rational sum = left[i].Coefficient + right[j].Coefficient;
            if (!sum.IsZero)
            {
                terms.Add(new StakeTerm(left[i].Symbol, sum));
            }

            i++;
            j++;
        }

        return terms.ToImmutable();
    }

    private static int Compare(StakeSymbol left, StakeSymbol right)
    {
        int order = string.CompareOrdinal(left.Name, right.Name);
        return order != 0 ? order : left.IsInfinitesimal.CompareTo(right.IsInfinitesimal);
    }
}
