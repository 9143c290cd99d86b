namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Collusion resilience: one strategy for all, such that no group gets jointly more at any ending it can bring about against it.
/// </summary>
/// <remarks>
/// A state is a node and the set D of players who must have deviated to come there. Exactly the groups that contain D can come there, so at
/// an ending each such group must get at most what honesty gives it. Where q chooses, some action must be chosen: its child is reached with
/// D, every other child only by groups that q belongs to, with D and q.
/// </remarks>
internal sealed class CollusionEncoding : PropertyEncoding
{
    private readonly Dictionary<(int Node, int Deviators), int> _formulas = [];
    private readonly Dictionary<(int Vector, int Deviators), int> _leafFormulas = [];
    private readonly Dictionary<(int, StakeExpression), StakeExpression> _excess = [];
    private readonly int _everyone;

    public CollusionEncoding(Game game, Question question, int honestLeaf)
        : base(game, question, honestLeaf)
    {
        if (game.Players.Length > LargestGroup)
        {
            throw new GameFormatException("$.players", $"collusion resilience looks at every group, which is done for at most {Prose.Count(LargestGroup, "player")}");
        }

        _everyone = (1 << game.Players.Length) - 1;
        Encode();
    }

    public const int LargestGroup = 16;

    public override int[] Strategy(TruthTable truths)
    {
        int[] choices = [.. HonestChild];
        Stack<(int Node, int Deviators)> open = new([(0, 0)]);
        while (open.TryPop(out (int Node, int Deviators) state))
        {
            if (Tree.IsLeaf(state.Node))
            {
                continue;
            }

            int beyond = state.Deviators | (1 << Tree.Player(state.Node));
            int chosen = choices[state.Node] >= 0 ? choices[state.Node] : Tree.Children(state.Node)[0];
            if (choices[state.Node] < 0)
            {
                foreach (int child in Tree.Children(state.Node))
                {
                    if (truths[Choice(state.Node, child, state.Deviators)])
                    {
                        chosen = child;
                        break;
                    }
                }
            }

            choices[state.Node] = chosen;
            foreach (int child in Tree.Children(state.Node))
            {
                open.Push((child, child == chosen ? state.Deviators : beyond));
            }
        }

        return choices;
    }

    public override IEnumerable<DeviationLine> Refute(TruthTable truths)
    {
        Stack<(int Node, int Deviators)> open = new([(0, 0)]);
        while (open.TryPop(out (int Node, int Deviators) state))
        {
            (int node, int deviators) = state;
            if (Tree.IsLeaf(node))
            {
                int group = GainingGroup(node, deviators, truths);
                yield return new DeviationLine(node, group, -1, Excess(node, group));
                continue;
            }

            int beyond = deviators | (1 << Tree.Player(node));
            int failing = -1;
            foreach (int child in Tree.Children(node))
            {
                if (child != HonestChild[node] && !truths[StateFormula(child, beyond)])
                {
                    failing = child;
                    break;
                }
            }

            if (HonestChild[node] >= 0)
            {
                open.Push(failing >= 0 ? (failing, beyond) : (HonestChild[node], deviators));
                continue;
            }

            // Where a group that the chooser belongs to gains at a child, it gains whether that child is the honest choice or not. Else
            // every choice lets some group gain.
            if (failing >= 0)
            {
                open.Push((failing, beyond));
                continue;
            }

            foreach (int child in Tree.Children(node))
            {
                open.Push((child, deviators));
            }
        }
    }

    private void Encode()
    {
        List<int> path = [0];
        while (HonestChild[path[^1]] >= 0)
        {
            path.Add(HonestChild[path[^1]]);
        }

        foreach (int node in path.Where(node => !Tree.IsLeaf(node)))
        {
            int deviator = 1 << Tree.Player(node);
            foreach (int child in Tree.Children(node))
            {
                if (child != HonestChild[node])
                {
                    Parts.Add(EncodeBelow(child, deviator));
                }
            }
        }

        // The states of the history itself, for reading back.
        for (int i = path.Count - 1; i >= 0; i--)
        {
            int node = path[i];
            int formula = FormulaStore.True;
            if (!Tree.IsLeaf(node))
            {
                foreach (int child in Tree.Children(node))
                {
                    formula = Store.And(formula, StateFormula(child, child == HonestChild[node] ? 0 : 1 << Tree.Player(node)));
                }
            }

            _formulas[(node, 0)] = formula;
        }
    }

    private int EncodeBelow(int root, int deviators)
    {
        Stack<(int Node, int Deviators, bool PartsDone)> open = new([(root, deviators, false)]);
        int steps = 0;
        while (open.TryPop(out (int Node, int Deviators, bool PartsDone) state))
        {
            if ((++steps & 0xFFF) == 0)
            {
                Question.Stopper.ThrowIfStopped();
            }

            (int node, int now, bool partsDone) = state;
            if (_formulas.ContainsKey((node, now)))
            {
                continue;
            }

            if (now == _everyone)
            {
                _formulas[(node, now)] = FormulaStore.True;
            }
            else if (Tree.IsLeaf(node))
            {
                _formulas[(node, now)] = LeafFormula(node, now);
            }
            else if (partsDone)
            {
                _formulas[(node, now)] = Combine(node, now);
            }
            else
            {
                int beyond = now | (1 << Tree.Player(node));
                open.Push((node, now, true));
                foreach (int child in Tree.Children(node))
                {
                    open.Push((child, now, false));
                    if (beyond != now)
                    {
                        open.Push((child, beyond, false));
                    }
                }
            }
        }

        return _formulas[(root, deviators)];
    }

    private int Combine(int node, int deviators)
    {
        ReadOnlySpan<int> children = Tree.Children(node);
        int[] parts = new int[children.Length];
        bool isFree = (deviators & (1 << Tree.Player(node))) != 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = isFree ? StateFormula(children[i], deviators) : Choice(node, children[i], deviators);
        }

        return isFree ? Store.And(parts) : Store.Or(parts);
    }

    /// <summary>Returns the formula that choosing this child at the node leaves no group a gain.</summary>
    private int Choice(int node, int chosen, int deviators)
    {
        int beyond = deviators | (1 << Tree.Player(node));
        ReadOnlySpan<int> children = Tree.Children(node);
        int[] parts = new int[children.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = StateFormula(children[i], children[i] == chosen ? deviators : beyond);
            if (parts[i] == FormulaStore.False)
            {
                return FormulaStore.False;
            }
        }

        return Store.And(parts);
    }

    private int StateFormula(int node, int deviators) =>
        deviators == _everyone ? FormulaStore.True : _formulas.TryGetValue((node, deviators), out int known) ? known : EncodeBelow(node, deviators);

    /// <summary>Returns that every group which contains these deviators gets at most what honesty gives it.</summary>
    private int LeafFormula(int leaf, int deviators)
    {
        (int Vector, int Deviators) key = (Tree.VectorOf(leaf), deviators);
        if (_leafFormulas.TryGetValue(key, out int known))
        {
            return known;
        }

        // Goes through every set of players that may join, from all of them to none.
        int free = _everyone & ~deviators;
        int formula = FormulaStore.True;
        for (int joining = free; formula != FormulaStore.False; joining = (joining - 1) & free)
        {
            int group = deviators | joining;
            if (group != 0 && group != _everyone)
            {
                formula = Store.And(formula, Store.NotNegative(-Excess(leaf, group)));
            }

            if (joining == 0)
            {
                break;
            }
        }

        _leafFormulas.Add(key, formula);
        return formula;
    }

    private int GainingGroup(int leaf, int deviators, TruthTable truths)
    {
        int best = -1;
        for (int group = 1; group < _everyone; group++)
        {
            if ((group & deviators) == deviators
                && !truths[Store.NotNegative(-Excess(leaf, group))]
                && (best < 0 || int.PopCount(group) < int.PopCount(best)))
            {
                best = group;
            }
        }

        return best;
    }

    private StakeExpression Excess(int leaf, int group)
    {
        StakeExpression excess = StakeExpression.Zero;
        for (int player = 0; player < Game.Players.Length; player++)
        {
            if ((group & (1 << player)) != 0)
            {
                excess += Excess(player, Utility(leaf, player));
            }
        }

        return excess;
    }

    private StakeExpression Excess(int player, StakeExpression utility)
    {
        if (!_excess.TryGetValue((player, utility), out StakeExpression? excess))
        {
            excess = utility - Utility(HonestLeaf, player);
            _excess.Add((player, utility), excess);
        }

        return excess;
    }
}
