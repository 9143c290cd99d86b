using CapaCloud.Mechanisms.Alignment.Decisions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What the best strategy and honesty are worth, as far as a grid can tell, and what that proves.</summary>
/// <remarks>
/// A grid is blind between its lines. What it misses there is measured, given to the participant (or taken from it) as an extra of the epochs spent there, and the
/// game is solved again: then the surfaces themselves are bounds, and the largest error anywhere no longer counts for every epoch.
/// </remarks>
internal sealed class GameSolution
{
    private const double RelativeTolerance = 1e-9;
    public const int MostRounds = 3;

    private readonly ParticipantGame _game;
    private readonly double[] _across;
    private readonly double[] _up;
    private readonly ProvenSurfaces? _fallen;
    private readonly int _steps;
    private readonly double _tolerance;
    private readonly EngineProgress? _progress;
    private readonly CancellationToken _cancellation;

    private GameSolution(
        ParticipantGame game, double[] across, double[] up, ProvenSurfaces? fallen, int steps, EngineProgress? progress, CancellationToken cancellation)
    {
        (_game, _across, _up, _fallen, _steps, _progress, _cancellation) = (game, across, up, fallen, steps, progress, cancellation);
        double scale = 1 + game.Numbers.Scale + game.Reward(game.Across, 0, 0, favourable: true);
        _tolerance = scale * RelativeTolerance / (1 - game.Numbers.Discount);
    }

    /// <summary>Returns surfaces over the plane of reputations, on a grid of so many lines.</summary>
    public static ProvenSurfaces OfPlane(
        ParticipantGame game, int across, int up, int steps, CancellationToken cancellation, EngineProgress? progress = null) =>
        new GameSolution(game, GameGrid.Across(game, across), GameGrid.Up(game, up), null, steps, progress, cancellation).Find();

    /// <summary>
    /// Returns surfaces over the reputations without a fault alone, where honesty stays: one direction, so many more lines. A fault leads to the plane.
    /// </summary>
    public static ProvenSurfaces OfFaultless(
        ParticipantGame game, int across, int steps, ProvenSurfaces plane, CancellationToken cancellation, EngineProgress? progress = null) =>
        new GameSolution(game, GameGrid.Across(game, across), [0], plane, steps, progress, cancellation).Find();

    private ProvenSurfaces Find()
    {
        Shortfall[] extra = new Shortfall[_game.Pending.Count * Crossings];
        ProvenSurfaces? best = null;
        for (int round = 0; round < MostRounds; round++)
        {
            GameSurfaces surfaces = Solve(extra);
            DynamicBounds bounds = GameBounder.Bound(_game, surfaces, _steps, _cancellation);
            best = best is null || bounds.LargestGain < best.Bounds.LargestGain ? new ProvenSurfaces(surfaces, bounds) : best;
            Take(bounds.Shortfalls, extra);
            _progress?.Step();
        }

        return best!;
    }

    private int Crossings => _across.Length * _up.Length;

    private GameSurfaces Solve(Shortfall[] extra)
    {
        GameSurfaces? plane = _fallen?.Surfaces;
        DynamicBounds? proved = _fallen?.Bounds;
        int[] index = _game.Pending.HonestIndex;
        Shortfall[] honestExtra = [.. _game.Pending.Honest.ToArray().SelectMany(state => extra.AsSpan(state * Crossings, Crossings).ToArray())];
        ValueSurface[] best = Solve(GameProcess.Free(
            _game, _across, _up, [.. extra.Select(node => node.Best)], isFavourable: true, Ends(plane?.Best, null, proved?.Above ?? 0), _cancellation));
        ValueSurface[] honest = Solve(GameProcess.Honest(
            _game, _across, _up, [.. honestExtra.Select(node => -node.Honest)], isFavourable: false, Ends(plane?.Honest, index, -(proved?.Below ?? 0)), _cancellation));
        ValueSurface[] honestBest = Solve(GameProcess.Honest(
            _game, _across, _up, [.. honestExtra.Select(node => node.HonestBest)], isFavourable: true, Ends(plane?.HonestBest, index, proved?.HonestAbove ?? 0), _cancellation));
        ValueSurface[] attack = Solve(GameProcess.Free(
            _game, _across, _up, [.. extra.Select(node => -node.Attack)], isFavourable: false, Ends(plane?.Attack, null, -(proved?.AttackBelow ?? 0)), _cancellation));
        GameSurfaces surfaces = new(best, honest, honestBest, attack, _fallen);

        // Nobody has less than by leaving or by a new name; the solver was that exact only within its tolerance.
        double floor = surfaces.BestFloor(_game);
        for (int state = 0; state < best.Length; state++)
        {
            double exit = floor - _game.Exits.Of(_game.Pending.QueueOf(state), favourable: true);
            foreach (ref double value in best[state].Values.AsSpan())
            {
                value = Math.Max(value, exit);
            }
        }

        return surfaces;
    }

    private static GameEnds Ends(ValueSurface[]? plane, int[]? index, double proved) =>
        new(plane is null ? null : (state, x, y) => plane[index is null ? state : index[state]].At(x, y) + proved);

    private ValueSurface[] Solve(DecisionProcess process)
    {
        double[] values = [.. DecisionSolver.Solve(process, _game.Numbers.Discount, _tolerance, _cancellation).Values];
        return [.. Enumerable.Range(0, (values.Length - 1) / Crossings).Select(state => new ValueSurface(_across, _up, values[(state * Crossings)..((state + 1) * Crossings)]))];
    }

    private void Take(CellShortfalls shortfalls, Shortfall[] extra)
    {
        for (int index = 0; index < extra.Length; index++)
        {
            (int state, int crossing) = (index / Crossings, index % Crossings);
            ref Shortfall node = ref extra[index];
            Shortfall around = shortfalls.Around(state, crossing / _up.Length, crossing % _up.Length);
            node.Best += Math.Max(0, around.Best);
            node.Honest += Math.Max(0, around.Honest);
            node.HonestBest += Math.Max(0, around.HonestBest);
            node.Attack += Math.Max(0, around.Attack);
        }
    }
}
