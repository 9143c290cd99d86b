namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a newcomer's life is worth, enclosed: the best one, and the honest one. Base units over all epochs; <c>default</c> says nothing of a game that was not solved.</summary>
/// <param name="BestAtMost">No strategy is worth more.</param>
/// <param name="BestAtLeast">Some strategy is worth this.</param>
/// <param name="HonestAtMost">Honesty is worth no more.</param>
/// <param name="HonestAtLeast">Honesty is worth this.</param>
internal readonly record struct NewcomerValues(double BestAtMost, double BestAtLeast, double HonestAtMost, double HonestAtLeast)
{
    public static NewcomerValues Of(ParticipantGame game, ProvenSurfaces proven)
    {
        GameSurfaces surfaces = proven.Surfaces;
        DynamicBounds bounds = proven.Bounds;
        return new NewcomerValues(At(surfaces.Best) + bounds.Above, At(surfaces.Attack) - bounds.AttackBelow, At(surfaces.HonestBest) + bounds.HonestAbove, At(surfaces.Honest) - bounds.Below);

        double At(ValueSurface[] states) => states[0].At(game.Newcomer.Across, game.Newcomer.Up);
    }
}
