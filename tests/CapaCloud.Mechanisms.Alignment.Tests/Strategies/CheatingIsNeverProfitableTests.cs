using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Strategies;

/// <summary>The law behind every verdict: where it says that honesty wins, no strategy wins; where it says that an attack pays, it pays.</summary>
public sealed class CheatingIsNeverProfitableTests(ITestOutputHelper output)
{
    private const int Draws = 500;
    private const int RandomPlans = 200;
    private const int ClimbedPlans = 20;
    private const int LongestPlan = 60;

    [Fact]
    public void Verdicts_of500Draws_areBorneOutByThePlayedMechanism()
    {
        int held = 0, failed = 0, open = 0;
        for (int number = 0; number < Draws; number++)
        {
            Draw draw = Draw.Make(number);
            AlignmentReport report = AlignmentChecker.Check(draw.Mechanism, draw.Economics);
            switch (report.On(AlignmentProperty.ParallelSafety))
            {
                case Finding.Holds holds:
                    held++;
                    AssertNothingPays(draw, holds);
                    break;
                case Finding.Fails fails:
                    failed++;
                    AssertReplays(draw, fails);
                    break;
                default:
                    open++;
                    break;
            }
        }

        output.WriteLine($"{held} hold, {failed} fail, {open} open");
        Assert.True(held >= Draws / 3 && failed >= Draws / 10, $"{held} hold, {failed} fail, {open} open: at least a third must hold and a tenth fail, so that the test means something.");
    }

    private static void AssertReplays(Draw draw, Finding.Fails fails)
    {
        if (fails.Attack.Trace is { } trace)
        {
            RationalInterval replayed = AttackReplay.Play(draw.Mechanism, draw.Economics, trace);
            Assert.True(replayed == fails.Attack.Profit, $"draw {draw.Number}: stated {fails.Attack.Profit}, replayed {replayed}");
            Assert.False(replayed.Low.IsNegative, $"draw {draw.Number}: {fails}");
        }
    }

    private static void AssertNothingPays(Draw draw, Finding.Holds holds)
    {
        MechanismProbe probe = new(draw.Mechanism, draw.Economics);
        Random random = new(draw.Number);
        StrategyPlayer player = new(probe, random);
        double scale = 1 + (double)probe.Stake.Units + (draw.Economics.PaymentPerJob.High.ToDouble() * draw.Economics.JobsPerEpoch);
        List<double> delayed = [];
        for (int plan = 0; plan < RandomPlans; plan++)
        {
            long[] moves = RandomPlan(random, draw.Economics.JobsPerEpoch);
            if (draw.Economics.DetectionDelay > 0)
            {
                delayed.Add(player.PlayDelayed(moves, Start(probe, random)));
            }
            else
            {
                (double largest, _) = player.PlaySameEpoch(moves, Start(probe, random));
                Assert.True(largest <= 1e-9 * scale, $"draw {draw.Number}: an epoch's choice gains {largest} over honesty. {holds}");
            }
        }

        if (draw.Economics.DetectionDelay == 0)
        {
            Climb(draw, probe, player, random, scale);
            return;
        }

        double mean = delayed.Average();
        double error = Math.Sqrt(delayed.Sum(value => (value - mean) * (value - mean)) / (delayed.Count - 1) / delayed.Count);
        Assert.True(mean <= (5 * error) + (1e-9 * scale), $"draw {draw.Number}: strategies gain {mean} +- {error} over honesty. {holds}");
    }

    /// <summary>Hill climbing: change one epoch of a plan, keep what gains more.</summary>
    private static void Climb(Draw draw, MechanismProbe probe, StrategyPlayer player, Random random, double scale)
    {
        long[] best = RandomPlan(random, draw.Economics.JobsPerEpoch);
        double top = double.NegativeInfinity;
        for (int step = 0; step < ClimbedPlans; step++)
        {
            long[] changed = [.. best];
            changed[random.Next(changed.Length)] = random.NextInt64(0, draw.Economics.JobsPerEpoch + 1);
            (double largest, double sum) = player.PlaySameEpoch(changed, Start(probe, new Random(draw.Number)));
            Assert.True(largest <= 1e-9 * scale, $"draw {draw.Number}: a climbed plan's epoch gains {largest} over honesty.");
            (best, top) = sum > top ? (changed, sum) : (best, top);
        }
    }

    private static ParticipantState Start(MechanismProbe probe, Random random)
    {
        // Any stake from the minimum to three times as much, newcomer or seasoned.
        Amount stake = probe.Stake.Multiply((UInt128)(uint)random.Next(100, 301), 100, Rounding.Up);
        ParticipantState fresh = MechanismProbe.Newcomer(stake, Epoch.Of(1), probe.Policy.Stake);
        return random.Next(2) == 0
            ? probe.Seasoned with { Stake = fresh.Stake }
            : fresh with { Reputation = probe.Policy.Reputation.Model.Newcomer(MechanismProbe.Start) };
    }

    private static long[] RandomPlan(Random random, long jobs)
    {
        long[] plan = new long[random.Next(1, LongestPlan + 1)];
        int style = random.Next(4);
        for (int epoch = 0; epoch < plan.Length; epoch++)
        {
            plan[epoch] = style switch
            {
                0 => jobs,
                1 => random.NextInt64(0, jobs + 1),
                2 => random.Next(5) == 0 ? jobs : 0,
                _ => random.Next(3) == 0 ? 1 : 0,
            };
        }

        return plan;
    }
}
