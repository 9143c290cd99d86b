namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>A bond that late verdicts share, where a verdict forfeits the reward of its epoch and jails: the best of all adaptive strategies, by the definition and no bound.</summary>
/// <remarks>
/// One participant does <paramref name="jobs"/> jobs in an epoch, or none, and may cheat on any of them. An audit finds a cheated one with the chance <paramref name="caught"/>, <paramref name="delay"/> epochs later;
/// an accomplice may report any part of what is in flight before, and of the epoch itself. Each takes <paramref name="part"/> bonds of 1 of the stake that stood in the job's epoch, as far as it is left. Before
/// each epoch that is worked the bond is brought back to 1. An honest epoch earns <paramref name="income"/>. For <paramref name="price"/> there is a new name at any time, with a bond of its own and out of jail; what
/// is in flight still takes from the old one. It shares no code with the engines.
/// </remarks>
internal sealed class JailGame(int jobs, int delay, int jail, bool forfeits, double part, double caught, double gain, double income, double discount, double price)
{
    private readonly Dictionary<string, double> _known = [];

    /// <summary>The worth of the best strategy over so many epochs less that of honest work.</summary>
    public double Best(int epochs) => Value(epochs, 0, new int[delay], new double[delay + 1]);

    // Pending: cheated and unreported jobs of the last epochs, the oldest first. Lots: the stake by the epoch of its deposit, the oldest first; all that is older than anything pending together in the first.
    private double Value(int left, int jailed, int[] pending, double[] lots)
    {
        if (left <= 0 && jailed == 0 && pending.All(cheated => cheated == 0))
        {
            return 0;
        }

        string key = $"{left} {jailed} {string.Join(',', pending)} {string.Join(',', lots.Select(lot => Math.Round(lot, 9)))}";
        if (_known.TryGetValue(key, out double known))
        {
            return known;
        }

        double best = double.NegativeInfinity;
        if (jailed > 0)
        {
            best = Reported(left, jailed, pending, lots, works: false, cheated: 0);
        }
        else
        {
            double[] topped = [.. lots[..^1], lots[^1] + Math.Max(0, 1 - lots.Sum())];
            best = left > 0 ? Reported(left, 0, pending, topped, works: false, cheated: 0) : double.NegativeInfinity;
            for (int cheated = 0; cheated <= (left > 0 ? jobs : 0); cheated++)
            {
                best = Math.Max(best, Reported(left, 0, pending, topped, works: true, cheated));
            }
        }

        if (left > 0 && (jailed > 0 || pending.Any(cheated => cheated > 0)))
        {
            best = Math.Max(best, Value(left, 0, new int[delay], new double[delay + 1]) - price - Leaving(pending, lots));
        }

        return _known[key] = best;
    }

    /// <summary>What the verdicts on all that is in flight take of a bond that is left behind.</summary>
    private double Leaving(int[] pending, double[] lots)
    {
        double sum = 0;
        for (int found = 0; found <= pending[0]; found++)
        {
            double[] after = [.. lots];
            double taken = Take(after, 0, found * part);
            int[] open = [.. pending[1..], 0];
            sum += Binomial(pending[0], found) * (taken + (open.Any(cheated => cheated > 0) ? discount * Leaving(open, [after[0] + after[1], .. after[2..], 0]) : 0));
        }

        return sum;
    }

    /// <summary>The best choice of what an accomplice reports: of each epoch in flight nothing, one job or all.</summary>
    private double Reported(int left, int jailed, int[] pending, double[] lots, bool works, int cheated)
    {
        int[] all = [.. pending, cheated];
        double best = double.NegativeInfinity;
        int choices = (int)Math.Pow(3, all.Length);
        for (int choice = 0; choice < (left > 0 ? choices : 1); choice++)
        {
            int[] reported = new int[all.Length];
            bool isNew = true;
            for (int place = 0, rest = choice; place < all.Length; place++, rest /= 3)
            {
                reported[place] = rest % 3 == 0 ? 0 : rest % 3 == 1 ? Math.Min(1, all[place]) : all[place];
                isNew &= rest % 3 == 0 || (rest % 3 == 1 ? all[place] > 0 : all[place] > 1);
            }

            best = isNew ? Math.Max(best, Judged(left, jailed, all, reported, lots, works)) : best;
        }

        return best;
    }

    private double Judged(int left, int jailed, int[] all, int[] reported, double[] lots, bool works)
    {
        int[] open = [.. all.Zip(reported, (cheated, told) => cheated - told)];
        double sum = 0;
        for (int found = 0; found <= open[0]; found++)
        {
            double likely = Binomial(open[0], found);
            if (likely <= 0)
            {
                continue;
            }

            double[] after = [.. lots];
            double taken = 0;
            for (int place = 0; place < all.Length; place++)
            {
                taken += Take(after, place, (reported[place] + (place == 0 ? found : 0)) * part);
            }

            bool isStruck = found > 0 || reported.Any(told => told > 0);
            double paid = works && !(isStruck && forfeits) ? income + (jobs * gain) : 0, cost = works ? (jobs - all[^1]) * gain : 0;
            double[] aged = delay == 0 ? [after.Sum()] : [after[0] + after[1], .. after[2..], 0];
            sum += likely * (paid - cost - income - taken + (discount * Value(left - 1, isStruck ? jail : Math.Max(0, jailed - 1), open[1..], aged)));
        }

        return sum;
    }

    private static double Take(double[] lots, int epoch, double due)
    {
        double taken = 0;
        for (int lot = 0; lot <= epoch && lot < lots.Length; lot++)
        {
            double now = Math.Min(lots[lot], due - taken);
            (lots[lot], taken) = (lots[lot] - now, taken + now);
        }

        return taken;
    }

    private double Binomial(int trials, int hits)
    {
        double value = Math.Pow(caught, hits) * Math.Pow(1 - caught, trials - hits);
        for (int step = 1; step <= hits; step++)
        {
            value = value * (trials - hits + step) / step;
        }

        return value;
    }
}
