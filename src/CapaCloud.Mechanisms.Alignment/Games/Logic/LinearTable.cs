using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// The linear forms and atoms of one question, each held once: forms that differ by a factor are one form, so that comparisons that
/// say the same are the same atom.
/// </summary>
internal sealed class LinearTable
{
    private readonly Dictionary<StakeSymbol, int> _symbolNumbers = [];
    private readonly List<StakeSymbol> _symbols = [];
    private readonly Dictionary<StakeExpression, int> _formNumbers = [];
    private readonly List<(int Symbol, Rational Coefficient)[]> _forms = [];
    private readonly Dictionary<(int Form, Rational Bound), int> _atomNumbers = [];
    private readonly List<(int Form, Rational Bound)> _atoms = [];

    public LinearTable(IEnumerable<StakeSymbol> symbols)
    {
        foreach (StakeSymbol symbol in symbols)
        {
            _symbolNumbers.Add(symbol, _symbols.Count);
            _symbols.Add(symbol);
        }
    }

    public IReadOnlyList<StakeSymbol> Symbols => _symbols;

    public int FormCount => _forms.Count;

    public int AtomCount => _atoms.Count;

    public ReadOnlySpan<(int Symbol, Rational Coefficient)> Form(int form) => _forms[form];

    public (int Form, Rational Bound) Atom(int atom) => _atoms[atom];

    public bool Knows(StakeSymbol symbol) => _symbolNumbers.ContainsKey(symbol);

    /// <summary>Returns the literal that says the expression compares with zero so; its terms must all be constants or all infinitesimals.</summary>
    /// <exception cref="GameFormatException">The square of a constant stands beside something else: its sign does not decide.</exception>
    public Literal Compare(StakeExpression expression, bool strictly)
    {
        ImmutableArray<StakeTerm> terms = expression.Terms;
        if (terms.Length > 1 || !expression.Constant.IsZero)
        {
            foreach (StakeTerm term in terms)
            {
                if (term.Symbol.SquareOf is { } root)
                {
                    throw new GameFormatException(
                        "$",
                        $"the product '{root.Name} * {root.Name}' would have to be compared with something other than zero ({expression}): not linear");
                }
            }
        }

        Rational leading = terms[0].Coefficient;
        StakeExpression scaled = leading.IsOne ? expression : expression * leading.Reciprocal();
        int form = FormOf(scaled - scaled.Constant);
        int atom = AtomOf(form, -scaled.Constant);
        LiteralRelation relation = leading.Sign > 0
            ? (strictly ? LiteralRelation.Greater : LiteralRelation.AtLeast)
            : (strictly ? LiteralRelation.Less : LiteralRelation.AtMost);
        return Literal.Of(atom, relation);
    }

    /// <summary>Returns the literal as a comparison whose sides have no minus.</summary>
    public StakeCondition ToCondition(Literal literal)
    {
        (int form, Rational bound) = _atoms[literal.Atom];
        StakeExpression left = StakeExpression.Zero;
        StakeExpression right = StakeExpression.Zero;
        Rational denominators = Rational.FromInteger(bound.Denominator);
        foreach ((int _, Rational coefficient) in _forms[form])
        {
            denominators *= Rational.FromInteger(coefficient.Denominator)
                / Rational.FromInteger(System.Numerics.BigInteger.GreatestCommonDivisor(denominators.Numerator, coefficient.Denominator));
        }

        foreach ((int symbol, Rational coefficient) in _forms[form])
        {
            StakeExpression term = StakeExpression.FromSymbol(_symbols[symbol]) * (coefficient.Abs() * denominators);
            (left, right) = coefficient.Sign > 0 ? (left + term, right) : (left, right + term);
        }

        (left, right) = bound.Sign > 0 ? (left, right + (bound * denominators)) : (left - (bound * denominators), right);
        return new StakeCondition.Comparison(left, RelationOf(literal.Relation), right);
    }

    private static StakeRelation RelationOf(LiteralRelation relation) => relation switch
    {
        LiteralRelation.AtLeast => StakeRelation.AtLeast,
        LiteralRelation.Greater => StakeRelation.Greater,
        LiteralRelation.AtMost => StakeRelation.AtMost,
        _ => StakeRelation.Less,
    };

    private int FormOf(StakeExpression expression)
    {
        if (_formNumbers.TryGetValue(expression, out int known))
        {
            return known;
        }

        (int Symbol, Rational Coefficient)[] form = new (int, Rational)[expression.Terms.Length];
        for (int i = 0; i < form.Length; i++)
        {
            form[i] = (_symbolNumbers[expression.Terms[i].Symbol], expression.Terms[i].Coefficient);
        }

        _formNumbers.Add(expression, _forms.Count);
        _forms.Add(form);
        return _forms.Count - 1;
    }

    private int AtomOf(int form, Rational bound)
    {
        if (!_atomNumbers.TryGetValue((form, bound), out int atom))
        {
            atom = _atoms.Count;
            _atomNumbers.Add((form, bound), atom);
            _atoms.Add((form, bound));
        }

        return atom;
    }
}
