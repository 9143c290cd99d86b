namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>A bond that late verdicts share, played to the last branch: the best of all adaptive strategies, by the definition and no bound.</summary>
/// <remarks>
/// One participant does <paramref name="jobs"/> jobs an epoch and may cheat on any of them, having seen all verdicts so far. Verdicts come <paramref name="delay"/> epochs later and each take
/// <paramref name="part"/> bonds of 1 of the stake that stood in the job's epoch, as far as it is left; before each epoch the bond is brought back to 1. It shares no code with the engines.
/// </remarks>
internal sealed class LateGame(int jobs, int delay, double part, double caught, double wronged, double gain, double discount, bool isOldestFirst)
{
    private readonly Dictionary<string, double> _known = [];

    /// <summary>The worth of the best strategy over so many epochs less that of honest work, the verdicts after them included; the first epoch with at least so many cheated jobs.</summary>
    public double Best(int epochs, int atLeast) => Value(epochs, [], [], atLeast, isFree: true) - Value(epochs, [], [], 0, isFree: false);

    private double Value(int left, int[] pending, double[] lots, int atLeast, bool isFree)
    {
        // A lot for each epoch of deposit, the oldest first: what stood in an epoch is in the lots up to its own. Pending: cheated jobs by epoch, the oldest first, -1 for no work.
        if (left + delay < 0 || (left <= 0 && pending.All(cheated => cheated < 0) && pending.Length > 0))
        {
            return 0;
        }

        string key = $"{left} {atLeast} {isFree} {string.Join(',', pending)} {string.Join(',', lots.Select(lot => Math.Round(lot, 9)))}";
        if (_known.TryGetValue(key, out double known))
        {
            return known;
        }

        double[] topped = [.. lots, Math.Max(0, 1 - lots.Sum())];
        double best = double.NegativeInfinity;
        int most = left > 0 ? isFree ? jobs : 0 : -1;
        for (int cheated = left > 0 ? Math.Min(atLeast, most) : -1; cheated <= most; cheated++)
        {
            best = Math.Max(best, (cheated > 0 ? cheated * gain : 0) + Judge(left, [.. pending, cheated], topped, isFree));
        }

        return _known[key] = best;
    }

    private double Judge(int left, int[] pending, double[] lots, bool isFree)
    {
        if (pending.Length <= delay)
        {
            return discount * Value(left - 1, pending, lots, 0, isFree);
        }

        int cheated = pending[0];
        int[] rest = pending[1..];
        if (cheated < 0)
        {
            return discount * Value(left - 1, rest, Merge(lots), 0, isFree);
        }

        double sum = 0;
        for (int found = 0; found <= jobs; found++)
        {
            double likely = 0;
            for (int bad = Math.Max(0, found - (jobs - cheated)); bad <= Math.Min(found, cheated); bad++)
            {
                likely += Binomial(cheated, bad, caught) * Binomial(jobs - cheated, found - bad, wronged);
            }

            if (likely > 0)
            {
                double[] after = [.. lots];
                double taken = Take(after, lots.Length - delay, found * part);
                sum += likely * (-taken + (discount * Value(left - 1, rest, Merge(after), 0, isFree)));
            }
        }

        return sum;
    }

    /// <summary>Only the lots of the epochs that are pending still need to be told apart.</summary>
    private double[] Merge(double[] lots) => lots.Length <= delay ? lots : [lots[..^(delay - 0)].Sum() is var old && delay > 0 ? old + lots[^delay] : old, .. delay > 1 ? lots[^(delay - 1)..] : []];

    private double Take(double[] lots, int standing, double due)
    {
        double taken = 0;
        for (int step = 0; step < standing; step++)
        {
            ref double lot = ref lots[isOldestFirst ? step : standing - 1 - step];
            double now = Math.Min(lot, due - taken);
            (lot, taken) = (lot - now, taken + now);
        }

        return taken;
    }

    private static double Binomial(int trials, int hits, double chance)
    {
        double value = Math.Pow(chance, hits) * Math.Pow(1 - chance, trials - hits);
        for (int step = 1; step <= hits; step++)
        {
            value = value * (trials - hits + step) / step;
        }

        return value;
    }
}
