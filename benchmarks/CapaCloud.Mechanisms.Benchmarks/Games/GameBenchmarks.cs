using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Benchmarks.Games;

/// <summary>All properties of all honest histories, weakest preconditions included.</summary>
[MemoryDiagnoser]
public class GameBenchmarks
{
    private readonly Dictionary<string, Game> _games = [];
    private Game _large = null!;

    [GlobalSetup]
    public void Read()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CapaCloud.Mechanisms.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("CapaCloud.Mechanisms.sln was not found above the benchmarks.");
        }

        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "tests", "vectors", "games"), "*.json"))
        {
            _games.Add(Path.GetFileNameWithoutExtension(path), GameJson.Read(File.ReadAllBytes(path)));
        }

        _large = LargeTree();
    }

    [Benchmark]
    public int ThirteenGames() => _games.Values.Sum(Answer);

    [Benchmark]
    public int PirateGame() => Answer(_games["pirate_game"]);

    [Benchmark]
    public int ClosingGame() => Answer(_games["closing_game"]);

    [Benchmark]
    public int TreeOf131071Points() => new GameSolver(_large).CheckAll().Count(answer => answer.Holds);

    private static int Answer(Game game) => new GameSolver(game).CheckAll(GameQuery.WeakestPrecondition).Count(answer => answer.Holds);

    private static Game LargeTree()
    {
        GameBuilder builder = new();
        GamePlayer[] players = [builder.Player("A"), builder.Player("B"), builder.Player("C")];
        Random random = new(1);
        GameNode Node(int level) => level == 16
            ? builder.Ends([.. players.Select(player => (player, (Mechanisms.Alignment.Games.StakeExpression)random.Next(-1_000, 1_000)))])
            : players[level % 3].Chooses(("l", Node(level + 1)), ("r", Node(level + 1)));
        return builder.Start(Node(0)).Honest(Enumerable.Repeat("l", 16)).Build();
    }
}
