namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>How likely each number of successes is among independent trials, in floating point: for bounds that keep a distance of a millionth.</summary>
/// <remarks>
/// <code>P(k + 1) = P(k) * (n - k) / (k + 1) * p / (1 - p), outward from the most likely number, then divided by the sum</code>
/// Left out is what is less likely than 10^-18 of the most likely number. Basic operations only: the same bits on every machine.
/// </remarks>
internal sealed class ChanceTable
{
    private const double Negligible = 1e-18;

    private readonly double[] _chances;

    private ChanceTable(long first, double[] chances) => (First, _chances) = (first, chances);

    /// <summary>Gets the least number that is listed.</summary>
    public long First { get; }

    public static ChanceTable Of(long trials, double chance)
    {
        if (trials <= 0 || chance <= 0 || chance >= 1)
        {
            return new ChanceTable(chance >= 1 ? Math.Max(0, trials) : 0, [1]);
        }

        long mode = Math.Min(trials, (long)((trials + 1) * chance));
        double odds = chance / (1 - chance), sum = 1;
        List<double> below = [], above = [];
        double likely = 1;
        for (long hits = mode; hits > 0; hits--)
        {
            likely *= hits / ((trials - hits + 1) * odds);
            if (likely < Negligible)
            {
                break;
            }

            below.Add(likely);
            sum += likely;
        }

        likely = 1;
        for (long hits = mode; hits < trials; hits++)
        {
            likely *= (trials - hits) * odds / (hits + 1);
            if (likely < Negligible)
            {
                break;
            }

            above.Add(likely);
            sum += likely;
        }

        below.Reverse();
        return new ChanceTable(mode - below.Count, [.. below.Append(1).Concat(above).Select(weight => weight / sum)]);
    }

    /// <summary>The mean of a function of the number.</summary>
    public double Mean(Func<long, double> value)
    {
        double sum = 0;
        for (int place = 0; place < _chances.Length; place++)
        {
            sum += _chances[place] * value(First + place);
        }

        return sum;
    }

    /// <summary>The chance of exactly so many.</summary>
    public double At(long number) => number < First || number - First >= _chances.Length ? 0 : _chances[number - First];
}
