using CapaCloud.Mechanisms.Alignment.Dynamics.Games;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;

/// <summary>The Bellman inequalities on one rectangle of reputations, for all its points at once.</summary>
/// <remarks>
/// On the rectangle the surfaces and all their successors are single bilinear patches, so that their part of each inequality is largest at a corner.
/// The reward, of which only monotony is promised, is taken at the best corner for an upper bound and at the worst for a lower one. So is the audit rate:
/// the expected value is a polynomial in it, bounded by its ends and its largest bend between them.
/// </remarks>
internal sealed class CellBound
{
    private readonly ParticipantGame _game;
    private readonly GameSurfaces _surfaces;
    private readonly WorkChoice[] _choices;
    private readonly AuditChances _chances;
    private readonly double[,] _bestNext;
    private readonly double[,] _attackNext;
    private readonly double[,] _honestNext;
    private readonly double[,] _honestBestNext;
    private readonly double[] _bestReward;
    private readonly double[] _worstReward;
    private readonly double[] _scratch = new double[4];

    public CellBound(ParticipantGame game, GameSurfaces surfaces, WorkChoice[] choices)
    {
        (_game, _surfaces, _choices) = (game, surfaces, choices);
        Shortfalls = new CellShortfalls(surfaces.Best.Across.Length, surfaces.Best.Up.Length);
        _chances = new AuditChances(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);
        int classes = game.Classes.Length;
        (_bestNext, _attackNext, _honestNext, _honestBestNext) = (new double[classes, 4], new double[classes, 4], new double[classes, 4], new double[classes, 4]);
        (_bestReward, _worstReward) = (new double[classes], new double[classes]);
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
    /// <param name="left">Its left side.</param>
    /// <param name="right">Its right side.</param>
    /// <param name="bottom">Its lower side.</param>
    /// <param name="top">Its upper side.</param>
    /// <param name="isHonest">Whether honest work leads here.</param>
    /// <param name="floor">What leaving or a new name is worth.</param>
    public void Add(double left, double right, double bottom, double top, bool isHonest, double floor)
    {
        Rectangle area = new(left, right, bottom, top);
        double[] best = Corners(_surfaces.Best, area), honest = Corners(_surfaces.Honest, area);
        double[] honestBest = Corners(_surfaces.HonestBest, area), attack = Corners(_surfaces.Attack, area);
        double low = _game.AuditRate(right, bottom, favourable: true), high = _game.AuditRate(left, top, favourable: false);
        double attackFloor = _surfaces.AttackFloor(_game);
        Prepare(area, floor, attackFloor);
        Shortfall found = Others(area, best, honest, attack, isHonest, floor, attackFloor);
        foreach (WorkChoice choice in _choices)
        {
            found.Best = Math.Max(found.Best, Largest(choice, low, high, best, _bestNext, bounty: true));
            found.Attack = Math.Min(found.Attack, -Smallest(choice, low, high, attack, _attackNext));
            if (choice.Most == 0)
            {
                found.Honest = -Smallest(choice, low, high, honest, _honestNext);
                found.HonestBest = Largest(choice, low, high, honestBest, _honestBestNext, bounty: false);
            }
            else if (isHonest)
            {
                Deviation = Math.Max(Deviation, Largest(choice, low, high, honest, _bestNext, bounty: true));
            }
        }

        Shortfalls.Take(ValueSurface.Cell(_surfaces.Best.Across, (left + right) / 2), ValueSurface.Cell(_surfaces.Best.Up, (bottom + top) / 2), found);
        for (int corner = 0; isHonest && corner < 4; corner++)
        {
            Gap = Math.Max(Gap, best[corner] - honest[corner]);
        }
    }

    /// <summary>Not working, leaving and coming back under a new name.</summary>
    private Shortfall Others(in Rectangle area, double[] best, double[] honest, double[] attack, bool isHonest, double floor, double attackFloor)
    {
        double[] bestAged = Corners(_surfaces.Best, area, _game.AgeAcross, _game.AgeUp), attackAged = Corners(_surfaces.Attack, area, _game.AgeAcross, _game.AgeUp);
        Shortfall found = new() { Best = double.NegativeInfinity };
        (double idleShort, double floorShort) = (double.NegativeInfinity, double.NegativeInfinity);
        for (int corner = 0; corner < 4; corner++)
        {
            double idle = _game.Numbers.Outside + (_game.Numbers.Discount * bestAged[corner]);
            found.Best = Math.Max(found.Best, idle - best[corner]);
            idleShort = Math.Max(idleShort, attack[corner] - _game.Numbers.Outside - (_game.Numbers.Discount * attackAged[corner]));
            floorShort = Math.Max(floorShort, attack[corner] - attackFloor);
            if (isHonest)
            {
                Deviation = Math.Max(Deviation, Math.Max(idle, floor) - honest[corner]);
            }
        }

        found.Attack = Math.Min(idleShort, floorShort);
        return found;
    }

    private void Prepare(in Rectangle area, double floor, double attackFloor)
    {
        for (int outcome = 0; outcome < _bestReward.Length; outcome++)
        {
            _bestReward[outcome] = _game.Reward(area.Right, area.Bottom, outcome, favourable: true);
            _worstReward[outcome] = _game.Reward(area.Left, area.Top, outcome, favourable: false);
            ProvenSurfaces? fallen = _game.Classes[outcome].FewestFaults > 0 ? _surfaces.Fallen : null;
            GameSurfaces next = fallen?.Surfaces ?? _surfaces;
            Follow(next.Best, area, _game.Best[outcome], _bestNext, outcome, fallen?.Bounds.Above ?? 0);
            Follow(next.Attack, area, _game.Worst[outcome], _attackNext, outcome, -(fallen?.Bounds.AttackBelow ?? 0));
            Follow(next.Honest, area, _game.Worst[outcome], _honestNext, outcome, -(fallen?.Bounds.Below ?? 0));
            Follow(next.HonestBest, area, _game.Best[outcome], _honestBestNext, outcome, fallen?.Bounds.HonestAbove ?? 0);
            if (fallen is not null || _game.Best[outcome].Jail > 0 || _game.Worst[outcome].Jail > 0)
            {
                Escape(outcome, floor, attackFloor);
            }
        }
    }

    /// <summary>What the game is worth after a class of outcomes: the epochs in jail and all that follows, discounted to the next epoch.</summary>
    private void Follow(ValueSurface surface, in Rectangle area, in OutcomeEffect effect, double[,] next, int outcome, double proved)
    {
        double[] values = Corners(surface, area, effect.Across, effect.Up);
        double discount = _game.Numbers.Discount, kept = Math.Pow(discount, effect.Jail);
        double inJail = effect.Jail == 0 ? 0 : _game.Numbers.Outside * (1 - kept) / (1 - discount);
        for (int corner = 0; corner < 4; corner++)
        {
            next[outcome, corner] = inJail + (kept * (values[corner] + proved));
        }
    }

    /// <summary>
    /// Nobody has to serve a jail: one may leave or take a new name at once. For the best strategy the better of both at each corner is a bound, because the better of
    /// two patches is convex in each direction; for the attack one of the two must be chosen for the whole rectangle.
    /// </summary>
    private void Escape(int outcome, double bestFloor, double attackFloor)
    {
        double least = double.PositiveInfinity;
        for (int corner = 0; corner < 4; corner++)
        {
            _bestNext[outcome, corner] = Math.Max(_bestNext[outcome, corner], bestFloor);
            least = Math.Min(least, _attackNext[outcome, corner]);
        }

        for (int corner = 0; least < attackFloor && corner < 4; corner++)
        {
            _attackNext[outcome, corner] = attackFloor;
        }
    }

    private double Largest(WorkChoice choice, double low, double high, double[] from, double[,] next, bool bounty)
    {
        double atLow = LargestAt(choice, low, from, next, bounty);
        return low == high ? atLow : Math.Max(atLow, LargestAt(choice, high, from, next, bounty)) + Bend(choice, high - low, next, _bestReward, _game.Best);
    }

    private double Smallest(WorkChoice choice, double low, double high, double[] from, double[,] next)
    {
        double atLow = SmallestAt(choice, low, from, next);
        return low == high ? atLow : Math.Min(atLow, SmallestAt(choice, high, from, next)) - Bend(choice, high - low, next, _worstReward, _game.Worst);
    }

    private double LargestAt(WorkChoice choice, double rate, double[] from, double[,] next, bool bounty)
    {
        double[] chances = _chances.Of(rate, choice.Fewest);
        double now = (choice.Most * _game.Numbers.Gain) - (_game.Numbers.Jobs * _game.Numbers.Cost);
        double kept = bounty ? 1 - _game.BountyShare : 1;
        double best = double.NegativeInfinity;
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            now += chances[outcome] * (_bestReward[outcome] - (kept * _game.Best[outcome].Loss));
        }

        Expect(chances, next);
        for (int corner = 0; corner < 4; corner++)
        {
            best = Math.Max(best, (_game.Numbers.Discount * _scratch[corner]) - from[corner]);
        }

        return now + best;
    }

    private double SmallestAt(WorkChoice choice, double rate, double[] from, double[,] next)
    {
        double[] chances = _chances.Of(rate, choice.Most);
        double now = (choice.Fewest * _game.Numbers.Gain) - (_game.Numbers.Jobs * _game.Numbers.Cost);
        double least = double.PositiveInfinity;
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            now += chances[outcome] * (_worstReward[outcome] - _game.Worst[outcome].Loss);
        }

        Expect(chances, next);
        for (int corner = 0; corner < 4; corner++)
        {
            least = Math.Min(least, (_game.Numbers.Discount * _scratch[corner]) - from[corner]);
        }

        return now + least;
    }

    private void Expect(double[] chances, double[,] next)
    {
        Array.Clear(_scratch);
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            double chance = chances[outcome];
            for (int corner = 0; corner < 4; corner++)
            {
                _scratch[corner] += chance * next[outcome, corner];
            }
        }
    }

    /// <summary>
    /// How far an expectation over independent jobs bends above the straight line between two rates: at most jobs * (jobs - 1) times twice the range of what
    /// is expected, times an eighth of the square of the distance.
    /// </summary>
    private double Bend(WorkChoice choice, double distance, double[,] next, double[] rewards, OutcomeEffect[] effects)
    {
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int outcome = 0; outcome < rewards.Length; outcome++)
        {
            for (int corner = 0; corner < 4; corner++)
            {
                double worth = rewards[outcome] + (_game.Numbers.Discount * next[outcome, corner]);
                most = Math.Max(most, worth);
                least = Math.Min(least, worth - effects[outcome].Loss);
            }
        }

        int jobs = _game.Numbers.Jobs;
        return jobs * (jobs - 1) * 2 * (most - least) * distance * distance / 8;
    }

    private static double[] Corners(ValueSurface surface, in Rectangle area) => Corners(surface, area, AffineMap.Identity, AffineMap.Identity);

    private static double[] Corners(ValueSurface surface, in Rectangle area, AffineMap across, AffineMap up)
    {
        // The cell of the middle: the piece was cut so that all of it is in one cell, and a corner may lie a rounding beyond.
        int column = ValueSurface.Cell(surface.Across, across.Of((area.Left + area.Right) / 2)), row = ValueSurface.Cell(surface.Up, up.Of((area.Bottom + area.Top) / 2));
        return
        [
            surface.At(across.Of(area.Left), up.Of(area.Bottom), column, row),
            surface.At(across.Of(area.Right), up.Of(area.Bottom), column, row),
            surface.At(across.Of(area.Left), up.Of(area.Top), column, row),
            surface.At(across.Of(area.Right), up.Of(area.Top), column, row),
        ];
    }

    private readonly record struct Rectangle(double Left, double Right, double Bottom, double Top);
}
