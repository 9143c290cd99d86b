namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The reputations that honest work can lead to from a newcomer's: once there, honesty stays there.</summary>
/// <remarks>
/// Where honest results are never condemned: at least as far right and at most as far up as a newcomer, if every step without a fault stays there. Else everywhere.
/// </remarks>
internal readonly record struct HonestRegion(bool IsEverywhere, double Left, double Top)
{
    /// <summary>Whether it is a line of its own: no evidence against at all.</summary>
    public bool IsLine(ParticipantGame game) => !IsEverywhere && game.Chart.HasHeight && Top == 0;

    public static HonestRegion Of(ParticipantGame game)
    {
        bool isScore = !game.Chart.HasHeight;
        double left = isScore ? game.Newcomer.Across : 0, top = game.Newcomer.Up;
        bool stays = game.Numbers.Wrongful == 0 && Stays(game.AgeAcross, game.AgeUp);
        for (int outcome = 0; outcome < game.Classes.Length; outcome++)
        {
            stays &= game.Classes[outcome].FewestFaults > 0 || Stays(game.Worst.Of(outcome, isWorking: true).Across, game.Worst.Of(outcome, isWorking: true).Up);
        }

        return new HonestRegion(!stays, stays ? left : 0, stays ? top : game.Up);

        // A rounding beyond the edge is still within it: the record's own arithmetic keeps the edge.
        bool Stays(AffineMap across, AffineMap up) => across.Of(left) >= left - 1e-12 && up.Of(top) <= top + 1e-12;
    }
}
