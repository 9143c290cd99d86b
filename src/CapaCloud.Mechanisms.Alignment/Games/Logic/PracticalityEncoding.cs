using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Practicality: backward induction with ties. For each node off the history, the endings that subgame-perfect play may reach there, each
/// with the formula under which it may; on the history, every other action must have a subgame-perfect continuation no better for the
/// player than honesty.
/// </summary>
internal sealed class PracticalityEncoding : PropertyEncoding
{
    private readonly List<Ending>[] _endings;
    private readonly Dictionary<(StakeExpression, StakeExpression), int> _comparisons = [];
    private readonly List<(int Node, int Child, int Formula)> _demands = [];

    public PracticalityEncoding(Game game, Question question, int honestLeaf)
        : base(game, question, honestLeaf)
    {
        _endings = new List<Ending>[Tree.Count];
        bool[] onHistory = new bool[Tree.Count];
        for (int node = honestLeaf; node >= 0; node = Tree.Parent(node))
        {
            onHistory[node] = true;
        }

        for (int node = Tree.Count - 1; node >= 0; node--)
        {
            Question.Stopper.ThrowIfStopped();
            if (onHistory[node])
            {
                Demand(node);
            }
            else
            {
                _endings[node] = Tree.IsLeaf(node) ? [new Ending(node, FormulaStore.True)] : EndingsOf(node);
            }
        }
    }

    public override int[] Strategy(TruthTable truths)
    {
        int[] choices = [.. HonestChild];
        Stack<(int Node, int Leaf)> open = new();
        foreach ((int node, int child, int _) in _demands)
        {
            open.Push((child, Find(child, Tree.Player(node), Utility(HonestLeaf, Tree.Player(node)), truths)));
        }

        while (open.TryPop(out (int Node, int Leaf) goal))
        {
            if (Tree.IsLeaf(goal.Node))
            {
                continue;
            }

            int player = Tree.Player(goal.Node);
            int chosen = ChildTowards(goal.Node, goal.Leaf, player, truths);
            choices[goal.Node] = chosen;
            foreach (int child in Tree.Children(goal.Node))
            {
                open.Push((child, child == chosen ? SameEnding(child, goal.Leaf, truths) : Find(child, player, Utility(goal.Leaf, player), truths)));
            }
        }

        return choices;
    }

    public override IEnumerable<DeviationLine> Refute(TruthTable truths)
    {
        (int node, int child, int _) = _demands.Find(demand => !truths[demand.Formula]);
        int player = Tree.Player(node);

        // Every subgame-perfect ending below the child is better for the player than honesty; the least of them is the safe gain.
        int least = -1;
        foreach (Ending ending in _endings[child])
        {
            if (truths[ending.Formula] && (least < 0 || truths[AtMost(Utility(ending.Leaf, player), Utility(least, player))]))
            {
                least = ending.Leaf;
            }
        }

        yield return new DeviationLine(least, 1 << player, -1, Utility(least, player) - Utility(HonestLeaf, player));
    }

    private void Demand(int node)
    {
        if (Tree.IsLeaf(node))
        {
            return;
        }

        int player = Tree.Player(node);
        foreach (int child in Tree.Children(node))
        {
            if (child != HonestChild[node])
            {
                int formula = SomeAtMost(Lowest(child, player), Utility(HonestLeaf, player));
                _demands.Add((node, child, formula));
                Parts.Add(formula);
            }
        }
    }

    private List<Ending> EndingsOf(int node)
    {
        int player = Tree.Player(node);
        ReadOnlySpan<int> children = Tree.Children(node);
        Rivals rivals = new(this, children, player);
        List<Ending> endings = [];
        Dictionary<int, int> byVector = [];
        for (int i = 0; i < children.Length; i++)
        {
            foreach (Ending ending in _endings[children[i]])
            {
                int formula = rivals.NoneBetter(i, Utility(ending.Leaf, player), ending.Formula);
                if (formula == FormulaStore.False)
                {
                    continue;
                }

                int vector = VectorOf(ending.Leaf);
                if (byVector.TryGetValue(vector, out int position))
                {
                    endings[position] = new Ending(endings[position].Leaf, Store.Or(endings[position].Formula, formula));
                }
                else
                {
                    byVector.Add(vector, endings.Count);
                    endings.Add(new Ending(ending.Leaf, formula));
                }
            }
        }

        return endings;
    }

    /// <summary>Returns what subgame-perfect play below a node may give a player, without what a surely possible lower number covers.</summary>
    private List<(StakeExpression Utility, int Formula)> Lowest(int node, int player)
    {
        Dictionary<StakeExpression, int> formulas = [];
        Rational? least = null;
        foreach (Ending ending in _endings[node])
        {
            StakeExpression utility = Utility(ending.Leaf, player);
            formulas[utility] = formulas.TryGetValue(utility, out int known) ? Store.Or(known, ending.Formula) : ending.Formula;
            if (utility.IsNumber && formulas[utility] == FormulaStore.True && (least is null || utility.Constant < least))
            {
                least = utility.Constant;
            }
        }

        List<(StakeExpression Utility, int Formula)> lowest = [];
        foreach ((StakeExpression utility, int formula) in formulas)
        {
            bool isCovered = least is { } number && utility.IsNumber
                && (utility.Constant > number || (utility.Constant == number && formula != FormulaStore.True));
            if (!isCovered)
            {
                lowest.Add((utility, formula));
            }
        }

        return lowest;
    }

    private int SomeAtMost(List<(StakeExpression Utility, int Formula)> lowest, StakeExpression bound)
    {
        int[] parts = new int[lowest.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Store.And(lowest[i].Formula, AtMost(lowest[i].Utility, bound));
        }

        return Store.Or(parts);
    }

    private int AtMost(StakeExpression utility, StakeExpression bound)
    {
        if (utility.IsNumber && bound.IsNumber)
        {
            return utility.Constant <= bound.Constant ? FormulaStore.True : FormulaStore.False;
        }

        if (!_comparisons.TryGetValue((utility, bound), out int formula))
        {
            formula = Store.NotNegative(bound - utility);
            _comparisons.Add((utility, bound), formula);
        }

        return formula;
    }

    private int ChildTowards(int node, int leaf, int player, TruthTable truths)
    {
        foreach (int child in Tree.Children(node))
        {
            if (SameEnding(child, leaf, truths) < 0)
            {
                continue;
            }

            bool isBest = true;
            foreach (int other in Tree.Children(node))
            {
                isBest = isBest && (other == child || Find(other, player, Utility(leaf, player), truths) >= 0);
            }

            if (isBest)
            {
                return child;
            }
        }

        throw new InvalidOperationException($"No action at {Tree.PathOf(node)} leads to the ending that was found to be subgame perfect.");
    }

    private int SameEnding(int node, int leaf, TruthTable truths)
    {
        int vector = VectorOf(leaf);
        foreach (Ending ending in _endings[node])
        {
            if (truths[ending.Formula] && VectorOf(ending.Leaf) == vector)
            {
                return ending.Leaf;
            }
        }

        return -1;
    }

    private int Find(int node, int player, StakeExpression bound, TruthTable truths)
    {
        foreach (Ending ending in _endings[node])
        {
            if (truths[ending.Formula] && truths[AtMost(Utility(ending.Leaf, player), bound)])
            {
                return ending.Leaf;
            }
        }

        return -1;
    }

    private int VectorOf(int leaf) => Tree.VectorOf(leaf);

    private readonly record struct Ending(int Leaf, int Formula);

    /// <summary>What the other children of a node offer its player. Children with one sure number are held as the largest two of them.</summary>
    private sealed class Rivals
    {
        private readonly PracticalityEncoding _encoding;
        private readonly List<(int Child, List<(StakeExpression Utility, int Formula)> Lowest)> _open = [];
        private readonly Dictionary<(int Child, StakeExpression Bound), int> _known = [];
        private readonly List<int> _parts = [];
        private (int Child, StakeExpression Number)? _largest;
        private (int Child, StakeExpression Number)? _second;

        public Rivals(PracticalityEncoding encoding, ReadOnlySpan<int> children, int player)
        {
            _encoding = encoding;
            for (int i = 0; i < children.Length; i++)
            {
                List<(StakeExpression Utility, int Formula)> lowest = encoding.Lowest(children[i], player);
                if (lowest is [{ Formula: FormulaStore.True, Utility.IsNumber: true }])
                {
                    AddNumber(i, lowest[0].Utility);
                }
                else
                {
                    _open.Add((i, lowest));
                }
            }
        }

        public int NoneBetter(int child, StakeExpression bound, int formula)
        {
            (int Child, StakeExpression Number)? number = _largest?.Child == child ? _second : _largest;
            if (number is { } rival)
            {
                formula = _encoding.Store.And(formula, _encoding.AtMost(rival.Number, bound));
            }

            if (formula == FormulaStore.False)
            {
                return formula;
            }

            _parts.Clear();
            _parts.Add(formula);
            foreach ((int other, List<(StakeExpression Utility, int Formula)> lowest) in _open)
            {
                if (other == child)
                {
                    continue;
                }

                if (!_known.TryGetValue((other, bound), out int part))
                {
                    part = _encoding.SomeAtMost(lowest, bound);
                    _known.Add((other, bound), part);
                }

                if (part == FormulaStore.False)
                {
                    return part;
                }

                _parts.Add(part);
            }

            return _parts.Count == 1 ? formula : _encoding.Store.And([.. _parts]);
        }

        private void AddNumber(int child, StakeExpression number)
        {
            if (_largest is null || number.Constant > _largest.Value.Number.Constant)
            {
                _second = _largest;
                _largest = (child, number);
            }
            else if (_second is null || number.Constant > _second.Value.Number.Constant)
            {
                _second = (child, number);
            }
        }
    }
}
