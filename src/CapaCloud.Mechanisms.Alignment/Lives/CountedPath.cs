namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>A score by the number of audits passed since the last fault, from none.</summary>
/// <remarks>
/// A fault makes both participants equal, so that what is lost is at most what is lost without one; then passed audits are binomial. From 200 expected passes on, with fewer than half of
/// them rarer than 0.86^200, one more adds at most 1 / count^2.
/// </remarks>
/// <param name="pace">The pace.</param>
/// <param name="score">The score by the count; rises to one at most.</param>
internal sealed class CountedPath(RecordPace pace, Func<long, double> score) : RecordPath(pace)
{
    private const double Settled = 200;
    private const double Unlikely = 1e-13;

    /// <summary>The chance to pass of a job that is not condemned.</summary>
    private readonly double _passes = pace.Passes / (1 - pace.Condemned);

    public override double FirstScore => Pace.Delay > 0 ? score(0) : Expected(Pace.Jobs);

    public override double Lost(long taken)
    {
        (double sum, double worth) = (0, Power(Pace.Discount, Pace.Delay));
        long last = Last();
        for (long later = 0; later <= last; later++)
        {
            double apart = Expected(Pace.Jobs * (later + 1)) - Expected(taken + (Pace.Jobs * later));
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
            sum += worth * score(0);
            worth *= Pace.Discount;
        }

        for (long later = 0; later <= Last(); later++)
        {
            sum += worth * Expected(Pace.Jobs * (later + 1));
            worth *= Pace.Discount;
        }

        return sum + (worth / (1 - Pace.Discount));
    }

    private long Last() => (long)Math.Min(1_000_000, Settled / (_passes * Pace.Jobs)) + 1;

    private double Expected(long jobs) => ChanceTable.Of(jobs, _passes).Mean(score);

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
