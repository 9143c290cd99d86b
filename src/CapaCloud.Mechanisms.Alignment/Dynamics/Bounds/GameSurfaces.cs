namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Four surfaces over the same grid for every state of pending work, each a claim that is checked on its own.</summary>
/// <param name="Best">No strategy is worth more.</param>
/// <param name="Honest">Honesty is worth at least this; one for each state that honesty goes through.</param>
/// <param name="HonestBest">Honesty is worth at most this.</param>
/// <param name="Attack">Some strategy is worth at least this.</param>
/// <param name="Fallen">
/// Where a fault leads, when these surfaces are only of reputations without one: surfaces of the whole plane with what was proved of them. Null for the plane itself.
/// </param>
internal sealed record GameSurfaces(ValueSurface[] Best, ValueSurface[] Honest, ValueSurface[] HonestBest, ValueSurface[] Attack, ProvenSurfaces? Fallen)
{
    /// <summary>Gets the lines across, of all of them.</summary>
    public double[] Across => Best[0].Across;

    /// <summary>Gets the lines up.</summary>
    public double[] Up => Best[0].Up;

    /// <summary>What leaving or a new name is worth to the best strategy, at most, with nothing pending.</summary>
    public double BestFloor(ParticipantGame game) => Floor(game, Best[0]);

    /// <summary>What leaving or a new name is worth to the attack.</summary>
    public double AttackFloor(ParticipantGame game) => Floor(game, Attack[0]);

    private static double Floor(ParticipantGame game, ValueSurface surface) =>
        Math.Max(game.Leaving, surface.At(game.Newcomer.Across, game.Newcomer.Up) - game.Numbers.IdentityPrice);
}
