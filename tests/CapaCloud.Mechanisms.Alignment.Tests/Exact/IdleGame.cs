namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>When to cheat where a detection loses epochs and no money: the best of all adaptive ways, by the definition and no bound.</summary>
/// <remarks>Each cheated epoch is found with a chance, and the cheater knows at once. Its verdict comes some epochs later, or as soon as an accomplice reports all that is in flight; it loses so many epochs, that of the verdict first. No work is given in them. Whoever cheats is credited so much for each epoch that is found.</remarks>
internal sealed class IdleGame(int delay, int idle, double chance, double credit)
{
    private readonly Dictionary<(int Left, int Idle, int Pending), double> _known = [];

    /// <summary>The most that the credits exceed the epochs that are lost, over so many epochs.</summary>
    public double Best(int epochs) => Value(epochs, 0, 0);

    private double Value(int left, int lost, int pending)
    {
        if (left <= -delay - idle)
        {
            return 0;
        }

        if (_known.TryGetValue((left, lost, pending), out double known))
        {
            return known;
        }

        double best = double.NegativeInfinity;
        for (int cheats = 0; cheats <= (left > 0 && lost == 0 ? 1 : 0); cheats++)
        {
            double unfound = Next(left, lost, pending << 1);
            best = Math.Max(best, cheats == 0 ? unfound : (chance * (credit + Next(left, lost, (pending << 1) | 1))) + ((1 - chance) * unfound));
        }

        return _known[(left, lost, pending)] = best;
    }

    /// <summary>What follows when so much is in flight: the verdicts come as they are due, or all of them now.</summary>
    private double Next(int left, int lost, int queue)
    {
        bool isDue = ((queue >> delay) & 1) == 1;
        double waiting = -(isDue || lost > 0 ? 1 : 0) + Value(left - 1, Math.Max(0, (isDue ? Math.Max(lost, idle) : lost) - 1), queue & ((1 << delay) - 1));
        double reported = queue == 0 ? double.NegativeInfinity : -1 + Value(left - 1, Math.Max(lost, idle) - 1, 0);
        return Math.Max(waiting, reported);
    }
}
