namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>A score that is the part of what speaks for a participant in all that is remembered, where time forgets at one rate.</summary>
/// <remarks>
/// <code>score = (priorFor + F) / (priorFor + F + A),   F = sum over epochs of aged^age * g(audits passed);  g(x) = x, or x^2 where an epoch's conduct counts as one large job</code>
/// More evidence adds less the more there is: what is lost is bounded with the evidence of later epochs at its least, all of it as old as its oldest part. Where a wrongful verdict may have come
/// meanwhile, A is anything: then the loss is at most  extra / (4 F).
/// </remarks>
internal sealed class EvidencePath : RecordPath
{
    private const long Window = 60;
    private const long Longest = 4_000;

    private readonly (double Aged, double PriorFor, double PriorAgainst, bool IsSquared) _model;
    private readonly (double For, double Against) _start;
    private readonly long _pending;
    private readonly long _rested;

    /// <param name="pace">The pace.</param>
    /// <param name="model">What an epoch leaves of evidence, the prior for and against, and whether passed audits of an epoch count squared.</param>
    /// <param name="start">The evidence for and against at the start.</param>
    /// <param name="pending">How many epochs of all jobs are not judged yet at the start.</param>
    /// <param name="rested">How many epochs pass until the first one that is worked, itself counted.</param>
    public EvidencePath(RecordPace pace, (double Aged, double PriorFor, double PriorAgainst, bool IsSquared) model, (double For, double Against) start, long pending, long rested)
        : base(pace) => (_model, _start, _pending, _rested) = (model, start, pending, rested);

    public override double FirstScore
    {
        get
        {
            double evidence = (_start.For * Power(_rested)) + (Math.Min(_pending, _rested) * Evidence(Pace.Jobs)) + (Pace.Delay == 0 ? Evidence(Pace.Jobs) : 0);
            return Score(evidence, _model.PriorAgainst + (_start.Against * Power(_rested)));
        }
    }

    public override double Lost(long taken)
    {
        ChanceTable all = ChanceTable.Of(Pace.Jobs, Pace.Passes), some = ChanceTable.Of(taken, Pace.Passes);
        double extra = Evidence(Pace.Jobs) - Evidence(taken), sum = 0, worth = 1;
        for (long epoch = 0; epoch < Pace.Delay; epoch++)
        {
            worth *= Pace.Discount;
        }

        (double steep, double bounded, double few) = (0, 0, 0);
        for (long later = 0; later < Longest; later++)
        {
            long epoch = later + Pace.Delay;
            double aged = Power(later), jobs = epoch == 0 ? taken : Pace.Jobs, wrongful = Math.Min(1, Pace.Condemned * Pace.Jobs * (later + 1 + _pending));
            if (later <= Window)
            {
                double against = _model.PriorAgainst + (_start.Against * Power(epoch + _rested)), before = _start.For * Power(epoch + _rested);
                ChanceTable passed = ChanceTable.Of(Pace.Jobs * (later + _pending), Pace.Passes);
                double Rest(long number) => before + Least(number, later);
                sum += worth * jobs * passed.Mean(number => all.Mean(hits => Score(Rest(number) + (aged * Counted(hits)), against)) - some.Mean(hits => Score(Rest(number) + (aged * Counted(hits)), against)));


                // After one wrongful verdict the epochs of its jail bring nothing; after two nothing is counted.
                ChanceTable struck = Pace.Jail == 0 ? passed : ChanceTable.Of(Pace.Jobs * Math.Max(0, later + _pending - Pace.Jail), Pace.Passes);
                sum += worth * jobs * ((wrongful * struck.Mean(number => Any(aged * extra, Rest(Math.Max(0, number - 1))))) + (Pace.Jail == 0 ? 0 : wrongful * wrongful / 2));
                if (later == Window)
                {
                    steep = passed.Mean(number => against / Square(_model.PriorFor + Least(number, later) + _model.PriorAgainst));
                    bounded = struck.Mean(number => IsMuch(number, aged * extra) ? 1 / (4 * (_model.PriorFor + Least(number - 1, Window))) : 0);
                    few = struck.Mean(number => IsMuch(number, aged * extra) ? 0 : 1);
                }
            }
            else
            {
                sum += worth * jobs * ((aged * extra * steep) + (wrongful * ((few * Alone(aged * extra)) + (aged * extra * bounded))) + (Pace.Jail == 0 ? 0 : Alone(aged * extra) * wrongful * wrongful / 2));
            }

            worth *= Pace.Discount;
        }

        return sum + (worth * Pace.Jobs * Alone(extra * Power(Longest)) / (1 - Pace.Discount));
    }

    public override double MostScores()
    {
        (double sum, double worth, double evidence) = (0, 1, _start.For * Power(_rested));
        evidence += Math.Min(_pending, _rested) * Evidence(Pace.Jobs);
        for (long epoch = 0; worth > 1e-12; epoch++)
        {
            evidence = (epoch == 0 ? evidence : evidence * _model.Aged) + (epoch >= Pace.Delay - _pending ? Evidence(Pace.Jobs) : 0);
            sum += worth * Score(evidence, _model.PriorAgainst);
            worth *= Pace.Discount;
        }

        return sum + (worth / (1 - Pace.Discount));
    }

    private bool IsMuch(long number, double extra) => number > 1 && 4 * (_model.PriorFor + Least(number - 1, Window)) > extra;

    /// <summary>The most that extra evidence adds, whatever speaks against.</summary>
    private double Any(double extra, double rest) => _model.PriorFor + rest <= 0 ? 1 : Math.Min(1, extra / (4 * (_model.PriorFor + rest)));

    /// <summary>The most that extra evidence adds where there may be no other.</summary>
    private double Alone(double extra) => Math.Min(1, extra / _model.PriorAgainst);

    /// <summary>What so many passed audits of the epochs before count for at least, so many epochs after the first.</summary>
    private double Least(long number, long later)
    {
        long epochs = later + _pending, oldest = _pending == 0 ? Math.Max(0, later - 1) : later + Pace.Delay + _rested;
        return epochs == 0 ? 0 : Power(oldest) * (_model.IsSquared ? Math.Max(number, (double)number * number / epochs) : number);
    }

    private double Score(double evidence, double against) => (_model.PriorFor + evidence) / (_model.PriorFor + evidence + against);

    private double Counted(long passed) => _model.IsSquared ? (double)passed * passed : passed;

    /// <summary>The expected evidence of an epoch of so many jobs.</summary>
    private double Evidence(long jobs)
    {
        double mean = jobs * Pace.Passes;
        return _model.IsSquared ? (mean * (1 - Pace.Passes)) + (mean * mean) : mean;
    }

    private double Power(long times)
    {
        double power = 1, square = _model.Aged;
        for (long left = times; left > 0; left >>= 1)
        {
            power = (left & 1) == 1 ? power * square : power;
            square *= square;
        }

        return power;
    }

    private static double Square(double value) => value * value;
}
