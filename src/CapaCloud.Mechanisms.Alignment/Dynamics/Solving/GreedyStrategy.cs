namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The strategy that does, at every reputation, what the surface of the attack says is worth most.</summary>
internal sealed class GreedyStrategy(ParticipantGame game, ProvenSurfaces proven)
{
    private readonly AuditChances _chances = new(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);

    /// <summary>What to do in a state at a reputation, and how many jobs to cheat.</summary>
    public (DynamicAct Act, int Cheated) At(int state, double across, double up)
    {
        double lost = Lost(state);
        (DynamicAct Act, int Cheated) best = (DynamicAct.Leave, 0);
        double worth = game.Leaving - lost;
        Offer(DynamicAct.Idle, 0, Epoch(state, 0, across, up));
        for (int entry = 1; entry <= game.Choices.Length && !game.Pending.IsJailed(state); entry++)
        {
            Offer(DynamicAct.Work, game.Choices[entry - 1].Most, Epoch(state, entry, across, up));
        }

        // Last, and only for more: a new name leads to one of the others.
        double renewed = Renewed - lost;
        Offer(DynamicAct.NewName, 0, state == 0 && (across, up) == game.Newcomer ? double.NegativeInfinity : renewed - (1e-9 * Math.Abs(renewed)));
        return best;

        void Offer(DynamicAct act, int cheated, double value)
        {
            if (value > worth)
            {
                (best, worth) = ((act, cheated), value);
            }
        }
    }

    /// <summary>The course of the strategy in which as many audits pass and fail as are expected.</summary>
    public DynamicTrace Course(int epochs)
    {
        GamePlay play = new(game);
        List<DynamicMove> moves = [];
        (double passed, double faults) = (0, 0);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            (double across, double up) = play.Point;
            bool isServing = play.IsJailed && !game.Pending.IsJailed(play.State);
            (DynamicAct act, int cheated) = isServing
                ? (InJail((int)Math.Min(int.MaxValue, play.JailedUntil.Since(play.Epoch).Epochs), across, up), 0)
                : At(play.State, across, up);
            double rate = game.AuditRate(across, up, favourable: false);
            int judged = 0;
            foreach ((int jobs, int wrong) in Judged(play, act, cheated))
            {
                double found = (wrong * rate * game.Numbers.Found) + ((jobs - wrong) * rate * game.Numbers.Wrongful);
                (passed, faults, judged) = (passed + (jobs * rate) - found, faults + found, judged + jobs);
            }

            int bad = judged == 0 ? 0 : (int)Math.Min(judged, Math.Floor(faults));
            int good = judged == 0 ? 0 : (int)Math.Min(judged - bad, Math.Floor(passed));
            (passed, faults) = (passed - good, faults - bad);
            moves.Add(play.Move(act, cheated, good, bad));
            if (act is DynamicAct.Leave)
            {
                break;
            }
        }

        return new DynamicTrace([.. moves]);
    }

    private double Renewed => proven.Surfaces.Attack[0].At(game.Newcomer.Across, game.Newcomer.Up) - game.Numbers.IdentityPrice;

    /// <summary>The work on which a move brings verdicts: its own, the oldest that is pending, or, for who leaves, all that is.</summary>
    private IEnumerable<(int Jobs, int Cheated)> Judged(GamePlay play, DynamicAct act, int cheated) =>
        act is DynamicAct.Leave or DynamicAct.NewName ? Enumerable.Range(0, game.Pending.Delay).Select(play.Due)
        : game.Pending.Delay > 0 ? [play.Due(0)]
        : act is DynamicAct.Work ? [(game.Numbers.Jobs, cheated)]
        : [];

    /// <summary>What to do in a jail of so many more epochs with nothing pending: serve the rest, leave, or take a new name.</summary>
    public DynamicAct InJail(int epochs, double across, double up)
    {
        (double x, double y) = (across, up);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            (x, y) = (game.AgeAcross.Of(x), game.AgeUp.Of(y));
        }

        double serving = Serving(0, epochs, x, y);
        return serving >= Math.Max(Renewed, game.Leaving) ? DynamicAct.Idle : Renewed >= game.Leaving ? DynamicAct.NewName : DynamicAct.Leave;
    }

    private double Epoch(int state, int entry, double across, double up)
    {
        int queue = game.Pending.QueueOf(state), judged = game.Pending.Delay == 0 ? entry : game.Pending.Due(queue, 0), after = game.Pending.Push(queue, entry);
        double rate = judged == 0 ? 0 : game.AuditRates(across, across, up, up).Most;
        double[] chances = _chances.Of(rate, judged == 0 ? 0 : game.Choices[judged - 1].Most);
        double worth = entry == 0 ? game.Numbers.Outside : game.Numbers.GainOf(game.Choices[entry - 1].Most) - (game.Numbers.Jobs * game.Numbers.Cost);
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            (OutcomeEffect effect, int next) = game.Worst.Step(game.Pending.IsJailed(state), after, entry > 0, outcome, game.Worst.Slack);
            double served = Serving(next, effect.Jail, effect.Across.Of(across), effect.Up.Of(up));
            worth += chances[outcome] * (game.Reward(across, up, outcome, favourable: false, entry > 0) - effect.Loss
                + (game.Numbers.Discount * Math.Max(served, proven.Surfaces.AttackFloor(game) - Lost(next))));
        }

        return worth;
    }

    private double Lost(int state) => game.Exits.Of(game.Pending.QueueOf(state), favourable: false);

    private double Serving(int state, int epochs, double across, double up)
    {
        double kept = Math.Pow(game.Numbers.Discount, epochs);
        return (game.Leaving * (1 - kept)) + (kept * Value(state, across, up));
    }

    private double Value(int state, double across, double up) => Math.Max(On(up).Attack[state].At(across, up), proven.Surfaces.AttackFloor(game) - Lost(state));

    /// <summary>The surfaces without a fault while there is none, else those of the plane.</summary>
    private GameSurfaces On(double up) => up > 0 && proven.Surfaces.Fallen is { } fallen ? fallen.Surfaces : proven.Surfaces;
}
