using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The admissible valuations of a game under some constraints, and what formulas amount to there.</summary>
internal sealed class Question
{
    private const int LargestPool = 24;

    private readonly List<ModelView> _models = [];
    private readonly Simplex _simplex;
    private readonly StakeCondition _constraints;
    private readonly List<Literal>? _all;

    public Question(Game game, StakeCondition constraints, Stopper stopper)
    {
        Stopper = stopper;
        _constraints = constraints;
        HashSet<StakeSymbol> squares = [.. SquaresOf(game), .. SquaresIn(constraints)];
        LinearTable table = new([.. game.Constants, .. game.Infinitesimals, .. squares]);
        StakeCondition all = StakeCondition.AllOf([constraints, .. squares.Select(SquareRules)]);
        _simplex = new Simplex(table, stopper);
        InnerSimplex = new Simplex(table, stopper);
        Store = new FormulaStore(table);
        _all = PlainLiterals(all);
        IsContradictory = _all is null || !AssertLiterals(_all, _simplex) || !AssertLiterals(_all, InnerSimplex) || !_simplex.Check() || !InnerSimplex.Check();
        if (IsContradictory)
        {
            return;
        }

        Store.Known = Known;
        Alternatives = Store.Of(all);
        NotAlternatives = Store.Not(Alternatives);
        IsContradictory = Alternatives == FormulaStore.False || Valid(NotAlternatives);
    }

    public Stopper Stopper { get; }

    public FormulaStore Store { get; }

    /// <summary>Gets a second simplex with the same constraints, for questions within a question.</summary>
    public Simplex InnerSimplex { get; }

    /// <summary>Gets a value indicating whether no valuation is admissible.</summary>
    public bool IsContradictory { get; }

    /// <summary>Gets what the constraints demand beside their plain comparisons.</summary>
    public int Alternatives { get; } = FormulaStore.True;

    public int NotAlternatives { get; } = FormulaStore.False;

    public CaseSearch Search() => new(Store, _simplex, Stopper);

    /// <summary>Tells whether the formula holds at every admissible valuation.</summary>
    public bool Valid(int formula) => Search().Run(Store.Or(NotAlternatives, formula));

    /// <summary>Tells whether the formula holds at every admissible valuation at which the literals hold too.</summary>
    public bool ValidWhere(IEnumerable<Literal> literals, int formula)
    {
        InnerSimplex.Push();
        bool possible = true;
        foreach (Literal literal in literals)
        {
            possible = possible && InnerSimplex.Assert(literal);
        }

        bool valid = !possible || new CaseSearch(Store, InnerSimplex, Stopper).Run(Store.Or(NotAlternatives, formula));
        InnerSimplex.Pop();
        return valid;
    }

    /// <summary>Returns what is known of every formula where these literals hold: a formula that is not known to hold counts as false.</summary>
    public TruthTable TruthsWhere(IReadOnlyList<Literal> literals)
    {
        // A simplex of its own, since the table may be asked about formulas that are made later.
        Simplex simplex = new(Store.Table, Stopper);
        AssertLiterals(_all!, simplex);
        foreach (Literal literal in literals)
        {
            simplex.Assert(literal);
        }

        return new TruthTable(Store, simplex.IsBounded);
    }

    /// <summary>Turns a model into exact numbers that satisfy the constraints and at which the formula fails.</summary>
    public Valuation ToValuation(ModelView view, int formula)
    {
        Rational size = Rational.One;
        Rational half = Rational.FromQuotient(1, 2);
        FormulaReader reader = new(Store, formula);
        while (true)
        {
            Stopper.ThrowIfStopped();
            Dictionary<StakeSymbol, Rational> numbers = [];
            NearValue[] fixedNumbers = new NearValue[view.Numbers.Length];
            for (int symbol = 0; symbol < view.Numbers.Length; symbol++)
            {
                fixedNumbers[symbol] = new NearValue(view.Numbers[symbol].At(size), Rational.Zero);
                if (Store.Table.Symbols[symbol].SquareOf is null)
                {
                    numbers.Add(Store.Table.Symbols[symbol], fixedNumbers[symbol].Number);
                }
            }

            Valuation valuation = new(numbers);
            ModelView exact = new(Store.Table, fixedNumbers);
            if (_constraints.Holds(valuation) && !reader.Evaluate(exact.Holds))
            {
                return valuation;
            }

            size *= half;
        }
    }

    /// <summary>Returns the truth of every formula at a valuation.</summary>
    public TruthTable TruthsAt(Valuation valuation)
    {
        NearValue[] numbers = [.. Store.Table.Symbols.Select(symbol => new NearValue(valuation[symbol], Rational.Zero))];
        ModelView view = new(Store.Table, numbers);
        return new TruthTable(Store, view.Holds);
    }

    private static IEnumerable<StakeSymbol> SquaresOf(Game game)
    {
        for (int node = 0; node < game.Tree.Count; node++)
        {
            if (!game.Tree.IsLeaf(node))
            {
                continue;
            }

            foreach (StakeExpression utility in game.Tree.Utilities(node))
            {
                foreach (StakeTerm term in utility.Terms)
                {
                    if (term.Symbol.SquareOf is not null)
                    {
                        yield return term.Symbol;
                    }
                }
            }
        }
    }

    private static IEnumerable<StakeSymbol> SquaresIn(StakeCondition condition) => condition switch
    {
        StakeCondition.Comparison comparison =>
            (comparison.Left - comparison.Right).Terms.Select(term => term.Symbol).Where(symbol => symbol.SquareOf is not null),
        StakeCondition.All all => all.Conditions.SelectMany(SquaresIn),
        StakeCondition.Any any => any.Conditions.SelectMany(SquaresIn),
        _ => [],
    };

    /// <summary>A square is positive unless its root is zero. Where only its sign decides, that is all there is to know of it.</summary>
    private static StakeCondition SquareRules(StakeSymbol square)
    {
        StakeExpression root = square.SquareOf!;
        StakeExpression value = square;
        return (value >= 0) & ((value > 0) | root.IsEqualTo(0)) & (value.IsEqualTo(0) | root.DiffersFrom(0));
    }

    private static bool AssertLiterals(IEnumerable<Literal> literals, Simplex simplex)
    {
        foreach (Literal literal in literals)
        {
            if (!simplex.Assert(literal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the comparisons that must hold whatever alternatives are taken; null when the constraints are plainly false.</summary>
    private List<Literal>? PlainLiterals(StakeCondition constraints)
    {
        FormulaStore plain = new(Store.Table);
        int formula = plain.Of(constraints);
        if (formula == FormulaStore.False)
        {
            return null;
        }

        List<Literal> literals = [];
        Stack<int> open = new(formula == FormulaStore.True ? [] : [formula]);
        while (open.TryPop(out int part))
        {
            if (plain.Kind(part) == FormulaKind.Literal)
            {
                literals.Add(plain.LiteralOf(part));
            }
            else if (plain.Kind(part) == FormulaKind.And)
            {
                foreach (int inner in plain.Parts(part))
                {
                    open.Push(inner);
                }
            }
        }

        return literals;
    }

    /// <summary>Returns 1 when the plain comparisons of the constraints imply the literal, -1 when they exclude it, else 0.</summary>
    private int Known(Literal literal)
    {
        Literal negation = literal.Negated();
        if (InnerSimplex.IsBounded(literal))
        {
            return 1;
        }

        if (InnerSimplex.IsBounded(negation))
        {
            return -1;
        }

        bool mayHold = _models.Exists(model => model.Holds(literal));
        bool mayFail = _models.Exists(model => !model.Holds(literal));
        return !mayFail && !Possible(negation) ? 1 : !mayHold && !Possible(literal) ? -1 : 0;
    }

    private bool Possible(Literal literal)
    {
        InnerSimplex.Push();
        bool possible = InnerSimplex.Assert(literal) && InnerSimplex.Check();
        if (possible)
        {
            if (_models.Count == LargestPool)
            {
                _models.RemoveAt(0);
            }

            _models.Add(new ModelView(Store.Table, InnerSimplex.Model()));
        }

        InnerSimplex.Pop();
        return possible;
    }
}
