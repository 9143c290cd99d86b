namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The Bellman inequalities on one rectangle of reputations, for all its points at once, in every state of pending work.</summary>
/// <remarks>
/// On the rectangle the surfaces and all their successors are single bilinear patches, so that their part of each inequality is largest at a corner.
/// The reward, of which only monotony is promised, is taken at the best corner for an upper bound and at the worst for a lower one. So is the audit rate:
/// the expected value is a polynomial in it, bounded by its ends and its largest bend between them.
/// </remarks>
internal sealed class CellBound
{
    private readonly ParticipantGame _game;
    private readonly PendingWork _pending;
    private readonly GameSurfaces _surfaces;
    private readonly AuditChances _chances;
    private readonly NextValues _next;
    private readonly Shortfall[] _found;
    private readonly double[] _best;
    private readonly double[] _attack;
    private readonly double[] _honest;
    private readonly double[] _honestBest;
    private readonly double[] _nothing;
    private readonly double[] _scratch = new double[Rectangle.Corners];
    private (double Low, double High) _rates;

    public CellBound(ParticipantGame game, GameSurfaces surfaces)
    {
        (_game, _pending, _surfaces) = (game, game.Pending, surfaces);
        Shortfalls = new CellShortfalls(_pending.Count, surfaces.Across.Length, surfaces.Up.Length);
        _chances = new AuditChances(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);
        _next = new NextValues(game, surfaces);
        _found = new Shortfall[_pending.Count];
        (_best, _attack) = (new double[_pending.Count * Rectangle.Corners], new double[_pending.Count * Rectangle.Corners]);
        (_honest, _honestBest) = (new double[_pending.Honest.Length * Rectangle.Corners], new double[_pending.Honest.Length * Rectangle.Corners]);

        // Without work there is nothing to find: the first class, which is no audit at all.
        _nothing = new double[game.Classes.Length];
        _nothing[0] = 1;
    }

    /// <summary>Gets by how much each inequality falls short in each cell.</summary>
    public CellShortfalls Shortfalls { get; }

    /// <summary>Gets the most that any act but honest work brings more than the lower surface, where honesty leads.</summary>
    public double Deviation { get; private set; } = double.NegativeInfinity;

    /// <summary>Gets the largest distance of the surfaces where honesty leads.</summary>
    public double Gap { get; private set; } = double.NegativeInfinity;

    /// <summary>The largest of each bound over several parts, the same in every order.</summary>
    public static CellBound Largest(IEnumerable<CellBound> parts) => parts.Aggregate((sum, part) =>
    {
        sum.Shortfalls.Take(part.Shortfalls);
        sum.Deviation = Math.Max(sum.Deviation, part.Deviation);
        sum.Gap = Math.Max(sum.Gap, part.Gap);
        return sum;
    });

    /// <summary>Takes one rectangle into the bounds.</summary>
    /// <param name="area">The rectangle.</param>
    /// <param name="isHonest">Whether honest work leads here.</param>
    /// <param name="floor">What leaving or a new name is worth with nothing pending.</param>
    public void Add(in Rectangle area, bool isHonest, double floor)
    {
        double attackFloor = _surfaces.AttackFloor(_game);
        _rates = _game.AuditRates(area.Left, area.Right, area.Bottom, area.Top);
        Begin(area, isHonest, floor, attackFloor);
        for (int entry = 0; entry < _pending.Entries; entry++)
        {
            Live(area, isJailed: false, entry, isHonest, floor, attackFloor);
        }

        if (_pending.HasJail)
        {
            Live(area, isJailed: true, entry: 0, isHonest, floor, attackFloor);
        }

        int column = ValueSurface.Cell(_surfaces.Across, (area.Left + area.Right) / 2), row = ValueSurface.Cell(_surfaces.Up, (area.Bottom + area.Top) / 2);
        for (int state = 0; state < _found.Length; state++)
        {
            Shortfalls.Take(state, column, row, _found[state]);
        }
    }

    /// <summary>The surfaces themselves, and leaving or a new name in every state.</summary>
    private void Begin(in Rectangle area, bool isHonest, double floor, double attackFloor)
    {
        for (int state = 0; state < _found.Length; state++)
        {
            int queue = _pending.QueueOf(state), honest = _pending.HonestIndex[state];
            Span<double> best = Of(_best, state), attack = Of(_attack, state);
            area.Evaluate(_surfaces.Best[state], best);
            area.Evaluate(_surfaces.Attack[state], attack);
            double exit = floor - _game.Exits.Of(queue, favourable: true), attackExit = attackFloor - _game.Exits.Of(queue, favourable: false);
            double shortOfExit = double.NegativeInfinity;
            foreach (double corner in attack)
            {
                shortOfExit = Math.Max(shortOfExit, corner - attackExit);
            }

            _found[state] = Shortfall.None with { Attack = shortOfExit };
            if (honest >= 0)
            {
                Span<double> lower = Of(_honest, honest);
                area.Evaluate(_surfaces.Honest[honest], lower);
                area.Evaluate(_surfaces.HonestBest[honest], Of(_honestBest, honest));
                for (int corner = 0; isHonest && corner < Rectangle.Corners; corner++)
                {
                    Deviation = Math.Max(Deviation, exit - lower[corner]);
                    Gap = Math.Max(Gap, best[corner] - lower[corner]);
                }
            }
        }
    }

    /// <summary>One epoch of the given kind, from every state in which it can be lived.</summary>
    private void Live(in Rectangle area, bool isJailed, int entry, bool isHonest, double floor, double attackFloor)
    {
        for (int first = 0; first < Math.Max(1, _pending.Queues / _pending.Entries); first++)
        {
            int next = _pending.Push(first * _pending.Entries, entry);

            // Where nothing is pending every epoch of work leads to the same.
            if (_pending.Delay > 0 || entry <= 1)
            {
                _next.Prepare(area, isJailed, next, entry > 0, floor, attackFloor);
            }

            if (_pending.Delay == 0)
            {
                Take(state: 0, entry, entry, isHonest);
                continue;
            }

            for (int judged = 0; judged < _pending.Entries; judged++)
            {
                int queue = _pending.Before(next, judged);
                Take(isJailed ? _pending.Jailed(queue) : queue, entry, judged, isHonest);
            }
        }
    }

    private void Take(int state, int entry, int judged, bool isHonest)
    {
        const int HonestWork = 1;
        int honest = _pending.HonestIndex[state];
        ref Shortfall found = ref _found[state];
        found.Best = Math.Max(found.Best, Largest(entry, judged, Of(_best, state), _next.Best, bounty: true));
        found.Attack = Math.Min(found.Attack, -Smallest(entry, judged, Of(_attack, state), _next.Attack));
        if (honest < 0)
        {
            return;
        }

        if (_pending.IsJailed(state) || entry == HonestWork)
        {
            found.Honest = -Smallest(entry, judged, Of(_honest, honest), _next.Honest);
            found.HonestBest = Largest(entry, judged, Of(_honestBest, honest), _next.HonestBest, bounty: false);
            Serve(judged, isHonest);
        }
        else if (isHonest)
        {
            Deviation = Math.Max(Deviation, Largest(entry, judged, Of(_honest, honest), _next.Best, bounty: true));
        }
    }

    /// <summary>Who is condemned for honest work serves its jail: to leave or to take a new name instead is a deviation too.</summary>
    private void Serve(int judged, bool isHonest)
    {
        double[] chances = judged == 0 ? _nothing : _chances.Of(_rates.High, _game.Choices[judged - 1].Most);
        for (int outcome = 0; isHonest && outcome < chances.Length; outcome++)
        {
            for (int corner = 0; chances[outcome] > 0 && corner < Rectangle.Corners; corner++)
            {
                Deviation = Math.Max(Deviation, _next.Exit[outcome] - _next.Honest[outcome, corner]);
            }
        }
    }

    private double Largest(int entry, int judged, ReadOnlySpan<double> from, double[,] next, bool bounty)
    {
        (double low, double high) = judged == 0 ? (0, 0) : _rates;
        double atLow = LargestAt(entry, judged, low, from, next, bounty);
        return low == high ? atLow : Math.Max(atLow, LargestAt(entry, judged, high, from, next, bounty)) + Bend(high - low, next, _next.BestReward, _next.BestLoss);
    }

    private double Smallest(int entry, int judged, ReadOnlySpan<double> from, double[,] next)
    {
        (double low, double high) = judged == 0 ? (0, 0) : _rates;
        double atLow = SmallestAt(entry, judged, low, from, next);
        return low == high ? atLow : Math.Min(atLow, SmallestAt(entry, judged, high, from, next)) - Bend(high - low, next, _next.WorstReward, _next.WorstLoss);
    }

    private double LargestAt(int entry, int judged, double rate, ReadOnlySpan<double> from, double[,] next, bool bounty)
    {
        double[] chances = judged == 0 ? _nothing : _chances.Of(rate, _game.Choices[judged - 1].Fewest);
        double now = Earned(entry, favourable: true), kept = bounty ? 1 - _game.BountyShare : 1;
        double best = double.NegativeInfinity;
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            now += chances[outcome] * (_next.BestReward[outcome] - (kept * _next.BestLoss[outcome]));
        }

        Expect(chances, next);
        for (int corner = 0; corner < Rectangle.Corners; corner++)
        {
            best = Math.Max(best, (_game.Numbers.Discount * _scratch[corner]) - from[corner]);
        }

        return now + best;
    }

    private double SmallestAt(int entry, int judged, double rate, ReadOnlySpan<double> from, double[,] next)
    {
        double[] chances = judged == 0 ? _nothing : _chances.Of(rate, _game.Choices[judged - 1].Most);
        double now = Earned(entry, favourable: false);
        double least = double.PositiveInfinity;
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            now += chances[outcome] * (_next.WorstReward[outcome] - _next.WorstLoss[outcome]);
        }

        Expect(chances, next);
        for (int corner = 0; corner < Rectangle.Corners; corner++)
        {
            least = Math.Min(least, (_game.Numbers.Discount * _scratch[corner]) - from[corner]);
        }

        return now + least;
    }

    private double Earned(int entry, bool favourable) => entry == 0 ? _game.Numbers.Outside : _game.Numbers.Earned(_game.Choices[entry - 1], favourable);

    private void Expect(double[] chances, double[,] next)
    {
        Array.Clear(_scratch);
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            double chance = chances[outcome];
            if (chance == 0)
            {
                continue;
            }

            for (int corner = 0; corner < Rectangle.Corners; corner++)
            {
                _scratch[corner] += chance * next[outcome, corner];
            }
        }
    }

    /// <summary>
    /// How far an expectation over independent jobs bends above the straight line between two rates: at most jobs * (jobs - 1) times twice the range of what
    /// is expected, times an eighth of the square of the distance.
    /// </summary>
    private double Bend(double distance, double[,] next, double[] rewards, double[] losses)
    {
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int outcome = 0; outcome < rewards.Length; outcome++)
        {
            for (int corner = 0; corner < Rectangle.Corners; corner++)
            {
                double worth = rewards[outcome] + (_game.Numbers.Discount * next[outcome, corner]);
                most = Math.Max(most, worth);
                least = Math.Min(least, worth - losses[outcome]);
            }
        }

        int jobs = _game.Numbers.Jobs;
        return jobs * (jobs - 1) * 2 * (most - least) * distance * distance / 8;
    }

    private static Span<double> Of(double[] corners, int index) => corners.AsSpan(index * Rectangle.Corners, Rectangle.Corners);
}
