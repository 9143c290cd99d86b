using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// The tree as arrays in preorder: a child's number is above its parent's, so going downwards or upwards is a loop and no depth
/// overflows a stack.
/// </summary>
internal sealed class FlatTree
{
    private readonly List<GameNode> _nodes = [];
    private readonly List<int> _parents = [];
    private readonly List<int> _positions = [];
    private int[] _firstChildren = [];
    private int[] _children = [];
    private int[]? _vectors;

    public int Count => _nodes.Count;

    public static FlatTree Of(Game game)
    {
        FlatTree tree = new();
        Stack<(GameNode Node, int Parent, int Position)> open = new();
        open.Push((game.Root, -1, 0));
        while (open.TryPop(out (GameNode Node, int Parent, int Position) next))
        {
            int number = tree._nodes.Count;
            tree._nodes.Add(next.Node);
            tree._parents.Add(next.Parent);
            tree._positions.Add(next.Position);
            if (next.Node is ChoiceNode choice)
            {
                if (choice.Player.Index >= game.Players.Length || game.Players[choice.Player.Index] != choice.Player)
                {
                    throw new GameFormatException($"{tree.PathOf(number)}.player", $"'{choice.Player.Name}' is not a player of the game");
                }

                for (int i = choice.Moves.Length - 1; i >= 0; i--)
                {
                    open.Push((choice.Moves[i].Node, number, i));
                }
            }
        }

        tree.LinkChildren();
        return tree;
    }

    public bool IsLeaf(int node) => _nodes[node] is OutcomeNode;

    /// <summary>Returns the position of the player who chooses at the node, -1 at an ending.</summary>
    public int Player(int node) => _nodes[node] is ChoiceNode choice ? choice.Player.Index : -1;

    public int Parent(int node) => _parents[node];

    public ReadOnlySpan<int> Children(int node) => _children.AsSpan(_firstChildren[node], _firstChildren[node + 1] - _firstChildren[node]);

    public ImmutableArray<StakeExpression> Utilities(int leaf) => ((OutcomeNode)_nodes[leaf]).Utilities;

    /// <summary>Returns a number that endings share exactly when they give every player the same.</summary>
    public int VectorOf(int leaf) => (_vectors ??= NumberVectors())[leaf];

    /// <summary>Returns the action that leads to a node from its parent.</summary>
    public string ActionTo(int node) => ((ChoiceNode)_nodes[_parents[node]]).Moves[_positions[node]].Action;

    public int ChildAfter(int node, string action)
    {
        foreach (int child in Children(node))
        {
            if (string.Equals(ActionTo(child), action, StringComparison.Ordinal))
            {
                return child;
            }
        }

        return -1;
    }

    public GameHistory HistoryOf(int node)
    {
        List<string> actions = [];
        for (; _parents[node] >= 0; node = _parents[node])
        {
            actions.Add(ActionTo(node));
        }

        actions.Reverse();
        return new GameHistory([.. actions]);
    }

    public int LeafAfter(GameHistory history, string path)
    {
        int node = 0;
        for (int i = 0; i < history.Actions.Length; i++)
        {
            string action = history.Actions[i];
            if (IsLeaf(node))
            {
                throw new GameFormatException($"{path}[{i}]", $"the game is over before the action '{action}'");
            }

            int child = ChildAfter(node, action);
            node = child >= 0
                ? child
                : throw new GameFormatException(
                    $"{path}[{i}]",
                    $"there is no action '{action}' here; player '{((ChoiceNode)_nodes[node]).Player.Name}' may choose "
                        + string.Join(", ", ((ChoiceNode)_nodes[node]).Moves.Take(8).Select(move => $"'{move.Action}'")));
        }

        return IsLeaf(node)
            ? node
            : throw new GameFormatException(path, $"the history stops before an ending: player '{((ChoiceNode)_nodes[node]).Player.Name}' is to choose");
    }

    /// <summary>Returns where the node stands in the game's file.</summary>
    public string PathOf(int node)
    {
        List<int> steps = [];
        for (; _parents[node] >= 0; node = _parents[node])
        {
            steps.Add(_positions[node]);
        }

        steps.Reverse();
        StringBuilder path = new("$.tree");
        foreach (int step in steps)
        {
            path.Append(CultureInfo.InvariantCulture, $".children[{step}].child");
        }

        return path.ToString();
    }

    /// <summary>Returns the same tree with other utilities.</summary>
    public GameNode Rebuild(Func<StakeExpression, StakeExpression> change)
    {
        GameNode[] rebuilt = new GameNode[Count];
        for (int node = Count - 1; node >= 0; node--)
        {
            if (_nodes[node] is ChoiceNode choice)
            {
                ImmutableArray<GameMove>.Builder moves = ImmutableArray.CreateBuilder<GameMove>(choice.Moves.Length);
                ReadOnlySpan<int> children = Children(node);
                for (int i = 0; i < children.Length; i++)
                {
                    moves.Add(new GameMove(choice.Moves[i].Action, rebuilt[children[i]]));
                }

                rebuilt[node] = new ChoiceNode(choice.Player, moves.MoveToImmutable());
            }
            else
            {
                rebuilt[node] = new OutcomeNode([.. Utilities(node).Select(change)]);
            }
        }

        return rebuilt[0];
    }

    private int[] NumberVectors()
    {
        int[] vectors = new int[Count];
        Dictionary<StakeExpression, int> utilities = [];
        Dictionary<(int, int), int> prefixes = [];
        for (int node = 0; node < Count; node++)
        {
            if (!IsLeaf(node))
            {
                continue;
            }

            int vector = -1;
            foreach (StakeExpression utility in Utilities(node))
            {
                if (!utilities.TryGetValue(utility, out int number))
                {
                    utilities.Add(utility, number = utilities.Count);
                }

                if (!prefixes.TryGetValue((vector, number), out int next))
                {
                    prefixes.Add((vector, number), next = prefixes.Count);
                }

                vector = next;
            }

            vectors[node] = vector;
        }

        return vectors;
    }

    private void LinkChildren()
    {
        _firstChildren = new int[Count + 1];
        for (int node = 1; node < Count; node++)
        {
            _firstChildren[_parents[node] + 1]++;
        }

        for (int node = 0; node < Count; node++)
        {
            _firstChildren[node + 1] += _firstChildren[node];
        }

        _children = new int[Math.Max(Count - 1, 0)];
        for (int node = 1; node < Count; node++)
        {
            _children[_firstChildren[_parents[node]] + _positions[node]] = node;
        }
    }
}
