namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A property of one honest history as a formula over the stakes, and how to read strategies and deviations back from it.</summary>
internal abstract class PropertyEncoding(Game game, Question question, int honestLeaf)
{
    protected Game Game { get; } = game;

    protected FlatTree Tree { get; } = game.Tree;

    protected Question Question { get; } = question;

    protected FormulaStore Store { get; } = question.Store;

    protected int HonestLeaf { get; } = honestLeaf;

    /// <summary>Gets the child that honest play takes at a node of the honest history, -1 elsewhere.</summary>
    protected int[] HonestChild { get; } = HonestChildren(game.Tree, honestLeaf);

    /// <summary>Gets or sets the formulas that must all hold.</summary>
    public List<int> Parts { get; } = [];

    public int Formula => Store.And([.. Parts]);

    /// <summary>Returns, for each node at which a player chooses, the child a strategy with the property takes, given what is true.</summary>
    public abstract int[] Strategy(TruthTable truths);

    /// <summary>Returns the lines of play by which deviators gain whatever honest players do off the history, given what is true.</summary>
    public abstract IEnumerable<DeviationLine> Refute(TruthTable truths);

    public StakeExpression Utility(int leaf, int player) => Tree.Utilities(leaf)[player];

    /// <summary>Tells whether going from a node to a child is what the honest history does.</summary>
    public bool IsHonest(int node, int child) => HonestChild[node] == child;

    private static int[] HonestChildren(FlatTree tree, int leaf)
    {
        int[] honest = new int[tree.Count];
        Array.Fill(honest, -1);
        for (int node = leaf; tree.Parent(node) >= 0; node = tree.Parent(node))
        {
            honest[tree.Parent(node)] = node;
        }

        return honest;
    }
}

/// <summary>A line of play to an ending at which deviators (a set of bits, one for each player) gain by so much.</summary>
internal readonly record struct DeviationLine(int Leaf, int Deviators, int Victim, StakeExpression Gain);
