namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Lines for a surface: evenly over scores; over evidence close together where it is little, for there a score moves most.</summary>
internal static class GameGrid
{
    private const double Bend = 4;

    public static double[] Across(ParticipantGame game, int lines) => Lines(game.Across, lines, isEven: !game.Chart.HasHeight, game.Newcomer.Across);

    public static double[] Up(ParticipantGame game, int lines) => Lines(game.Up, lines, isEven: false, game.Newcomer.Up);

    private static double[] Lines(double last, int lines, bool isEven, double newcomer)
    {
        if (last <= 0)
        {
            return [0];
        }

        SortedSet<double> line = [0, last, newcomer];
        for (int index = 1; index < lines - 1; index++)
        {
            double part = (double)index / (lines - 1);
            line.Add(last * (isEven ? part : (Math.Exp(Bend * part) - 1) / (Math.Exp(Bend) - 1)));
        }

        return [.. line];
    }
}
