namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>A score by the number of audits passed since the last fault, from none.</summary>
/// <remarks>
/// A fault makes both participants equal, so that what is lost is at most what is lost without one; then passed audits are binomial. From 200 expected passes on, with fewer than half of
/// them rarer than 0.86^200, one more adds at most 1 / count^2.
/// </remarks>
/// <param name="pace">The pace.</param>
/// <param name="score">The score by the count; rises to one at most.</param>
/// <param name="inFlight">How many epochs of all jobs before the first one have no verdicts yet.</param>
internal sealed class CountedPath(RecordPace pace, Func<long, double> score, long inFlight = 0) : RecordPath(pace)
{
    private const double Settled = 200;
    private const double Unlikely = 1e-13;
    private const double Enough = 60;
    private const long MostCounts = 200;
    private const long MostEpochs = 2_000;
    private const long MostSteps = 20_000_000;

    private readonly Dictionary<long, double> _scores = [];

    /// <summary>The chance to pass of a job that is not condemned.</summary>
    private readonly double _passes = pace.Passes / (1 - pace.Condemned);

    public override double FirstScore => Pace.Delay > 0 ? Score(0) : Expected(Pace.Jobs);

    public override double Lost(long taken)
    {
        (double sum, double worth) = (0, Power(Pace.Discount, Pace.Delay));
        long last = Last();
        for (long later = 0; later <= last; later++)
        {
            double apart = Expected(Pace.Jobs * (inFlight + later + 1)) - Expected(taken + (Pace.Jobs * (inFlight + later)));
            sum += worth * (later + Pace.Delay == 0 ? taken : Pace.Jobs) * Math.Max(0, apart);
            worth *= Pace.Discount;
        }

        double missing = Pace.Jobs - taken;
        return sum + (4 * missing / (_passes * Pace.Jobs * Math.Max(1, last))) + (Pace.Jobs * Unlikely / (1 - Pace.Discount));
    }

    public override double MostScores()
    {
        (double sum, double worth) = (0, 1);
        for (long epoch = 0; epoch < Pace.Delay; epoch++)
        {
            sum += worth * Score(0);
            worth *= Pace.Discount;
        }

        for (long later = 0; later <= Last(); later++)
        {
            sum += worth * Expected(Pace.Jobs * (later + 1));
            worth *= Pace.Discount;
        }

        return sum + (worth / (1 - Pace.Discount));
    }

    /// <remarks>
    /// With n passed audits, Q jobs in flight from earlier epochs and j of the m jobs not taken, until the next fault, after which nothing is counted:
    /// <code>
    /// G(T)     = E[score(n + N)],  N binomial in T jobs
    /// later(j) = (1 - zero) * paid * m * sum over u of discount^(D + u) * (1 - condemned)^(Q + (u + 1) m) * (G(Q + (u + 1) m) - G(Q + (u + 1) m - j))
    /// loses(j) = j * (pay at score(n) - cost) + later(j)        each j, each Q up to (D - 1) m, each n at which a job is paid less than it costs
    /// </code>
    /// Where verdicts come at once the jobs of the epoch are paid at the score after them, and later(j) begins with u = 1.
    /// </remarks>
    public override double LeastMargin(double zero, double paid, double cost)
    {
        double worst = double.PositiveInfinity;
        for (long count = 0; count <= MostCounts; count++)
        {
            double margin = paid * Part(zero, Score(count)) - cost;
            if (margin > 0)
            {
                return Math.Min(worst, margin);
            }

            double least = LeastMargin(zero, paid, cost, count);
            if (least <= 0)
            {
                return least;
            }

            worst = Math.Min(worst, least);
        }

        return double.NegativeInfinity;
    }

    private double LeastMargin(double zero, double paid, double cost, long count)
    {
        long jobs = Pace.Jobs, most = Math.Max(0, Pace.Delay - 1) * jobs, epochs = Math.Min(MostEpochs, (long)(Enough / (_passes * jobs)) + 2), first = Pace.Delay == 0 ? 1 : 0;
        if ((most + 1) * jobs * epochs > MostSteps)
        {
            return double.NegativeInfinity;
        }

        double[] scores = [.. Enumerable.Range(0, (int)(most + (epochs * jobs)) + 1).Select(many => ChanceTable.Of(many, _passes).Mean(passed => Score(count + passed)))];
        double unstruck = Power(1 - Pace.Condemned, jobs), worst = double.PositiveInfinity;
        for (long pending = 0; pending <= most; pending++)
        {
            double begin = Power(Pace.Discount, Pace.Delay) * Power(1 - Pace.Condemned, pending) * unstruck;
            for (long missing = 1; missing <= jobs; missing++)
            {
                (double sum, double worth) = (0, begin);
                for (long later = 0; later < epochs; later++)
                {
                    long all = pending + ((later + 1) * jobs);
                    sum += later >= first ? worth * (scores[all] - scores[all - missing]) : 0;
                    worth *= Pace.Discount * unstruck;
                }

                double now = Pace.Delay > 0 ? missing * paid * Part(zero, Score(count))
                    : paid * ((jobs * Part(zero, scores[jobs])) - ((jobs - missing) * Part(zero, scores[jobs - missing])));
                worst = Math.Min(worst, ((now + ((1 - zero) * paid * jobs * sum)) / missing) - cost);
                if (worst <= 0)
                {
                    return worst;
                }
            }
        }

        return worst;
    }

    private static double Part(double zero, double score) => zero + ((1 - zero) * score);

    private long Last() => (long)Math.Min(1_000_000, Settled / (_passes * Pace.Jobs)) + 1;

    private double Expected(long jobs) => ChanceTable.Of(jobs, _passes).Mean(Score);

    private double Score(long count)
    {
        if (!_scores.TryGetValue(count, out double known))
        {
            _scores[count] = known = score(count);
        }

        return known;
    }

    private static double Power(double value, long times)
    {
        double power = 1;
        for (long time = 0; time < times; time++)
        {
            power *= value;
        }

        return power;
    }
}
