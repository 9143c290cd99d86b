using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A utility or a bound whose stakes are symbols: a number plus multiples of symbols.</summary>
/// <remarks>
/// <code>value = Constant + sum of (coefficient * symbol)</code>
/// In the unit of the symbols. Exact: coefficients are rationals. Terms stand in the order of the symbols' names, each symbol at most once, so
/// equal expressions have equal terms. Compared first by what the number and the constants amount to, and only when that is equal by the
/// infinitesimals. Immutable and safe to share between threads.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class StakeExpression : IEquatable<StakeExpression>
{
    private StakeExpression(Rational constant, ImmutableArray<StakeTerm> terms)
    {
        Constant = constant;
        Terms = terms;
    }

    /// <summary>Gets nothing: 0.</summary>
    public static StakeExpression Zero { get; } = new(Rational.Zero, []);

    /// <summary>Gets the part without symbols.</summary>
    public Rational Constant { get; }

    /// <summary>Gets the terms in the order of their symbols' names; none has the coefficient zero.</summary>
    public ImmutableArray<StakeTerm> Terms { get; }

    /// <summary>Gets a value indicating whether there is no symbol in it.</summary>
    public bool IsNumber => Terms.IsEmpty;

    /// <summary>Returns a number as an expression.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The expression.</returns>
    public static StakeExpression FromNumber(Rational value) => value.IsZero ? Zero : new StakeExpression(value, []);

    /// <summary>Returns a symbol as an expression.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns><c>1 * symbol</c>.</returns>
    public static StakeExpression FromSymbol(StakeSymbol symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return new StakeExpression(Rational.Zero, [new StakeTerm(symbol, Rational.One)]);
    }

    /// <summary>Returns the expression with some symbols replaced by numbers or other expressions.</summary>
    /// <param name="replacements">What stands for a symbol; a symbol that is not among them stays.</param>
    /// <returns>The expression after replacing.</returns>
    public StakeExpression Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        StakeExpression result = FromNumber(Constant);
        foreach (StakeTerm term in Terms)
        {
            StakeExpression replacement = replacements.TryGetValue(term.Symbol, out StakeExpression? found) ? found : FromSymbol(term.Symbol);
            result += replacement * term.Coefficient;
        }

        return result;
    }

    /// <summary>Returns the value under a valuation.</summary>
    /// <param name="valuation">A number for each symbol of the expression.</param>
    /// <returns>The value: what the constants amount to, and the infinitesimals beside it.</returns>
    /// <exception cref="KeyNotFoundException">A symbol of the expression has no number.</exception>
    public StakeValue Evaluate(Valuation valuation)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        Rational real = Constant;
        Rational infinitesimal = Rational.Zero;
        foreach (StakeTerm term in Terms)
        {
            Rational part = term.Coefficient * valuation[term.Symbol];
            if (term.Symbol.IsInfinitesimal)
            {
                infinitesimal += part;
            }
            else
            {
                real += part;
            }
        }

        return new StakeValue(real, infinitesimal);
    }

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(StakeExpression? left, StakeExpression? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(StakeExpression? left, StakeExpression? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(StakeExpression? other) =>
        other is not null && Constant == other.Constant && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StakeExpression);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Constant);
        foreach (StakeTerm term in Terms)
        {
            hash.Add(term);
        }

        return hash.ToHashCode();
    }

    /// <summary>Returns the expression as CheckMate's files write it, such as <c>a - 2*f + alpha</c>.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (StakeTerm term in Terms.Where(term => !term.Symbol.IsInfinitesimal))
        {
            Append(text, term.Coefficient, term.Symbol.Name);
        }

        if (!Constant.IsZero || Terms.IsEmpty)
        {
            Append(text, Constant, symbol: null);
        }

        foreach (StakeTerm term in Terms.Where(term => term.Symbol.IsInfinitesimal))
        {
            Append(text, term.Coefficient, term.Symbol.Name);
        }

        return text.ToString();
    }

    internal StakeExpression RealPart()
    {
        foreach (StakeTerm term in Terms)
        {
            if (term.Symbol.IsInfinitesimal)
            {
                return new StakeExpression(Constant, [.. Terms.Where(part => !part.Symbol.IsInfinitesimal)]);
            }
        }

        return this;
    }

    internal StakeExpression InfinitesimalPart()
    {
        foreach (StakeTerm term in Terms)
        {
            if (term.Symbol.IsInfinitesimal)
            {
                return new StakeExpression(Rational.Zero, [.. Terms.Where(part => part.Symbol.IsInfinitesimal)]);
            }
        }

        return Zero;
    }

    private static void Append(StringBuilder text, Rational coefficient, string? symbol)
    {
        Rational size = coefficient.Abs();
        text.Append(text.Length == 0 ? (coefficient.Sign < 0 ? "-" : "") : coefficient.Sign < 0 ? " - " : " + ");
        if (symbol is null)
        {
            text.Append(size);
        }
        else
        {
            text.Append(size.IsOne ? "" : $"{size}*").Append(symbol);
        }
    }
}
