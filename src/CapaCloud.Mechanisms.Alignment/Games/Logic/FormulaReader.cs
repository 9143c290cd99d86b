namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Evaluates one formula and finds the fewest literals that already settle it.</summary>
internal sealed class FormulaReader
{
    private const long Never = long.MaxValue / 4;

    private readonly FormulaStore _store;
    private readonly int _root;
    private readonly int[] _reachable;
    private readonly Dictionary<int, int> _positions;
    private readonly int[][] _parts;
    private readonly bool[] _truths;
    private readonly long[] _costs;

    public FormulaReader(FormulaStore store, int root)
    {
        _store = store;
        _root = root;
        _reachable = store.Reachable(root);
        _positions = new Dictionary<int, int>(_reachable.Length);
        for (int i = 0; i < _reachable.Length; i++)
        {
            _positions.Add(_reachable[i], i);
        }

        _parts = new int[_reachable.Length][];
        for (int i = 0; i < _reachable.Length; i++)
        {
            _parts[i] = store.Kind(_reachable[i]) == FormulaKind.Literal ? [] : [.. store.Parts(_reachable[i]).ToArray().Select(part => _positions[part])];
        }

        _truths = new bool[_reachable.Length];
        _costs = new long[_reachable.Length];
    }

    /// <summary>Tells whether the formula holds when literals do as said.</summary>
    public bool Evaluate(Func<Literal, bool> holds)
    {
        for (int i = 0; i < _reachable.Length; i++)
        {
            int[] parts = _parts[i];
            switch (_store.Kind(_reachable[i]))
            {
                case FormulaKind.Literal:
                    _truths[i] = holds(_store.LiteralOf(_reachable[i]));
                    break;
                case FormulaKind.And:
                    bool all = true;
                    for (int j = 0; j < parts.Length && all; j++)
                    {
                        all = _truths[parts[j]];
                    }

                    _truths[i] = all;
                    break;
                default:
                    bool any = false;
                    for (int j = 0; j < parts.Length && !any; j++)
                    {
                        any = _truths[parts[j]];
                    }

                    _truths[i] = any;
                    break;
            }
        }

        return _truths[^1];
    }

    /// <summary>
    /// Returns, after <see cref="Evaluate"/>, literals that settle the formula as it was found: those that hold if it held, those that
    /// failed if it failed. Those that cost nothing are taken first and left out of the answer.
    /// </summary>
    public List<Literal> Reason(Func<Literal, bool> isFree)
    {
        bool outcome = _truths[^1];
        FormulaKind gathering = outcome ? FormulaKind.And : FormulaKind.Or;
        for (int i = 0; i < _reachable.Length; i++)
        {
            int[] parts = _parts[i];
            FormulaKind kind = _store.Kind(_reachable[i]);
            if (_truths[i] != outcome)
            {
                _costs[i] = Never;
            }
            else if (kind == FormulaKind.Literal)
            {
                _costs[i] = isFree(_store.LiteralOf(_reachable[i])) ? 0 : 1;
            }
            else
            {
                long cost = kind == gathering ? 0 : Never;
                foreach (int part in parts)
                {
                    cost = kind == gathering ? Math.Min(Never, cost + _costs[part]) : Math.Min(cost, _costs[part]);
                }

                _costs[i] = cost;
            }
        }

        return Gather(gathering);
    }

    private List<Literal> Gather(FormulaKind gathering)
    {
        List<Literal> reason = [];
        HashSet<int> seen = [];
        Stack<int> open = new([_positions[_root]]);
        while (open.TryPop(out int i))
        {
            if (_costs[i] == 0 || !seen.Add(i))
            {
                continue;
            }

            FormulaKind kind = _store.Kind(_reachable[i]);
            if (kind == FormulaKind.Literal)
            {
                reason.Add(_store.LiteralOf(_reachable[i]));
            }
            else if (kind == gathering)
            {
                foreach (int part in _parts[i])
                {
                    open.Push(part);
                }
            }
            else
            {
                int best = _parts[i][0];
                foreach (int part in _parts[i])
                {
                    best = _costs[part] < _costs[best] ? part : best;
                }

                open.Push(best);
            }
        }

        return reason;
    }
}
