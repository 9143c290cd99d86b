namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>When to cheat where a detection loses epochs and no money: the best of all adaptive ways, by the definition and no bound.</summary>
/// <remarks>Each cheated epoch is found with a chance, its verdict comes some epochs later and loses so many epochs, that of the verdict first; no work is given in them. Whoever cheats is credited so much for each epoch that is found.</remarks>
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
            int queue = (pending << 1) | cheats;
            bool isDue = ((queue >> delay) & 1) == 1;
            int rest = queue & ((1 << delay) - 1);
            double unfound = -(lost > 0 ? 1 : 0) + Value(left - 1, Math.Max(0, lost - 1), rest);
            double found = -1 + Value(left - 1, Math.Max(lost, idle) - 1, rest);
            best = Math.Max(best, (cheats * chance * credit) + (isDue ? (chance * found) + ((1 - chance) * unfound) : unfound));
        }

        return _known[(left, lost, pending)] = best;
    }
}
