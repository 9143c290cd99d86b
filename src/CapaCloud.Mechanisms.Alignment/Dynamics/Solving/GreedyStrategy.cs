using CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;
using CapaCloud.Mechanisms.Alignment.Dynamics.Games;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Solving;

/// <summary>The strategy that does, at every reputation, what the surface of the attack says is worth most.</summary>
internal sealed class GreedyStrategy(ParticipantGame game, ProvenSurfaces proven)
{
    private readonly AuditChances _chances = new(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);

    /// <summary>What to do at a reputation, and how many jobs to cheat.</summary>
    public (DynamicAct Act, int Cheated) At(double across, double up)
    {
        (DynamicAct Act, int Cheated) best = (DynamicAct.Leave, 0);
        double worth = game.Leaving;
        Offer(DynamicAct.Idle, 0, game.Numbers.Outside + (game.Numbers.Discount * Value(game.AgeAcross.Of(across), game.AgeUp.Of(up))));
        double rate = game.AuditRate(across, up, favourable: false);
        foreach (WorkChoice choice in WorkChoice.All(game.Numbers.Jobs))
        {
            Offer(DynamicAct.Work, choice.Most, Work(across, up, rate, choice));
        }

        // Last, and only for more: a new name leads to one of the others.
        double renewed = proven.Surfaces.Attack.At(game.Newcomer.Across, game.Newcomer.Up) - game.Numbers.IdentityPrice;
        Offer(DynamicAct.NewName, 0, (across, up) == game.Newcomer ? double.NegativeInfinity : renewed - (1e-9 * Math.Abs(renewed)));
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
            bool isJailed = play.JailedUntil > play.Epoch;
            (DynamicAct act, int cheated) = isJailed ? InJail(play, across, up) : At(across, up);
            double rate = game.AuditRate(across, up, favourable: false);
            (int good, int bad) = (0, 0);
            if (act is DynamicAct.Work)
            {
                double found = (cheated * rate * game.Numbers.Found) + ((game.Numbers.Jobs - cheated) * rate * game.Numbers.Wrongful);
                faults += found;
                bad = (int)Math.Min(game.Numbers.Jobs, Math.Floor(faults));
                passed += (game.Numbers.Jobs * rate) - found;
                good = (int)Math.Min(game.Numbers.Jobs - bad, Math.Floor(passed));
                (passed, faults) = (passed - good, faults - bad);
            }

            moves.Add(play.Move(act, cheated, good, bad));
            if (act is DynamicAct.Leave)
            {
                break;
            }
        }

        return new DynamicTrace([.. moves]);
    }

    /// <summary>Serve the rest, leave, or take a new name.</summary>
    private (DynamicAct Act, int Cheated) InJail(GamePlay play, double across, double up)
    {
        double serving = Serving((int)Math.Min(int.MaxValue, play.JailedUntil.Since(play.Epoch).Epochs), across, up);
        double renewed = proven.Surfaces.Attack.At(game.Newcomer.Across, game.Newcomer.Up) - game.Numbers.IdentityPrice;
        return serving >= Math.Max(renewed, game.Leaving) ? (DynamicAct.Idle, 0) : renewed >= game.Leaving ? (DynamicAct.NewName, 0) : (DynamicAct.Leave, 0);
    }

    private double Work(double across, double up, double rate, WorkChoice choice)
    {
        double[] chances = _chances.Of(rate, choice.Most);
        double worth = (choice.Most * game.Numbers.Gain) - (game.Numbers.Jobs * game.Numbers.Cost);
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            OutcomeEffect effect = game.Worst[outcome];
            double after = Serving(effect.Jail, effect.Across.Of(across), effect.Up.Of(up));
            worth += chances[outcome] * (game.Reward(across, up, outcome, favourable: false) - effect.Loss
                + (game.Numbers.Discount * Math.Max(after, proven.Surfaces.AttackFloor(game))));
        }

        return worth;
    }

    private double Serving(int epochs, double across, double up)
    {
        double kept = Math.Pow(game.Numbers.Discount, epochs);
        return (game.Leaving * (1 - kept)) + (kept * Value(across, up));
    }

    private double Value(double across, double up) => Math.Max(On(up).Attack.At(across, up), proven.Surfaces.AttackFloor(game));

    /// <summary>The surfaces without a fault while there is none, else those of the plane.</summary>
    private GameSurfaces On(double up) => up > 0 && proven.Surfaces.Fallen is { } fallen ? fallen.Surfaces : proven.Surfaces;
}
