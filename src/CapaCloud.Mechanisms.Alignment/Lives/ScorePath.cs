namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>A score that each epoch and each conduct moves along a straight line.</summary>
/// <remarks>
/// With d = 1 - score: an epoch maps d to aged * d + (1 - aged) * (1 - prior), a passed audit to pass * d, a fault leaves fault * (1 - d) of the score. Independent audits give
/// <code>E[d after n jobs] between  d * (1 - Passes * (1 - pass))^n  and that + n * Condemned * (1 - fault)</code>
/// and the distance of two scores shrinks by the same factors.
/// </remarks>
internal sealed class ScorePath : RecordPath
{
    private readonly double _aged;
    private readonly double _pass;
    private readonly double _distance;
    private readonly double _judged;
    private readonly double _prior;
    private readonly double _fault;

    /// <param name="pace">The pace.</param>
    /// <param name="rates">What an epoch, a passed audit and a fault leave of a distance, and the score that time returns to.</param>
    /// <param name="score">The score at the start.</param>
    /// <param name="pending">How many epochs of all jobs are not judged yet at the start.</param>
    /// <param name="rested">How many epochs pass until the first one that is worked, itself counted.</param>
    public ScorePath(RecordPace pace, (double Aged, double Pass, double Fault, double Prior) rates, double score, long pending, long rested)
        : base(pace)
    {
        (_aged, _pass, _prior) = (rates.Aged, rates.Pass, rates.Prior);
        _fault = rates.Fault;
        double all = Kept(pace.Jobs), worst = pace.Jobs * pace.Condemned * (1 - rates.Fault), low = 1 - score, high = 1 - score;
        for (long epoch = 0; epoch < pending; epoch++)
        {
            high = (high * all) + worst;
        }

        // Below the prior time only helps; above it, it is left out of the bound on the best score.
        for (long epoch = 0; epoch < rested + pace.Delay; epoch++)
        {
            (low, high) = (epoch < rested && score < rates.Prior ? Older(low) : low, Older(high));
        }

        for (long epoch = 0; epoch < Math.Min(pending, rested); epoch++)
        {
            low *= all;
        }

        _distance = low;
        _judged = Math.Min(1, high);
    }

    public override double FirstScore => 1 - (Pace.Delay > 0 ? _distance : _distance * Kept(Pace.Jobs));

    public override double Lost(long taken)
    {
        double apart = _judged * (Kept(taken) - Kept(Pace.Jobs)), shrinks = Pace.Discount * _aged * Kept(Pace.Jobs), worth = 1;
        for (long epoch = 0; epoch < Pace.Delay; epoch++)
        {
            worth *= Pace.Discount;
        }

        double lasting = worth * Pace.Jobs * apart / (1 - shrinks);
        if (Pace.Jail > 0)
        {
            // In jail no audits are passed: from a wrongful verdict on only time brings the two together.
            double forgets = 1 - (Pace.Discount * _aged);
            lasting += worth * Pace.Jobs * apart * _fault * Math.Min(1 / forgets, Pace.Jobs * Pace.Condemned / (forgets * forgets));
        }

        return Pace.Delay > 0 ? lasting : lasting - ((Pace.Jobs - taken) * apart);
    }

    public override double MostScores()
    {
        (double sum, double worth, double distance) = (0, 1, _distance);
        for (long epoch = 0; worth > 1e-12; epoch++)
        {
            distance = (epoch == 0 ? distance : Older(distance)) * (epoch >= Pace.Delay ? Kept(Pace.Jobs) : 1);
            sum += worth * (1 - distance);
            worth *= Pace.Discount;
        }

        return sum + (worth / (1 - Pace.Discount));
    }

    /// <remarks>
    /// A passed audit leaves pass * d of a distance d, and the distance of two scores shrinks by the same factors. With k = 1 - condemned - Passes (1 - pass) what a job leaves of it at least, nothing after a fault:
    /// <code>(1 - d) + discount^D * Passes * (1 - pass) * d * aged^D * k^(D m - 1 + m) * m / (1 - discount * aged * k^m)</code>
    /// A straight line in d, so that the worst score decides, or the one at which a job is paid enough at once.
    /// </remarks>
    public override double LeastMargin(double zero, double paid, double cost)
    {
        double kept = 1 - Pace.Condemned - (Pace.Passes * (1 - _pass)), all = 1, worth = 1;
        for (long job = 0; job < Pace.Jobs; job++)
        {
            all *= kept;
        }

        for (long epoch = 0; epoch < Pace.Delay; epoch++)
        {
            worth *= Pace.Discount * _aged * all;
        }

        double adds = worth * all / Math.Max(kept, 1e-9) * Pace.Passes * (1 - _pass) * Pace.Jobs / (1 - (Pace.Discount * _aged * all));
        adds = Pace.Delay > 0 ? adds : adds * Pace.Discount * _aged * all;
        return kept <= 0 ? double.NegativeInfinity : (paid * Math.Min(1, zero + ((1 - zero) * adds))) - cost;
    }

    /// <summary>Returns the expected scores of an honest life from the worst one on, discounted and summed, at least; what is judged in jail left out.</summary>
    public double LeastScores()
    {
        (double sum, double worth, double distance) = (0, 1, 1);
        for (long epoch = 0; worth > 1e-9; epoch++)
        {
            double older = (_aged * distance) + ((1 - _aged) * (1 - Math.Min(1, _prior)));
            double struck = Math.Min(1, Pace.Jobs * Pace.Condemned * (Pace.Jail + Pace.Delay + 1));
            distance = Math.Min(1, (older * (epoch < Pace.Delay ? 1 : Kept(Pace.Jobs))) + struck);
            sum += worth * (1 - distance);
            worth *= Pace.Discount;
        }

        return sum;
    }

    private double Older(double distance) => (_aged * distance) + ((1 - _aged) * (1 - _prior));

    /// <summary>The expected factor of so many jobs.</summary>
    private double Kept(long jobs)
    {
        double each = 1 - (Pace.Passes * (1 - _pass)), kept = 1;
        for (long job = 0; job < jobs; job++)
        {
            kept *= each;
        }

        return kept;
    }
}
