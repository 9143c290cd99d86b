namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>The withholding of blocks in a proof-of-work chain, as a decision process: a yardstick for the engine.</summary>
/// <remarks>
/// State: own secret blocks a, public blocks h, and whether a match is impossible, possible or running. Actions: adopt the public
/// chain, override it, match it, wait.
/// <code>
/// revenue = own accepted blocks / all accepted blocks, maximised
/// </code>
/// alpha is the share of computing power in (0, 1/2), gamma the share of honest power that mines on the attacker's branch in a race.
/// Branches longer than the truncation are given up, which makes the result a lower bound. Source: Sapirshtein, Sompolinsky and Zohar,
/// "Optimal Selfish Mining Strategies in Bitcoin" (2016).
/// </remarks>
public static class SelfishMining
{
    private enum Fork
    {
        Irrelevant = 0,
        Relevant = 1,
        Active = 2,
    }

    /// <summary>Returns the largest share of blocks a miner can get.</summary>
    /// <param name="alpha">The share of computing power.</param>
    /// <param name="gamma">The share of honest power that follows the attacker in a race.</param>
    /// <param name="truncation">The longest branch that is followed.</param>
    /// <param name="tolerance">How exact the share must be.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range or the truncation below 2.</exception>
    public static double OptimalRevenue(double alpha, double gamma, int truncation, double tolerance, CancellationToken cancellation = default)
    {
        if (alpha is not (> 0 and < 0.5) || gamma is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), $"alpha {alpha} must lie in (0, 0.5) and gamma {gamma} in [0, 1].");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(truncation, 2);
        DecisionProcessBuilder builder = new();
        List<double> theirs = [];
        for (int own = 0; own <= truncation; own++)
        {
            for (int open = 0; open <= truncation; open++)
            {
                foreach (Fork fork in Enum.GetValues<Fork>())
                {
                    builder.AddState();
                    Add(builder, theirs, new Race(own, open, fork), alpha, gamma, truncation);
                }
            }
        }

        return AverageRatioSolver.BestRatio(builder.Build(), theirs, tolerance, cancellation);
    }

    private static void Add(DecisionProcessBuilder builder, List<double> theirs, Race race, double alpha, double gamma, int truncation)
    {
        int Number(int own, int open, Fork fork) => ((((own * (truncation + 1)) + open) * 3) + (int)fork);

        // Adopt: the public branch wins.
        builder.AddAction(0, (Number(1, 0, Fork.Irrelevant), alpha), (Number(0, 1, Fork.Relevant), 1 - alpha));
        theirs.Add(race.Open);
        if (race.Own > race.Open)
        {
            // Override: publish just enough to win.
            int left = race.Own - race.Open - 1;
            builder.AddAction(race.Open + 1, (Number(left + 1, 0, Fork.Irrelevant), alpha), (Number(left, 1, Fork.Relevant), 1 - alpha));
            theirs.Add(0);
        }

        if (race.Own >= truncation || race.Open >= truncation)
        {
            return;
        }

        bool racing = race.Fork == Fork.Active || (race.Fork == Fork.Relevant && race.Own >= race.Open && race.Open > 0);
        if (race.Fork != Fork.Active)
        {
            builder.AddAction(0, (Number(race.Own + 1, race.Open, Fork.Irrelevant), alpha), (Number(race.Own, race.Open + 1, Fork.Relevant), 1 - alpha));
            theirs.Add(0);
        }

        if (racing && race.Own >= race.Open && race.Open > 0)
        {
            // Match, or go on waiting in a race: honest power splits; when it extends the attacker's branch, that branch has won.
            double followed = gamma * (1 - alpha);
            builder.AddAction(
                followed * race.Open,
                (Number(race.Own + 1, race.Open, Fork.Active), alpha),
                (Number(race.Own - race.Open, 1, Fork.Relevant), followed),
                (Number(race.Own, race.Open + 1, Fork.Relevant), (1 - gamma) * (1 - alpha)));
            theirs.Add(0);
        }
    }

    private readonly record struct Race(int Own, int Open, Fork Fork);
}
