namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>The truth of every formula of a store when literals do as said.</summary>
internal sealed class TruthTable
{
    private readonly FormulaStore _store;
    private readonly Func<Literal, bool> _holds;
    private readonly List<bool> _truths = [false, true];

    public TruthTable(FormulaStore store, Func<Literal, bool> holds)
    {
        _store = store;
        _holds = holds;
    }

    /// <summary>Tells whether a formula holds; formulas made after the table are evaluated when they are asked for.</summary>
    public bool this[int formula]
    {
        get
        {
            while (_truths.Count <= formula)
            {
                int next = _truths.Count;
                _truths.Add(_store.Kind(next) switch
                {
                    FormulaKind.Literal => _holds(_store.LiteralOf(next)),
                    FormulaKind.And => All(_store.Parts(next)),
                    _ => Any(_store.Parts(next)),
                });
            }

            return _truths[formula];
        }
    }

    private bool All(ReadOnlySpan<int> parts)
    {
        foreach (int part in parts)
        {
            if (!_truths[part])
            {
                return false;
            }
        }

        return true;
    }

    private bool Any(ReadOnlySpan<int> parts)
    {
        foreach (int part in parts)
        {
            if (_truths[part])
            {
                return true;
            }
        }

        return false;
    }
}
