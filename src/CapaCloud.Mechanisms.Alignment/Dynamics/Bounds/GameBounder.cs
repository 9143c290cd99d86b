namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Checks surfaces against the game at every reputation there can be, and says what they prove.</summary>
/// <remarks>
/// With d the largest shortfall of an inequality, the bound is d / (1 - discount). The surfaces may come from anybody: a bad one proves little, never too
/// much. The plane of reputations is cut into rectangles by the grid and by what every step moves onto the grid.
/// </remarks>
internal static class GameBounder
{
    private const int MostSplits = 12;

    public static DynamicBounds Bound(ParticipantGame game, GameSurfaces surfaces, int steps, CancellationToken cancellation)
    {
        double discount = game.Numbers.Discount;
        double floor = surfaces.BestFloor(game);
        double scale = Scale(game, surfaces), slack = scale * ParticipantGame.Precision;
        if (!double.IsFinite(scale) || IsBelowAnExit(game, surfaces, floor - slack))
        {
            return DynamicBounds.Nothing(surfaces);
        }

        CellBound sum = Sweep(game, surfaces, floor, steps, cancellation);
        double Lasting(double shortfall) => (Math.Max(0, shortfall) + (2 * slack)) / (1 - discount);
        Shortfall largest = sum.Shortfalls.Largest;
        double above = Lasting(largest.Best), below = Lasting(largest.Honest);
        return new DynamicBounds
        {
            Above = above,
            Below = below,
            HonestAbove = Lasting(largest.HonestBest),

            // Twice: once for the strategy before it takes a new name, once for the name.
            AttackBelow = 2 * Lasting(largest.Attack),
            Margin = -sum.Deviation - above - below - slack,
            LargestGain = sum.Gap + above + below + slack,
            Shortfalls = sum.Shortfalls,
        };
    }

    private static CellBound Sweep(ParticipantGame game, GameSurfaces surfaces, double floor, int steps, CancellationToken cancellation)
    {
        OutcomeEffect[] effects = [.. game.Best.All, .. game.Worst.All];
        SortedSet<double> lines = [.. AxisCuts.Of(surfaces.Across, effects.Select(effect => effect.Across).Append(game.AgeAcross), game.Across)];
        lines.UnionWith(surfaces.Fallen is null ? [] : AxisCuts.Of(surfaces.Fallen.Surfaces.Across, effects.Select(effect => effect.Across), game.Across));
        double[] across = [.. lines];
        double[] up = AxisCuts.Of(surfaces.Up, effects.Select(effect => effect.Up).Append(game.AgeUp), surfaces.Up[^1]);
        double finest = game.Reward(game.Across, 0, 0, favourable: true) / steps;
        HonestRegion region = HonestRegion.Of(game);
        List<CellBound> parts = [];
        Parallel.For(
            0,
            Math.Max(1, across.Length - 1),

            // No more than there are processors: on a pool without a free thread a timer could not cancel it.
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new CellBound(game, surfaces),
            (column, _, part) =>
            {
                (double left, double right) = (across[column], across[Math.Min(column + 1, across.Length - 1)]);
                for (int row = 0; row < Math.Max(1, up.Length - 1); row++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    (double bottom, double top) = (up[row], up[Math.Min(row + 1, up.Length - 1)]);
                    Split(left, right, bottom, top, region.IsEverywhere, MostSplits);
                    if (!region.IsEverywhere && (right > region.Left || left == right) && bottom <= region.Top)
                    {
                        Split(Math.Max(left, region.Left), right, bottom, Math.Min(top, region.Top), isHonest: true, MostSplits);
                    }
                }

                // What is only known to be monotone is bounded by its ends: pieces over which the reward moves much are halved.
                void Split(double west, double east, double south, double north, bool isHonest, int splits)
                {
                    cancellation.ThrowIfCancellationRequested();
                    double all = Spread(game, west, east, south, north);
                    if (splits == 0 || all <= finest)
                    {
                        part.Add(new Rectangle(west, east, south, north), isHonest, floor);
                    }
                    else if (Spread(game, west, east, south, south) * 2 >= all)
                    {
                        double middle = (west + east) / 2;
                        Split(west, middle, south, north, isHonest, splits - 1);
                        Split(middle, east, south, north, isHonest, splits - 1);
                    }
                    else
                    {
                        double middle = (south + north) / 2;
                        Split(west, east, south, middle, isHonest, splits - 1);
                        Split(west, east, middle, north, isHonest, splits - 1);
                    }
                }

                return part;
            },
            part =>
            {
                lock (parts)
                {
                    parts.Add(part);
                }
            });
        return CellBound.Largest(parts);
    }

    private static bool IsBelowAnExit(ParticipantGame game, GameSurfaces surfaces, double floor) =>
        surfaces.Best.Where((surface, state) => surface.Values.Min() < floor - game.Exits.Of(game.Pending.QueueOf(state), favourable: true)).Any();

    private static double Spread(ParticipantGame game, double west, double east, double south, double north) =>
        game.Reward(east, south, 0, favourable: true) - game.Reward(west, north, 0, favourable: false);

    private static double Scale(ParticipantGame game, GameSurfaces surfaces)
    {
        double values = new[] { surfaces.Best, surfaces.Honest, surfaces.HonestBest, surfaces.Attack }.Max(all => all.Max(surface => surface.Values.Max(Math.Abs)));
        double losses = (game.Worst.All.Max(effect => effect.Loss) * game.Numbers.Jobs) + game.Exits.Largest;
        return values + losses + game.Numbers.Scale + game.Numbers.Outside + game.Reward(game.Across, 0, 0, favourable: true) + 1;
    }
}
