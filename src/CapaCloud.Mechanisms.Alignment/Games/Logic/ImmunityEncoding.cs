namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Weak and weaker immunity: for each player, choosing at its own points so that no ending the others can reach is below zero.
/// The players' demands do not touch each other, since each concerns only that player's own choices.
/// </summary>
internal sealed class ImmunityEncoding : PropertyEncoding
{
    private readonly int[][] _formulas;
    private readonly bool _ignoresInfinitesimals;

    public ImmunityEncoding(Game game, Question question, int honestLeaf, bool ignoresInfinitesimals)
        : base(game, question, honestLeaf)
    {
        _ignoresInfinitesimals = ignoresInfinitesimals;
        _formulas = [.. game.Players.Select(player => FormulasOf(player.Index))];
        foreach (int[] formulas in _formulas)
        {
            Parts.Add(formulas[0]);
        }
    }

    public override int[] Strategy(TruthTable truths)
    {
        int[] choices = [.. HonestChild];
        for (int node = 0; node < Tree.Count; node++)
        {
            if (Tree.IsLeaf(node) || choices[node] >= 0)
            {
                continue;
            }

            int[] formulas = _formulas[Tree.Player(node)];
            choices[node] = Tree.Children(node)[0];
            foreach (int child in Tree.Children(node))
            {
                if (truths[formulas[child]])
                {
                    choices[node] = child;
                    break;
                }
            }
        }

        return choices;
    }

    public override IEnumerable<DeviationLine> Refute(TruthTable truths)
    {
        int victim = Array.FindIndex(_formulas, formulas => !truths[formulas[0]]);
        int[] formulas = _formulas[victim];
        int others = ((1 << Game.Players.Length) - 1) & ~(1 << victim);
        Stack<int> open = new([0]);
        while (open.TryPop(out int node))
        {
            if (Tree.IsLeaf(node))
            {
                yield return new DeviationLine(node, others, victim, -Worth(node, victim));
            }
            else if (HonestChild[node] >= 0 && Tree.Player(node) == victim)
            {
                open.Push(HonestChild[node]);
            }
            else
            {
                bool isForced = Tree.Player(node) == victim;
                foreach (int child in Tree.Children(node))
                {
                    if (!truths[formulas[child]])
                    {
                        open.Push(child);
                        if (!isForced)
                        {
                            break;
                        }
                    }
                }
            }
        }
    }

    private StakeExpression Worth(int leaf, int player) =>
        _ignoresInfinitesimals ? Utility(leaf, player).RealPart() : Utility(leaf, player);

    private int[] FormulasOf(int player)
    {
        int[] formulas = new int[Tree.Count];
        for (int node = Tree.Count - 1; node >= 0; node--)
        {
            if ((node & 0xFFF) == 0)
            {
                Question.Stopper.ThrowIfStopped();
            }

            if (Tree.IsLeaf(node))
            {
                formulas[node] = Store.NotNegative(Worth(node, player));
                continue;
            }

            bool owns = Tree.Player(node) == player;
            formulas[node] = owns && HonestChild[node] >= 0
                ? formulas[HonestChild[node]]
                : Combine(Tree.Children(node), formulas, owns);
        }

        return formulas;
    }

    private int Combine(ReadOnlySpan<int> children, int[] formulas, bool owns)
    {
        int[] parts = new int[children.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = formulas[children[i]];
        }

        return owns ? Store.Or(parts) : Store.And(parts);
    }
}
