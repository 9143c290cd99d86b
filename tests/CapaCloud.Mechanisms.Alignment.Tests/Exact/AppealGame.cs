namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>A bond that late penalties share, with an appeal window of one epoch: the best of all adaptive strategies, by the definition and no bound.</summary>
/// <remarks>
/// One participant does <paramref name="jobs"/> jobs an epoch and may cheat on any of them. A case waits one epoch; on its last day the accused appeals or not, and one epoch after the appeal it
/// is decided. The decided cases that were brought up to the first decision are charged together once all of them are decided, in the order of their faults. Before each epoch the bond is
/// brought back to 1. It shares no code with the engines.
/// </remarks>
internal sealed class AppealGame(int jobs, int delay, double part, double caught, double gain, double discount, bool isOldestFirst)
{
    private readonly Dictionary<string, double> _known = [];

    /// <summary>The cases of one fault epoch, all times counted back from now.</summary>
    private sealed record Case(int Fault, int Accused, int Found, int Deadline, bool IsAppealed, int Decided);

    /// <summary>The worth of the best strategy over so many epochs; honest work is worth nothing.</summary>
    public double Best(int epochs) => Value(epochs, [], [], []);

    /// <summary>The same where so many honest results of an earlier epoch have just been accused: the bond is pledged to them, and everybody knows it.</summary>
    public double Best(int epochs, int wrongful) => Value(epochs, [], [new Case(delay + 1, 1, wrongful, 0, false, -1)], [1, .. new double[delay]]);

    private double Value(int left, int[] pending, Case[] cases, double[] lots)
    {
        if (left <= 0 && cases.Length == 0 && pending.All(cheated => cheated == 0))
        {
            return 0;
        }

        // A lot for each epoch of deposit, the newest last: lot i from the end is as many epochs old.
        string key = $"{left}|{string.Join(',', pending)}|{string.Join(';', cases.Select(item => $"{item.Fault},{item.Accused},{item.Found},{item.Deadline},{item.IsAppealed},{item.Decided}"))}|{string.Join(',', lots.Select(lot => Math.Round(lot, 9)))}";
        if (_known.TryGetValue(key, out double known))
        {
            return known;
        }

        double[] topped = [.. lots, Math.Max(0, 1 - lots.Sum())];
        double best = double.NegativeInfinity;
        for (int cheated = 0; cheated <= (left > 0 ? jobs : 0); cheated++)
        {
            int[] queue = [.. pending, cheated];
            int due = queue.Length > delay ? queue[0] : 0;
            int[] rest = queue.Length > delay ? queue[1..] : queue;
            double sum = cheated * gain;
            for (int found = 0; found <= due; found++)
            {
                double likely = Binomial(due, found);
                sum += likely > 0 ? likely * Settle(left, rest, cases, topped, found) : 0;
            }

            best = Math.Max(best, sum);
        }

        return _known[key] = best;
    }

    /// <summary>The best choice of which cases on their last day to appeal.</summary>
    private double Settle(int left, int[] pending, Case[] cases, double[] lots, int found)
    {
        int[] last = [.. Enumerable.Range(0, cases.Length).Where(index => cases[index] is { Decided: < 0, Deadline: 0, IsAppealed: false })];
        double best = double.NegativeInfinity;
        for (int choice = 0; choice < 1 << last.Length; choice++)
        {
            Case[] moved = [.. cases];
            for (int index = 0; index < moved.Length; index++)
            {
                int place = Array.IndexOf(last, index);
                bool appeals = place >= 0 && ((choice >> place) & 1) == 1;
                moved[index] = moved[index].Decided >= 0 ? moved[index]
                    : appeals ? moved[index] with { IsAppealed = true, Deadline = 1 }
                    : moved[index].Deadline <= 0 ? moved[index] with { Decided = 0 }
                    : moved[index];
            }

            best = Math.Max(best, Charge(left, pending, found > 0 ? [.. moved, new Case(delay, 0, found, 1, false, -1)] : moved, lots));
        }

        return best;
    }

    private double Charge(int left, int[] pending, Case[] cases, double[] lots)
    {
        double[] after = [.. lots];
        double taken = 0;
        List<Case> open = [.. cases];
        if (cases.Any(item => item.Decided >= 0))
        {
            // The earliest decision is the one that lies furthest back.
            int decision = cases.Where(item => item.Decided >= 0).Max(item => item.Decided);
            if (!cases.Any(item => item.Decided < 0 && item.Accused >= decision))
            {
                foreach (Case item in cases.Where(item => item.Decided >= 0 && item.Accused >= decision).OrderByDescending(item => item.Fault))
                {
                    taken += Take(after, after.Length - item.Fault, Math.Min(1, item.Found * part));
                    open.Remove(item);
                }
            }
        }

        // What no open or coming case can reach need not be told apart.
        int oldest = Math.Max(delay, open.Count > 0 ? open.Max(item => item.Fault) : 0);
        double[] kept = after.Length <= oldest + 1 ? after : [after[..^oldest].Sum(), .. after[^oldest..]];
        Case[] aged = [.. open.Select(item => item with { Fault = item.Fault + 1, Accused = item.Accused + 1, Deadline = item.Deadline - 1, Decided = item.Decided >= 0 ? item.Decided + 1 : -1 })];
        return -taken + (discount * Value(left - 1, pending, aged, kept));
    }

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
