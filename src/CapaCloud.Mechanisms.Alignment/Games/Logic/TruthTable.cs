namespace CapaCloud.Mechanisms.Alignment.Games.Logic;

/// <summary>The truth of every formula of a store when literals do as said.</summary>
internal sealed class TruthTable
{
    private readonly bool[] _truths;

    public TruthTable(FormulaStore store, Func<Literal, bool> holds)
    {
        _truths = new bool[store.Count];
        _truths[FormulaStore.True] = true;
        for (int formula = FormulaStore.True + 1; formula < _truths.Length; formula++)
        {
            _truths[formula] = store.Kind(formula) switch
            {
                FormulaKind.Literal => holds(store.LiteralOf(formula)),
                FormulaKind.And => All(store.Parts(formula)),
                _ => Any(store.Parts(formula)),
            };
        }
    }

    public bool this[int formula] => _truths[formula];

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
