using CapaCloud.Mechanisms.Alignment.Dynamics.Games;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;

/// <summary>Four surfaces over the same grid, each a claim that is checked on its own.</summary>
/// <param name="Best">No strategy is worth more.</param>
/// <param name="Honest">Honesty is worth at least this.</param>
/// <param name="HonestBest">Honesty is worth at most this.</param>
/// <param name="Attack">Some strategy is worth at least this.</param>
/// <param name="Fallen">
/// Where a fault leads, when these surfaces are only of reputations without one: surfaces of the whole plane with what was proved of them. Null for the plane itself.
/// </param>
internal sealed record GameSurfaces(ValueSurface Best, ValueSurface Honest, ValueSurface HonestBest, ValueSurface Attack, ProvenSurfaces? Fallen)
{
    /// <summary>What leaving or a new name is worth to the best strategy, at most.</summary>
    public double BestFloor(ParticipantGame game) => Floor(game, Best);

    /// <summary>What leaving or a new name is worth to the attack.</summary>
    public double AttackFloor(ParticipantGame game) => Floor(game, Attack);

    private static double Floor(ParticipantGame game, ValueSurface surface) =>
        Math.Max(game.Leaving, surface.At(game.Newcomer.Across, game.Newcomer.Up) - game.Numbers.IdentityPrice);
}
