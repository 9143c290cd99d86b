namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Searches the admissible valuations for one at which a formula fails, splitting into cases only where the formula depends on it.
/// </summary>
/// <remarks>
/// At a model the formula either fails, or holds for a reason: a few literals. Wherever all of them hold the formula does, so what is left
/// to search is where the first fails, where the first holds and the second fails, and so on. Each step fixes a literal, hence it ends.
/// </remarks>
internal sealed class CaseSearch(FormulaStore store, Simplex simplex, Stopper stopper)
{
    private readonly List<Literal> _trail = [];
    private FormulaReader? _reader;
    private int _formula;

    /// <summary>Gets or sets what to do at a valuation where the formula fails: return a weaker formula to go on with, or -1 to stop.</summary>
    public Func<ModelView, FormulaReader, int> OnFailure { get; set; } = (_, _) => -1;

    /// <summary>Gets or sets what to do with a closed case: the literals that describe it; they suffice for the formula.</summary>
    public Action<IReadOnlyList<Literal>>? OnCase { get; set; }

    /// <summary>Looks everywhere, in the scope the simplex has now. Returns whether the search came to its end without being stopped.</summary>
    public bool Run(int formula)
    {
        Use(formula);
        simplex.Push();
        bool ended = !simplex.Check() || Explore();
        simplex.Pop();
        return ended;
    }

    private void Use(int formula)
    {
        _formula = formula;
        _reader = new FormulaReader(store, formula);
    }

    private bool Explore()
    {
        stopper.ThrowIfStopped();
        ModelView view = new(store.Table, simplex.Model());
        if (_formula == FormulaStore.True)
        {
            OnCase?.Invoke(_trail);
            return true;
        }

        while (!_reader!.Evaluate(view.Holds))
        {
            int weaker = OnFailure(view, _reader);
            if (weaker < 0)
            {
                return false;
            }

            if (weaker == FormulaStore.True)
            {
                _formula = weaker;
                return true;
            }

            Use(weaker);
        }

        List<Literal> reason = _reader.Reason(simplex.IsBounded);
        OnCase?.Invoke([.. _trail, .. reason]);
        int depth = _trail.Count;
        bool ended = true;
        foreach (Literal literal in reason)
        {
            Literal negation = literal.Negated();
            simplex.Push();
            if (simplex.Assert(negation) && simplex.Check())
            {
                _trail.Add(negation);
                ended = Explore();
                _trail.RemoveAt(_trail.Count - 1);
            }

            simplex.Pop();
            if (!ended || !(simplex.Assert(literal) && simplex.Check()))
            {
                break;
            }

            _trail.Add(literal);
        }

        _trail.RemoveRange(depth, _trail.Count - depth);
        return ended;
    }
}
