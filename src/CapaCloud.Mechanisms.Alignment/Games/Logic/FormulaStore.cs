namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Formulas over literals, each held once and simplified as it is made. A formula is a number; parts have smaller numbers than the whole,
/// so a loop upwards evaluates without recursion.
/// </summary>
internal sealed class FormulaStore
{
    public const int False = 0;
    public const int True = 1;
    private const int LongestFlattened = 16;

    private readonly List<Entry> _entries = [new(FormulaKind.Or, []), new(FormulaKind.And, [])];
    private readonly Dictionary<int, int> _literals = [];
    private readonly Dictionary<Key, int> _compounds = [];
    private readonly Dictionary<StakeExpression, int>[] _comparisons = [[], []];
    private readonly Dictionary<int, int> _negations = [];
    private readonly HashSet<int> _seen = [];
    private readonly List<int> _parts = [];

    public FormulaStore(LinearTable table) => Table = table;

    public LinearTable Table { get; }

    public int Count => _entries.Count;

    /// <summary>Gets or sets what is known of a literal whatever happens: 1 it holds, -1 it does not, 0 it depends.</summary>
    public Func<Literal, int> Known { get; set; } = _ => 0;

    public FormulaKind Kind(int formula) => _entries[formula].Kind;

    public ReadOnlySpan<int> Parts(int formula) => _entries[formula].Parts;

    public Literal LiteralOf(int formula) => new(_entries[formula].Parts[0]);

    public int Of(Literal literal)
    {
        if (_literals.TryGetValue(literal.Code, out int known))
        {
            return known;
        }

        int formula = Known(literal) switch
        {
            > 0 => True,
            < 0 => False,
            _ => Add(new Entry(FormulaKind.Literal, [literal.Code])),
        };
        _literals.Add(literal.Code, formula);
        return formula;
    }

    public int And(ReadOnlySpan<int> parts) => Compound(FormulaKind.And, parts);

    public int Or(ReadOnlySpan<int> parts) => Compound(FormulaKind.Or, parts);

    public int And(int left, int right) => left == True ? right : right == True ? left : And([left, right]);

    public int Or(int left, int right) => left == False ? right : right == False ? left : Or([left, right]);

    /// <summary>Returns the formula that the expression is not negative: by its constants, and where they are level by its infinitesimals.</summary>
    public int NotNegative(StakeExpression expression) => Sign(expression, strictly: false);

    /// <summary>Returns the formula that the expression is positive.</summary>
    public int Positive(StakeExpression expression) => Sign(expression, strictly: true);

    public int Of(StakeCondition condition)
    {
        switch (condition)
        {
            case StakeCondition.Comparison comparison:
                StakeExpression difference = comparison.Left - comparison.Right;
                return comparison.Relation switch
                {
                    StakeRelation.Greater => Positive(difference),
                    StakeRelation.AtLeast => NotNegative(difference),
                    StakeRelation.Less => Positive(-difference),
                    StakeRelation.AtMost => NotNegative(-difference),
                    StakeRelation.Equal => And(NotNegative(difference), NotNegative(-difference)),
                    _ => Or(Positive(difference), Positive(-difference)),
                };
            case StakeCondition.All all:
                return And([.. all.Conditions.Select(Of)]);
            case StakeCondition.Any any:
                return Or([.. any.Conditions.Select(Of)]);
            default:
                throw new ArgumentException($"Expected a comparison, a conjunction or a disjunction, got {condition?.GetType().Name ?? "nothing"}.", nameof(condition));
        }
    }

    public int Not(int formula)
    {
        if (formula <= True)
        {
            return True - formula;
        }

        if (_negations.TryGetValue(formula, out int known))
        {
            return known;
        }

        foreach (int part in Reachable(formula))
        {
            if (part <= True || _negations.ContainsKey(part))
            {
                continue;
            }

            int negation;
            if (Kind(part) == FormulaKind.Literal)
            {
                negation = Of(LiteralOf(part).Negated());
            }
            else
            {
                int[] negated = [.. _entries[part].Parts.Select(inner => inner <= True ? True - inner : _negations[inner])];
                negation = Kind(part) == FormulaKind.And ? Or(negated) : And(negated);
            }

            _negations[part] = negation;
            _negations[negation] = part;
        }

        return _negations[formula];
    }

    /// <summary>Returns the formula and all it is made of, parts before wholes.</summary>
    public int[] Reachable(int formula)
    {
        HashSet<int> seen = [formula];
        Stack<int> open = new([formula]);
        while (open.TryPop(out int next))
        {
            if (Kind(next) == FormulaKind.Literal)
            {
                continue;
            }

            foreach (int part in Parts(next))
            {
                if (seen.Add(part))
                {
                    open.Push(part);
                }
            }
        }

        int[] all = [.. seen];
        Array.Sort(all);
        return all;
    }

    private int Sign(StakeExpression expression, bool strictly)
    {
        Dictionary<StakeExpression, int> known = _comparisons[strictly ? 1 : 0];
        if (expression.IsNumber)
        {
            return expression.Constant.Sign > 0 || (!strictly && expression.Constant.IsZero) ? True : False;
        }

        if (!known.TryGetValue(expression, out int formula))
        {
            formula = MakeSign(expression, strictly);
            known.Add(expression, formula);
        }

        return formula;
    }

    private int MakeSign(StakeExpression expression, bool strictly)
    {
        StakeExpression real = expression.RealPart();
        StakeExpression infinitesimal = expression.InfinitesimalPart();
        if (infinitesimal.IsNumber)
        {
            return Of(Table.Compare(real, strictly));
        }

        int below = Of(Table.Compare(infinitesimal, strictly));
        if (real.IsNumber)
        {
            return real.Constant.IsZero ? below : real.Constant.Sign > 0 ? True : False;
        }

        return Or(Of(Table.Compare(real, strictly: true)), And(Of(Table.Compare(real, strictly: false)), below));
    }

    private int Compound(FormulaKind kind, ReadOnlySpan<int> given)
    {
        int neutral = kind == FormulaKind.And ? True : False;
        int decisive = True - neutral;
        _seen.Clear();
        _parts.Clear();
        foreach (int part in given)
        {
            if (part == decisive)
            {
                return decisive;
            }

            if (part == neutral || !_seen.Add(part))
            {
                continue;
            }

            if (_entries[part].Kind == kind && _entries[part].Parts.Length <= LongestFlattened)
            {
                foreach (int inner in _entries[part].Parts)
                {
                    if (_seen.Add(inner))
                    {
                        _parts.Add(inner);
                    }
                }
            }
            else
            {
                _parts.Add(part);
            }
        }

        if (_parts.Count > 1)
        {
            DropAbsorbed(kind);
        }

        if (_parts.Count <= 1)
        {
            return _parts.Count == 0 ? neutral : _parts[0];
        }

        _parts.Sort();
        int[] parts = [.. _parts];
        Key key = new(kind, parts);
        if (!_compounds.TryGetValue(key, out int formula))
        {
            formula = Add(new Entry(kind, parts));
            _compounds.Add(key, formula);
        }

        return formula;
    }

    /// <summary>In "x and (x or y)" the second part says nothing more; nor does "f &gt;= 0" beside "f &gt; 0" in a conjunction.</summary>
    private void DropAbsorbed(FormulaKind kind)
    {
        _parts.RemoveAll(part =>
        {
            Entry entry = _entries[part];
            if (entry.Kind == FormulaKind.Literal)
            {
                Literal literal = new(entry.Parts[0]);
                bool isStrict = literal.Relation is LiteralRelation.Greater or LiteralRelation.Less;
                if (isStrict == (kind == FormulaKind.And))
                {
                    return false;
                }

                Literal other = Literal.Of(literal.Atom, literal.Relation switch
                {
                    LiteralRelation.AtLeast => LiteralRelation.Greater,
                    LiteralRelation.Greater => LiteralRelation.AtLeast,
                    LiteralRelation.AtMost => LiteralRelation.Less,
                    _ => LiteralRelation.AtMost,
                });
                return _literals.TryGetValue(other.Code, out int formula) && formula > True && _seen.Contains(formula);
            }

            if (entry.Kind != kind && entry.Parts.Length <= LongestFlattened)
            {
                foreach (int inner in entry.Parts)
                {
                    if (_seen.Contains(inner))
                    {
                        return true;
                    }
                }
            }

            return false;
        });
    }

    private int Add(Entry entry)
    {
        _entries.Add(entry);
        return _entries.Count - 1;
    }

    private readonly record struct Entry(FormulaKind Kind, int[] Parts);

    private readonly struct Key(FormulaKind kind, int[] parts) : IEquatable<Key>
    {
        private readonly FormulaKind _kind = kind;
        private readonly int[] _parts = parts;

        public bool Equals(Key other) => _kind == other._kind && _parts.AsSpan().SequenceEqual(other._parts);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_kind);
            foreach (int part in _parts)
            {
                hash.Add(part);
            }

            return hash.ToHashCode();
        }
    }
}
