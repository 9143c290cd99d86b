using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Decides for all admissible stakes at once whether honest histories of a game have a property.</summary>
/// <remarks>
/// No formula. Exact: linear arithmetic over rationals with infinitesimals; no floating point takes part. Cases are split only where the
/// answer depends on how utilities compare. Keeps what it has worked out between questions about the same game, so it is not safe to share
/// between threads; make one for each. Time grows with the number of cases, which for contrived games grows exponentially: pass a
/// cancellation token where stakes come from outside.
/// </remarks>
public sealed class GameSolver
{
    private readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal);
    private readonly Stopper _stopper = new();

    /// <summary>Initializes a new instance of the <see cref="GameSolver"/> class.</summary>
    /// <param name="game">The game to ask about.</param>
    public GameSolver(Game game)
    {
        ArgumentNullException.ThrowIfNull(game);
        Game = game;
    }

    /// <summary>Gets the game.</summary>
    public Game Game { get; }

    /// <summary>Decides a property of an honest history.</summary>
    /// <param name="property">The property.</param>
    /// <param name="history">The honest history: a path to an ending.</param>
    /// <param name="query">What to look for besides the verdict.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="GameFormatException">The history is no path to an ending, or a square of a constant would have to be compared with
    /// something other than zero.</exception>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public GameAnswer Check(
        GameProperty property,
        GameHistory history,
        GameQuery query = GameQuery.Strategies,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        _stopper.Token = cancellation;
        int leaf = Game.Tree.LeafAfter(history, "history");
        try
        {
            Question question = QuestionFor(property);
            if (question.IsContradictory)
            {
                return new GameAnswer(Game, property, history, GameConclusion.ConstraintsContradict, [], null, null);
            }

            PropertyEncoding encoding = Encode(property, question, leaf);
            return Answer(property, history, query, question, encoding);
        }
        catch (OperationCanceledException)
        {
            // A stopped search leaves its scopes open; what is asked next starts afresh.
            _questions.Clear();
            throw;
        }
    }

    /// <summary>Decides every property of every honest history of the game.</summary>
    /// <param name="query">What to look for besides the verdicts.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The answers, by history and then by property, each worked out when it is taken.</returns>
    public IEnumerable<GameAnswer> CheckAll(GameQuery query = GameQuery.Strategies, CancellationToken cancellation = default) =>
        from history in Game.HonestHistories
        from property in GamePropertyNames.All
        select Check(property, history, query, cancellation);

    /// <summary>Tells whether two conditions hold at the same stakes, among those that the constraints of a property admit.</summary>
    /// <param name="property">The property whose constraints are assumed.</param>
    /// <param name="left">One condition.</param>
    /// <param name="right">The other condition.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns><see langword="true"/> when each implies the other, decided in exact arithmetic.</returns>
    public bool AreEquivalent(GameProperty property, StakeCondition left, StakeCondition right, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Implies(property, left, right, cancellation) && Implies(property, right, left, cancellation);
    }

    /// <summary>Tells whether one condition implies another, among the stakes that the constraints of a property admit.</summary>
    /// <param name="property">The property whose constraints are assumed.</param>
    /// <param name="premise">The condition that implies.</param>
    /// <param name="conclusion">The condition that is implied.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns><see langword="true"/> when it does, decided in exact arithmetic.</returns>
    public bool Implies(GameProperty property, StakeCondition premise, StakeCondition conclusion, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(premise);
        ArgumentNullException.ThrowIfNull(conclusion);
        _stopper.Token = cancellation;
        Question question = QuestionFor(property);
        FormulaStore store = question.Store;
        return question.IsContradictory || question.Valid(store.Or(store.Not(store.Of(premise)), store.Of(conclusion)));
    }

    private GameAnswer Answer(GameProperty property, GameHistory history, GameQuery query, Question question, PropertyEncoding encoding)
    {
        int formula = encoding.Formula;
        GameCounterexample? counterexample = null;
        List<Literal[]> cases = [];
        CaseSearch search = question.Search();
        search.OnFailure = (view, _) =>
        {
            counterexample = Explain(question, encoding, question.ToValuation(view, formula));
            return -1;
        };
        search.OnCase = literals => cases.Add([.. literals]);
        bool holds = search.Run(question.Store.Or(question.NotAlternatives, formula));
        StakeCondition? weakest = (query & GameQuery.WeakestPrecondition) == 0 ? null
            : holds ? StakeCondition.Always
            : new PreconditionSearch(question, encoding.Parts).Find();
        ImmutableArray<StrategyCase> strategies = holds && (query & GameQuery.Strategies) != 0 ? StrategiesOf(question, encoding, cases) : [];
        return new GameAnswer(Game, property, history, holds ? GameConclusion.Holds : GameConclusion.Fails, strategies, counterexample, weakest);
    }

    private ImmutableArray<StrategyCase> StrategiesOf(Question question, PropertyEncoding encoding, List<Literal[]> cases)
    {
        List<(int[] Choices, List<StakeCondition> When)> strategies = [];
        foreach (Literal[] literals in cases)
        {
            _stopper.ThrowIfStopped();
            TruthTable truths = question.TruthsWhere(literals);
            if (!truths[encoding.Formula])
            {
                // The case lies where the constraints' alternatives fail: no admissible valuation is in it.
                continue;
            }

            int[] choices = encoding.Strategy(truths);
            StakeCondition when = StakeCondition.AllOf(literals.Select(question.Store.Table.ToCondition));
            int known = strategies.FindIndex(strategy => strategy.Choices.AsSpan().SequenceEqual(choices));
            if (known >= 0)
            {
                strategies[known].When.Add(when);
            }
            else
            {
                strategies.Add((choices, [when]));
            }
        }

        return
        [
            .. strategies.Select(strategy => new StrategyCase(
                strategies.Count == 1 ? StakeCondition.Always : StakeCondition.AnyOf(strategy.When),
                new GameStrategy(Game, strategy.Choices))),
        ];
    }

    private GameCounterexample Explain(Question question, PropertyEncoding encoding, Valuation valuation)
    {
        TruthTable truths = question.TruthsAt(valuation);
        return new GameCounterexample(valuation, [.. encoding.Refute(truths).Distinct().Select(line => Describe(line, encoding, valuation))]);
    }

    private GameDeviation Describe(DeviationLine line, PropertyEncoding encoding, Valuation valuation)
    {
        List<StrategyChoice> moves = [];
        bool hasLeft = false;
        List<int> path = [];
        for (int node = line.Leaf; node >= 0; node = Game.Tree.Parent(node))
        {
            path.Add(node);
        }

        path.Reverse();
        for (int i = 0; i + 1 < path.Count; i++)
        {
            int player = Game.Tree.Player(path[i]);
            hasLeft |= !encoding.IsHonest(path[i], path[i + 1]);
            if (hasLeft && (line.Deviators & (1 << player)) != 0)
            {
                moves.Add(new StrategyChoice(Game, path[i], path[i + 1]));
            }
        }

        return new GameDeviation(
            [.. Game.Players.Where(player => (line.Deviators & (1 << player.Index)) != 0)],
            line.Victim < 0 ? null : Game.Players[line.Victim],
            Game.Tree.HistoryOf(line.Leaf),
            [.. moves],
            line.Gain,
            line.Gain.Evaluate(valuation));
    }

    private PropertyEncoding Encode(GameProperty property, Question question, int leaf) => property switch
    {
        GameProperty.WeakImmunity => new ImmunityEncoding(Game, question, leaf, ignoresInfinitesimals: false),
        GameProperty.WeakerImmunity => new ImmunityEncoding(Game, question, leaf, ignoresInfinitesimals: true),
        GameProperty.CollusionResilience => new CollusionEncoding(Game, question, leaf),
        GameProperty.Practicality => new PracticalityEncoding(Game, question, leaf),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "Expected one of the four properties."),
    };

    private Question QuestionFor(GameProperty property)
    {
        StakeCondition constraints = Game.ConstraintsFor(property);
        string text = constraints.ToString() ?? "";
        if (!_questions.TryGetValue(text, out Question? question))
        {
            question = new Question(Game, constraints, _stopper);
            _questions.Add(text, question);
        }

        return question;
    }
}
