namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What the four surfaces say of everything that may follow an epoch on one rectangle, class by class and corner by corner, with the rewards paid in it.</summary>
internal sealed class NextValues
{
    private readonly ParticipantGame _game;
    private readonly GameSurfaces _surfaces;
    private readonly double[] _corners = new double[Rectangle.Corners];

    public NextValues(ParticipantGame game, GameSurfaces surfaces)
    {
        (_game, _surfaces) = (game, surfaces);
        int classes = game.Classes.Length;
        (Best, Attack, Honest, HonestBest) = (new double[classes, 4], new double[classes, 4], new double[classes, 4], new double[classes, 4]);
        (BestReward, WorstReward, BestLoss, WorstLoss, Exit) = (new double[classes], new double[classes], new double[classes], new double[classes], new double[classes]);
    }

    public double[,] Best { get; }

    public double[,] Attack { get; }

    public double[,] Honest { get; }

    public double[,] HonestBest { get; }

    public double[] BestReward { get; }

    public double[] WorstReward { get; }

    public double[] BestLoss { get; }

    public double[] WorstLoss { get; }

    /// <summary>Gets what leaving or a new name is worth at most instead of serving the jail that a class leads to; nothing where it leads to none in one step.</summary>
    public double[] Exit { get; }

    /// <summary>Takes the values after an epoch at liberty or in jail, with work or without, that leads to a queue.</summary>
    public void Prepare(in Rectangle area, bool isJailed, int queue, bool isWorking, double bestFloor, double attackFloor)
    {
        for (int outcome = 0; outcome < BestReward.Length; outcome++)
        {
            BestReward[outcome] = _game.Reward(area.Right, area.Bottom, outcome, favourable: true, isWorking);
            WorstReward[outcome] = _game.Reward(area.Left, area.Top, outcome, favourable: false, isWorking);
            ProvenSurfaces? fallen = _game.Classes[outcome].FewestFaults > 0 ? _surfaces.Fallen : null;
            GameSurfaces next = fallen?.Surfaces ?? _surfaces;
            (OutcomeEffect best, int bestNext) = _game.Best.Step(isJailed, queue, isWorking, outcome, 0);
            (OutcomeEffect worst, int worstNext) = _game.Worst.Step(isJailed, queue, isWorking, outcome, _game.Worst.Slack);
            (BestLoss[outcome], WorstLoss[outcome]) = (best.Loss, worst.Loss);
            Follow(next.Best[bestNext], area, best, Best, outcome, fallen?.Bounds.Above ?? 0);
            Follow(next.Attack[worstNext], area, worst, Attack, outcome, -(fallen?.Bounds.AttackBelow ?? 0));
            double exit = bestFloor - _game.Exits.Of(_game.Pending.QueueOf(bestNext), favourable: true);
            Exit[outcome] = worst.Jail > 0 ? exit : double.NegativeInfinity;
            Escape(Best, outcome, fallen is not null || best.Jail > 0, exit);
            Turn(outcome, fallen is not null || worst.Jail > 0, attackFloor - _game.Exits.Of(_game.Pending.QueueOf(worstNext), favourable: false));
            (int honest, int honestBest) = (_game.Pending.HonestIndex[worstNext], _game.Pending.HonestIndex[bestNext]);
            if (honest >= 0 && honestBest >= 0)
            {
                Follow(next.Honest[honest], area, worst, Honest, outcome, -(fallen?.Bounds.Below ?? 0));
                Follow(next.HonestBest[honestBest], area, best, HonestBest, outcome, fallen?.Bounds.HonestAbove ?? 0);
                Linger(next.HonestBest[honestBest], area, isJailed, queue, outcome, fallen?.Bounds.HonestAbove ?? 0);
            }
        }
    }

    /// <summary>Honesty serves its jail to the end: at its best it is of any of the lengths it may have.</summary>
    private void Linger(ValueSurface surface, in Rectangle area, bool isJailed, int queue, int outcome, double proved)
    {
        for (int longer = 1; isJailed && queue == 0 && longer <= _game.Best.Slack; longer++)
        {
            Span<double> kept = [HonestBest[outcome, 0], HonestBest[outcome, 1], HonestBest[outcome, 2], HonestBest[outcome, 3]];
            Follow(surface, area, _game.Best.Step(isJailed, queue, isWorking: false, outcome, longer).Effect, HonestBest, outcome, proved);
            for (int corner = 0; corner < Rectangle.Corners; corner++)
            {
                HonestBest[outcome, corner] = Math.Max(kept[corner], HonestBest[outcome, corner]);
            }
        }
    }

    /// <summary>What the game is worth after a class of outcomes: the epochs in jail and all that follows, discounted to the next epoch.</summary>
    private void Follow(ValueSurface surface, in Rectangle area, in OutcomeEffect effect, double[,] next, int outcome, double proved)
    {
        area.Evaluate(surface, effect.Across, effect.Up, _corners);
        double discount = _game.Numbers.Discount, kept = Math.Pow(discount, effect.Jail);
        double inJail = effect.Jail == 0 ? 0 : _game.Numbers.Outside * (1 - kept) / (1 - discount);
        for (int corner = 0; corner < Rectangle.Corners; corner++)
        {
            next[outcome, corner] = inJail + (kept * (_corners[corner] + proved));
        }
    }

    /// <summary>
    /// Nobody has to serve a jail: one may leave or take a new name at once. For the best strategy the better of both at each corner is a bound, because the better of
    /// two patches is convex in each direction.
    /// </summary>
    private static void Escape(double[,] next, int outcome, bool isOpen, double floor)
    {
        for (int corner = 0; isOpen && corner < Rectangle.Corners; corner++)
        {
            next[outcome, corner] = Math.Max(next[outcome, corner], floor);
        }
    }

    /// <summary>For the attack one of the two must be chosen for the whole rectangle.</summary>
    private void Turn(int outcome, bool isOpen, double floor)
    {
        double least = double.PositiveInfinity;
        for (int corner = 0; corner < Rectangle.Corners; corner++)
        {
            least = Math.Min(least, Attack[outcome, corner]);
        }

        for (int corner = 0; isOpen && least < floor && corner < Rectangle.Corners; corner++)
        {
            Attack[outcome, corner] = floor;
        }
    }
}
