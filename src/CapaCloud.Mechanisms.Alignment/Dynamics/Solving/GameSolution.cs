using CapaCloud.Mechanisms.Alignment.Decisions;
using CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;
using CapaCloud.Mechanisms.Alignment.Dynamics.Games;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Solving;

/// <summary>What the best strategy and honesty are worth, as far as a grid can tell, and what that proves.</summary>
/// <remarks>
/// A grid is blind between its lines. What it misses there is measured, given to the participant (or taken from it) as an extra of the epochs spent there, and the
/// game is solved again: then the surfaces themselves are bounds, and the largest error anywhere no longer counts for every epoch.
/// </remarks>
internal sealed class GameSolution
{
    private const double RelativeTolerance = 1e-9;
    private const int MostRounds = 3;

    private readonly ParticipantGame _game;
    private readonly double[] _across;
    private readonly double[] _up;
    private readonly ProvenSurfaces? _fallen;
    private readonly int _steps;
    private readonly double _tolerance;
    private readonly CancellationToken _cancellation;

    private GameSolution(ParticipantGame game, double[] across, double[] up, ProvenSurfaces? fallen, int steps, CancellationToken cancellation)
    {
        (_game, _across, _up, _fallen, _steps, _cancellation) = (game, across, up, fallen, steps, cancellation);
        double scale = 1 + (game.Numbers.Jobs * (Math.Abs(game.Numbers.Gain) + game.Numbers.Cost)) + game.Reward(game.Across, 0, 0, favourable: true);
        _tolerance = scale * RelativeTolerance / (1 - game.Numbers.Discount);
    }

    /// <summary>Returns surfaces over the plane of reputations, on a grid of so many lines.</summary>
    public static ProvenSurfaces OfPlane(ParticipantGame game, int across, int up, int steps, CancellationToken cancellation) =>
        new GameSolution(game, GameGrid.Across(game, across), GameGrid.Up(game, up), null, steps, cancellation).Find();

    /// <summary>
    /// Returns surfaces over the reputations without a fault alone, where honesty stays: one direction, so many more lines. A fault leads to the plane.
    /// </summary>
    public static ProvenSurfaces OfFaultless(ParticipantGame game, int across, int steps, ProvenSurfaces plane, CancellationToken cancellation) =>
        new GameSolution(game, GameGrid.Across(game, across), [0], plane, steps, cancellation).Find();

    private ProvenSurfaces Find()
    {
        Shortfall[] extra = new Shortfall[_across.Length * _up.Length];
        ProvenSurfaces? best = null;
        for (int round = 0; round < MostRounds; round++)
        {
            GameSurfaces surfaces = Solve(extra);
            DynamicBounds bounds = GameBounder.Bound(_game, surfaces, _steps, _cancellation);
            best = best is null || bounds.LargestGain < best.Bounds.LargestGain ? new ProvenSurfaces(surfaces, bounds) : best;
            Take(bounds.Shortfalls, extra);
        }

        return best!;
    }

    private GameSurfaces Solve(Shortfall[] extra)
    {
        GameSurfaces? plane = _fallen?.Surfaces;
        DynamicBounds? proved = _fallen?.Bounds;
        ValueSurface best = Solve(GameProcess.Free(
            _game, _across, _up, [.. extra.Select(node => node.Best)], isFavourable: true, Ends(plane?.Best, proved?.Above ?? 0), _cancellation));
        ValueSurface honest = Solve(GameProcess.Honest(
            _game, _across, _up, [.. extra.Select(node => -node.Honest)], isFavourable: false, Ends(plane?.Honest, -(proved?.Below ?? 0)), _cancellation));
        ValueSurface honestBest = Solve(GameProcess.Honest(
            _game, _across, _up, [.. extra.Select(node => node.HonestBest)], isFavourable: true, Ends(plane?.HonestBest, proved?.HonestAbove ?? 0), _cancellation));
        ValueSurface attack = Solve(GameProcess.Free(
            _game, _across, _up, [.. extra.Select(node => -node.Attack)], isFavourable: false, Ends(plane?.Attack, -(proved?.AttackBelow ?? 0)), _cancellation));
        GameSurfaces surfaces = new(best, honest, honestBest, attack, _fallen);

        // Nobody has less than by leaving or by a new name; the solver was that exact only within its tolerance.
        double floor = surfaces.BestFloor(_game);
        for (int index = 0; index < best.Values.Length; index++)
        {
            best.Values[index] = Math.Max(best.Values[index], floor);
        }

        return surfaces;
    }

    private static GameEnds Ends(ValueSurface? plane, double proved) => new(plane is null ? null : (x, y) => plane.At(x, y) + proved);

    private ValueSurface Solve(DecisionProcess process) =>
        new(_across, _up, [.. DecisionSolver.Solve(process, _game.Numbers.Discount, _tolerance, _cancellation).Values.AsSpan()[..^1]]);

    private void Take(CellShortfalls shortfalls, Shortfall[] extra)
    {
        for (int column = 0; column < _across.Length; column++)
        {
            for (int row = 0; row < _up.Length; row++)
            {
                ref Shortfall node = ref extra[(column * _up.Length) + row];
                Shortfall around = shortfalls.Around(column, row);
                node.Best += Math.Max(0, around.Best);
                node.Honest += Math.Max(0, around.Honest);
                node.HonestBest += Math.Max(0, around.HonestBest);
                node.Attack += Math.Max(0, around.Attack);
            }
        }
    }
}
