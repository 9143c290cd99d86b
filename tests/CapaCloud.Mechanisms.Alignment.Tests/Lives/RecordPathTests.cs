using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Reputation;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Lives;

/// <summary>Bounds on how a record grows, against all courses of audits counted out with the model itself.</summary>
public sealed class RecordPathTests(ITestOutputHelper output)
{
    private const int Epochs = 3;

    private static readonly IReputationModel[] Models =
    [
        new StreakReputation { LeastStreak = 2 },
        new CredibilityReputation(),
        new BetaReputation { HalfLife = EpochSpan.Of(4) },
        new BetaReputation { PriorFor = Ratio.Of(2), PriorAgainst = Ratio.Of(3) },
        new ValueWeightedReputation { HalfLife = EpochSpan.Of(6) },
        new ValueWeightedReputation { ValueAtStake = Ratio.Of(2) },
        new HalfLifeReputation { HalfLife = EpochSpan.Of(5), GoodToHalve = Ratio.Of(3) },
        new HalfLifeReputation { GoodToHalve = Ratio.Of(1), BadToHalve = Ratio.Of(2), Prior = Proportion.Percent(30) },
    ];

    public static TheoryData<int, int, int> Cases()
    {
        TheoryData<int, int, int> cases = [];
        for (int model = 0; model < Models.Length; model++)
        {
            for (int delay = 0; delay <= 2; delay++)
            {
                cases.Add(model, delay, 0);
                if (Models[model] is not (StreakReputation or CredibilityReputation))
                {
                    cases.Add(model, delay, 1);
                    cases.Add(model, delay, 2);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bounds_areNeverPassedByWhatIsExpected(int model, int delay, int wrongful)
    {
        (int caught, double loosest) = (0, 0);
        foreach ((int jobs, double audited, double faults) in new[] { (1, 0.3, 0.0), (2, 0.6, 0.1), (2, 0.1, 0.02), (3, 0.9, 0.05) }.Where(draw => draw.Item1 < 3 || (delay == 0 && wrongful == 0)))
        {
            RecordPace pace = new(jobs, delay, audited * (1 - faults), audited * faults, 0, 0.3);
            RecordPath path = RecordStart.Make(Models[model], pace, wrongful, wrongful == 0 ? 0 : 1)!, mutant = RecordStart.Make(Models[model], pace with { Passes = pace.Passes * 0.8 }, wrongful, wrongful == 0 ? 0 : 1)!;
            for (int taken = 0; taken < jobs; taken++)
            {
                Course course = new(Models[model], pace, taken, wrongful);
                double lost = course.Lost(), bound = path.Lost(taken);
                Assert.True(bound >= lost - 1e-9, $"{jobs} jobs, {taken} taken: {lost} is lost, the bound says {bound}");
                caught += mutant.Lost(taken) < lost - 1e-6 ? 1 : 0;
                loosest = Math.Max(loosest, bound - lost);
            }

            Course all = new(Models[model], pace, jobs, wrongful);
            Assert.True(path.FirstScore >= all.FirstScore - 1e-9, $"{path.FirstScore} against {all.FirstScore}");
            if (wrongful == 0)
            {
                Assert.True(path.MostScores() >= all.Scores - 1e-9, $"{path.MostScores()} against {all.Scores}");
                Assert.True(path.MostScores() <= (1.5 * all.Scores) + 0.7, $"{path.MostScores()} is far from {all.Scores}");
            }
        }

        output.WriteLine($"{Models[model].GetType().Name}, delay {delay}, {wrongful} wrongful: at most {loosest} more than is lost; {caught} false bounds of the mutant");
    }

    /// <summary>A newcomer with an epoch of work in flight.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Bounds_withWorkInFlight_areNeverPassed(int model)
    {
        foreach ((int jobs, double audited, double faults) in new[] { (1, 0.3, 0.0), (2, 0.6, 0.1), (2, 0.1, 0.02) })
        {
            RecordPace pace = new(jobs, 2, audited * (1 - faults), audited * faults, 0, 0.3);
            RecordPath path = RecordStart.Make(Models[model], pace, 0, 0, inFlight: 1)!;
            for (int taken = 0; taken < jobs; taken++)
            {
                double lost = new Course(Models[model], pace, taken, 0, inFlight: 1).Lost(), bound = path.Lost(taken);
                Assert.True(bound >= lost - 1e-9, $"{jobs} jobs, {taken} taken: {lost} is lost, the bound says {bound}");
            }

            Assert.True(path.FirstScore >= new Course(Models[model], pace, jobs, 0, inFlight: 1).FirstScore - 1e-9);
        }
    }

    /// <summary>A mutant with half the passed audits promises too little, for each kind of path.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void Bounds_ofFewerPassedAudits_arePassed(int model)
    {
        RecordPace pace = new(2, 0, 0.5, 0, 0, 0.4);
        double lost = new Course(Models[model], pace, 0, 0).Lost();

        Assert.True(RecordStart.Make(Models[model], pace, 0, 0)!.Lost(0) >= lost - 1e-9);
        Assert.True(RecordStart.Make(Models[model], pace with { Passes = 0.25 }, 0, 0)!.Lost(0) < lost, "the mutant must be found out");
    }

    /// <summary>Every course of passed audits and faults of both participants, with the jobs that one of them leaves out.</summary>
    private sealed class Course(IReputationModel model, RecordPace pace, int taken, int wrongful, int inFlight = 0)
    {
        private static readonly Epoch Start = Epoch.Of(1_000);
        private readonly int _jobs = (int)pace.Jobs;
        private readonly int _delay = (int)pace.Delay;
        private readonly double[] _scores = new double[Epochs + 3];

        public double FirstScore => Filled()[0];

        public double Scores => Filled().Select((score, epoch) => score * Math.Pow(pace.Discount, epoch)).Take(Epochs + _delay).Sum();

        public double Lost()
        {
            Array.Clear(_scores);
            ReputationRecord start = Begin();
            return Walk(start, start, 0, 1);
        }

        private double[] Filled()
        {
            _ = Lost();
            return _scores;
        }

        private ReputationRecord Begin() => wrongful == 0
            ? model.Newcomer(Start.MinusToZero(EpochSpan.One))
            : model.Add(model.Newcomer(Start.MinusToZero(EpochSpan.One)), new Conduct(Start.MinusToZero(EpochSpan.One), ConductKind.Proven, Ratio.One, Ratio.Of((ulong)wrongful)));

        private double Walk(in ReputationRecord high, in ReputationRecord low, int epoch, double chance)
        {
            if (epoch == Epochs + _delay || chance < 1e-9)
            {
                return 0;
            }

            int common = epoch == _delay ? taken : epoch > _delay || wrongful > 0 || epoch >= _delay - inFlight ? _jobs : 0, extra = epoch == _delay ? _jobs - taken : 0;
            double sum = 0;
            foreach ((int good, int bad, double likely) in Outcomes(common))
            {
                foreach ((int more, int worse, double also) in Outcomes(extra))
                {
                    ReputationRecord one = Next(high, epoch, good + more, bad + worse), other = Next(low, epoch, good, bad);
                    double score = Score(one), weight = chance * likely * also;
                    _scores[epoch] += weight * score;
                    sum += likely * also * ((epoch >= _delay ? (epoch == 0 ? taken : _jobs) * (score - Score(other)) : 0) + (pace.Discount * Walk(one, other, epoch + 1, weight)));
                }
            }

            return sum;
        }

        private ReputationRecord Next(in ReputationRecord record, int epoch, int good, int bad)
        {
            Epoch now = Start + EpochSpan.Of((ulong)epoch);
            ReputationRecord aged = model.Age(record, now);
            return good + bad == 0 ? aged : model.Add(aged, new Conduct(now, ConductKind.Proven, Ratio.Of((ulong)good), Ratio.Of((ulong)bad)));
        }

        private double Score(in ReputationRecord record) => model.Read(record).Parts / 1e18;

        private IEnumerable<(int Good, int Bad, double Likely)> Outcomes(int jobs)
        {
            for (int good = 0; good <= jobs; good++)
            {
                for (int bad = 0; bad <= jobs - good; bad++)
                {
                    double ways = Ways(jobs, good) * Ways(jobs - good, bad);
                    double likely = ways * Math.Pow(pace.Passes, good) * Math.Pow(pace.Condemned, bad) * Math.Pow(1 - pace.Passes - pace.Condemned, jobs - good - bad);
                    if (likely > 0)
                    {
                        yield return (good, bad, likely);
                    }
                }
            }
        }

        private static double Ways(int trials, int hits) => Enumerable.Range(0, hits).Aggregate(1.0, (ways, hit) => ways * (trials - hit) / (hit + 1));
    }
}
