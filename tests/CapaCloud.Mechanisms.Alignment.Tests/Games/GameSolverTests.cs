using System.Collections.Immutable;
using System.Diagnostics;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

public sealed class GameSolverTests
{
    [Theory]
    [InlineData("a > 0", "a < 0")]
    [InlineData("a > b | a > c", "b >= a & c >= a")]
    [InlineData("a = b", "a != b")]
    [InlineData("e > a", "a > 0")]
    public void Check_constraintsContradict_saysSo(string first, string second)
    {
        Game game = Simple(first, second);
        foreach (GameAnswer answer in new GameSolver(game).CheckAll(GameQuery.Strategies | GameQuery.WeakestPrecondition))
        {
            Assert.Equal(GameConclusion.ConstraintsContradict, answer.Conclusion);
            Assert.False(answer.Holds);
            Assert.Empty(answer.Cases);
            Assert.Null(answer.WeakestPrecondition);
        }
    }

    [Fact]
    public void Check_onlyOnePropertyContradicts_theOthersAreDecided()
    {
        GameBuilder builder = new();
        GamePlayer player = builder.Player("P");
        StakeExpression a = builder.Constant("a");
        Game game = builder.Assume(a > 0).AssumeFor(GameProperty.Practicality, a <= 0)
            .Start(player.Chooses(("stay", builder.Ends((player, a))), ("go", builder.Ends()))).Honest("stay").Build();
        Assert.Equal(
            [GameConclusion.Holds, GameConclusion.Holds, GameConclusion.Holds, GameConclusion.ConstraintsContradict],
            new GameSolver(game).CheckAll().Select(answer => answer.Conclusion));
    }

    /// <summary>
    /// CheckMate prints the precondition "false" here. At these stakes, which it so excludes, going through every strategy finds one that is
    /// collusion resilient: the weakest precondition is b &lt; f.
    /// </summary>
    [Fact]
    public void Check_prunedClosingGame_preconditionIsWeakerThanThePublished()
    {
        GameBuilder builder = new();
        GamePlayer first = builder.Player("A");
        GamePlayer second = builder.Player("B");
        StakeExpression b = builder.Constant("b");
        StakeExpression f = builder.Constant("f");
        StakeExpression d = builder.Constant("d_B");
        StakeExpression p = builder.Constant("p_A");
        StakeExpression alpha = builder.Infinitesimal("alpha");
        StakeExpression epsilon = builder.Infinitesimal("epsilon");
        Game game = builder
            .Assume(alpha > 0, epsilon > 0, f > 0, d > 0, p > 0, b >= p)
            .AssumeFor(GameProperty.CollusionResilience, b - p + d >= f)
            .Start(first.Chooses(
                ("H", builder.Ends((first, alpha - epsilon), (second, alpha))),
                ("C_h", second.Chooses(
                    ("S", builder.Ends((first, alpha), (second, alpha))),
                    ("D", first.Chooses(
                        ("P", builder.Ends((first, b - f + alpha), (second, -b))),
                        ("I", builder.Ends((first, alpha - d), (second, d + alpha - epsilon))))),
                    ("H", builder.Ends((first, alpha), (second, alpha - epsilon)))))))
            .Honest("H").Build();
        GameAnswer answer = new GameSolver(game).Check(GameProperty.CollusionResilience, game.HonestHistories[0], GameQuery.WeakestPrecondition);
        Assert.Equal("b < f", answer.WeakestPrecondition!.ToString());
        Valuation stakes = Numbers(game, ("b", "1"), ("f", "2"), ("d_B", "10"), ("p_A", "1/2"), ("alpha", "1"), ("epsilon", "1"));
        Assert.True(game.ConstraintsFor(GameProperty.CollusionResilience).Holds(stakes));
        BruteForce brute = new(game, game.HonestHistories[0], stakes);
        Assert.True(brute.Exists(strategy => brute.Has(GameProperty.CollusionResilience, strategy)));
    }

    [Fact]
    public void Check_squareWhoseSignDecides_isDecided_elseRefused()
    {
        const string Head = """{"players":["A","B"],"actions":["x","y"],"infinitesimals":[],"constants":["p","q"],"initial_constraints":["p != 0"],"property_constraints":{},"honest_histories":[["x"]],"tree":{"player":"A","children":[{"action":"x","child":{"utility":[{"player":"A","value":"p * p"},{"player":"B","value":0}]}},{"action":"y","child":{"utility":[{"player":"A","value":"OTHER"},{"player":"B","value":0}]}}]}}""";
        Game game = GameJson.Read(Head.Replace("OTHER", "0", StringComparison.Ordinal));
        Assert.All(new GameSolver(game).CheckAll(), answer => Assert.True(answer.Holds));
        Game hard = GameJson.Read(Head.Replace("OTHER", "q", StringComparison.Ordinal));
        GameFormatException exception = Assert.Throws<GameFormatException>(() => new GameSolver(hard).Check(GameProperty.Practicality, hard.HonestHistories[0]));
        Assert.Contains("p * p", exception.Reason, StringComparison.Ordinal);
    }

    /// <summary>A binary tree of 2^17 - 1 points with numbers for stakes: each property against a plain backward walk.</summary>
    [Fact]
    public void Check_hundredThousandPoints_agreesWithAPlainWalk()
    {
        Game game = LargeTree(16, out long[] leaves);
        GameSolver solver = new(game);
        Assert.True(game.NodeCount > 100_000);
        Assert.Equal(IsPracticalPlainly(leaves), solver.Check(GameProperty.Practicality, game.HonestHistories[0]).Holds);
        GameAnswer weak = solver.Check(GameProperty.WeakImmunity, game.HonestHistories[0], GameQuery.WeakestPrecondition);
        Assert.False(weak.Holds);
        Assert.Equal("false", weak.WeakestPrecondition!.ToString());
        Assert.False(solver.Check(GameProperty.CollusionResilience, game.HonestHistories[0]).Holds);
    }

    [Fact]
    public void Check_cancelled_stopsAndCanBeAskedAgain()
    {
        Game game = Hard(9);
        GameSolver solver = new(game);
        using CancellationTokenSource source = new();
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() =>
            solver.Check(GameProperty.Practicality, game.HonestHistories[0], GameQuery.WeakestPrecondition, source.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"stopped after {watch.Elapsed}");
        Assert.False(solver.Check(GameProperty.WeakImmunity, game.HonestHistories[0], GameQuery.Conclusion).Holds);
    }

    [Fact]
    public void Pictures_markTheViolatingLine_andAreWellFormed()
    {
        Game game = Simple("a > 0", "a > b");
        GameAnswer answer = new GameSolver(game).Check(GameProperty.Practicality, game.HonestHistories[0]);
        Assert.False(answer.Holds);
        string svg = GamePicture.ToSvg(game, answer);
        System.Xml.Linq.XDocument document = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal("svg", document.Root!.Name.LocalName);
        Assert.Contains(document.Descendants(), element => element.Name.LocalName == "path" && element.Attribute("stroke")!.Value == "#c62828");
        Assert.Contains("fails", document.Root.Elements().First().Value, StringComparison.Ordinal);
        string mermaid = GamePicture.ToMermaid(game, answer);
        Assert.Contains("linkStyle", mermaid, StringComparison.Ordinal);
        Assert.Contains("#c62828", mermaid, StringComparison.Ordinal);
        Assert.Contains("&lt;x&gt;", GamePicture.ToSvg(Named("<x>")), StringComparison.Ordinal);
        Assert.DoesNotContain("#c62828", GamePicture.ToMermaid(game), StringComparison.Ordinal);
    }

    [Fact]
    public void Builder_wrongUse_isRefused()
    {
        GameBuilder builder = new();
        GamePlayer player = builder.Player("P");
        StakeExpression a = builder.Constant("a");
        Assert.Throws<InvalidOperationException>(() => builder.Build());
        Assert.Throws<ArgumentException>(() => builder.Ends((player, a), (player, a)));
        Assert.Throws<ArgumentException>(() => builder.Ends((new GamePlayer(0, "Q"), a)));
        Assert.Throws<GameFormatException>(() => player.Chooses());
        Assert.Throws<GameFormatException>(() => player.Chooses(("x", builder.Ends()), ("x", builder.Ends())));
        builder.Start(player.Chooses(("x", builder.Ends((player, new StakeSymbol("z", false))))));
        Assert.Equal("$.tree.children[0].child.utility[0].value", Assert.Throws<GameFormatException>(() => builder.Build()).Path);
    }

    private static Game Simple(string first, string second)
    {
        GameBuilder builder = new();
        GamePlayer player = builder.Player("P");
        GamePlayer other = builder.Player("Q");
        StakeExpression a = builder.Constant("a");
        builder.Constant("b");
        builder.Constant("c");
        builder.Infinitesimal("e");
        Dictionary<string, StakeSymbol> symbols = new[] { "a", "b", "c" }.ToDictionary(name => name, name => new StakeSymbol(name, false));
        symbols.Add("e", new StakeSymbol("e", true));
        return builder
            .Assume(StakeText.ParseCondition(first, symbols), StakeText.ParseCondition(second, symbols))
            .Start(player.Chooses(("stay", builder.Ends((other, -a))), ("go", other.Chooses(("on", builder.Ends((player, a))), ("off", builder.Ends((player, a)))))))
            .Honest("stay").Build();
    }

    private static Game Named(string name)
    {
        GameBuilder builder = new();
        GamePlayer player = builder.Player(name);
        return builder.Start(player.Chooses((name, builder.Ends()))).Honest(name).Build();
    }

    /// <summary>A complete tree in which three players take turns, and every ending has symbols of its own.</summary>
    private static Game Hard(int depth)
    {
        GameBuilder builder = new();
        GamePlayer[] players = [builder.Player("A"), builder.Player("B"), builder.Player("C")];
        StakeExpression[] symbols = [.. Enumerable.Range(0, 40).Select(index => builder.Constant($"s{index}"))];
        int next = 0;
        GameNode Node(int level) => level == depth
            ? builder.Ends([.. players.Select(player => (player, symbols[next++ * 7 % 40] - (symbols[next * 11 % 40] * Rational.FromQuotient(next % 5, 3))))])
            : players[level % 3].Chooses(("l", Node(level + 1)), ("r", Node(level + 1)));
        return builder.Start(Node(0)).Honest(Enumerable.Repeat("l", depth)).Build();
    }

    private static Game LargeTree(int depth, out long[] leaves)
    {
        GameBuilder builder = new();
        GamePlayer[] players = [builder.Player("A"), builder.Player("B")];
        Random random = new(1);
        List<long> values = [];
        GameNode Node(int level)
        {
            if (level < depth)
            {
                return players[level % 2].Chooses(("l", Node(level + 1)), ("r", Node(level + 1)));
            }

            (int a, int b) = (random.Next(-1_000, 1_000), random.Next(-1_000, 1_000));
            values.Add(a);
            values.Add(b);
            return builder.Ends((players[0], a), (players[1], b));
        }

        builder.Start(Node(0)).Honest(Enumerable.Repeat("l", depth));
        leaves = [.. values];
        return builder.Build();
    }

    private static bool IsPracticalPlainly(long[] leaves)
    {
        // Without ties there is one subgame-perfect ending; the values are drawn so that ties do not decide.
        (long A, long B, int Leaf)[] row = [.. Enumerable.Range(0, leaves.Length / 2).Select(leaf => (leaves[2 * leaf], leaves[(2 * leaf) + 1], leaf))];
        for (int level = 15; row.Length > 1; level--)
        {
            bool isFirst = level % 2 == 0;
            row = [.. Enumerable.Range(0, row.Length / 2).Select(pair =>
            {
                (long A, long B, int Leaf) left = row[2 * pair];
                (long A, long B, int Leaf) right = row[(2 * pair) + 1];
                return (isFirst ? left.A >= right.A : left.B >= right.B) ? left : right;
            })];
        }

        return row[0].Leaf == 0;
    }

    private static Valuation Numbers(Game game, params (string Name, string Number)[] numbers) => new(
        game.Constants.Concat(game.Infinitesimals).Select(symbol =>
            KeyValuePair.Create(symbol, Rational.Parse(numbers.Single(pair => pair.Name == symbol.Name).Number))));
}
