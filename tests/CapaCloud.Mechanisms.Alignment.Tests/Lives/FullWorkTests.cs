using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Reputation;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Lives;

/// <summary>That taking all jobs is best, against the best of all ways to take fewer in small games: every number of jobs in every epoch, having seen all verdicts.</summary>
public sealed class FullWorkTests(ITestOutputHelper output)
{
    private static readonly IReputationModel[] Models =
    [
        new StreakReputation { LeastStreak = 2 },
        new StreakReputation { LeastStreak = 1 },
        new CredibilityReputation(),
        new HalfLifeReputation { HalfLife = EpochSpan.Of(20), GoodToHalve = Ratio.Of(2), BadToHalve = Ratio.Of(1), Prior = Proportion.Percent(30) },
    ];

    [Fact]
    public void LeastMargin_whereItIsPositive_noWayToTakeFewerJobsGains()
    {
        (int held, int pays, int fooled) = (0, 0, 0);
        for (int number = 0; number < 64; number++)
        {
            Random random = new(41_000 + number);
            IReputationModel model = Models[number % 16 == 3 ? 3 : number % 3];
            bool isCounted = model is not HalfLifeReputation;
            int jobs = isCounted ? random.Next(1, 3) : 1, delay = random.Next(0, 3), tail = isCounted ? 14 : 4;
            double audited = 0.2 + (0.6 * random.NextDouble()), faults = random.Next(2) * 0.05 * random.NextDouble(), cost = 0.2 + (0.7 * random.NextDouble()), discount = isCounted ? 0.4 + (0.2 * random.NextDouble()) : 0.35;
            RecordPace pace = new(jobs, delay, audited * (1 - faults), audited * faults, 0, discount);

            // What lies behind the last epoch of the game is worth no more than this.
            double reset = jobs / (1 - discount), beyond = 2 * reset * Math.Pow(discount, tail), gain = new Game(model, pace, cost, tail).Gain();
            double margin = Margin(model, pace, cost + (pace.Condemned * reset));
            held += margin > 0 ? 1 : 0;
            pays += gain > beyond ? 1 : 0;
            Assert.True(margin <= 0 || gain <= beyond, $"draw {number}: each job not taken is said to lose {margin}, and taking fewer gains {gain}");

            // A mutant in which the next epoch is worth nearly as much as this one.
            fooled += gain > beyond && Margin(model, pace with { Discount = 0.95 }, cost + (pace.Condemned * reset)) > 0 ? 1 : 0;
        }

        output.WriteLine($"{held} hold, in {pays} taking fewer gains; {fooled} false claims of the mutant");
        Assert.True(held >= 6 && pays >= 6 && fooled >= 3, $"{held} hold, in {pays} taking fewer gains; {fooled} false claims of the mutant were found out");
    }

    private static double Margin(IReputationModel model, RecordPace pace, double cost) => RecordStart.Make(model, pace, 0, 0)!.LeastMargin(0, 1, cost);

    /// <summary>Some epochs in which any number of jobs may be taken, then all in each of many: a job is paid its score after the verdicts of its epoch.</summary>
    private sealed class Game(IReputationModel model, RecordPace pace, double cost, int tail)
    {
        private const int Free = 3;
        private static readonly Epoch Start = Epoch.Of(1_000);
        private readonly int _jobs = (int)pace.Jobs;
        private readonly int _epochs = Free + (int)pace.Delay + tail;
        private readonly Dictionary<string, double> _known = [];

        public double Gain() => Value(0, model.Newcomer(Start), [], isFree: true) - Value(0, model.Newcomer(Start), [], isFree: false);

        private double Value(int epoch, ReputationRecord record, int[] flying, bool isFree)
        {
            if (epoch == _epochs)
            {
                return 0;
            }

            string key = $"{epoch} {record} {string.Join(',', flying)} {isFree}";
            if (_known.TryGetValue(key, out double known))
            {
                return known;
            }

            double best = double.NegativeInfinity;
            for (int taken = isFree && epoch < Free ? 0 : _jobs; taken <= _jobs; taken++)
            {
                int[] all = [.. flying, taken];
                bool isJudged = all.Length > pace.Delay;
                double sum = 0;
                foreach ((int good, int bad, double likely) in isJudged ? Outcomes(all[0]) : [(0, 0, 1.0)])
                {
                    Epoch now = Start + EpochSpan.Of((ulong)epoch + 1);
                    ReputationRecord aged = model.Age(record, now), next = good + bad == 0 ? aged : model.Add(aged, new Conduct(now, ConductKind.Proven, Ratio.Of((ulong)good), Ratio.Of((ulong)bad)));
                    sum += likely * ((taken * ((model.Read(next).Parts / 1e18) - cost)) + (pace.Discount * Value(epoch + 1, next, isJudged ? all[1..] : all, isFree)));
                }

                best = Math.Max(best, sum);
            }

            return _known[key] = best;
        }

        private IEnumerable<(int Good, int Bad, double Likely)> Outcomes(int jobs)
        {
            for (int good = 0; good <= jobs; good++)
            {
                for (int bad = 0; bad <= jobs - good; bad++)
                {
                    int none = jobs - good - bad;
                    double ways = jobs == 2 && good < 2 && bad < 2 && none < 2 ? 2 : 1, likely = ways * Math.Pow(pace.Passes, good) * Math.Pow(pace.Condemned, bad) * Math.Pow(1 - pace.Passes - pace.Condemned, none);
                    if (likely > 0)
                    {
                        yield return (good, bad, likely);
                    }
                }
            }
        }
    }
}
