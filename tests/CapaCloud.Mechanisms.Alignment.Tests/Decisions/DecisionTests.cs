using CapaCloud.Mechanisms.Alignment.Decisions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void Solve_randomProcesses_meetTheTrueValuesWithinTheirBound()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            DecisionProcess process = RandomProcess(seed, 40);
            DecisionSolution solution = DecisionSolver.Solve(process, 0.9, 1e-8);
            double[] exact = PlainValueIteration(process, 0.9);

            Assert.True(solution.ErrorBound <= 1e-8);
            Assert.All(exact.Zip(solution.Values), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1.1e-8, $"{pair}"));
            Assert.True(BellmanBounds.ExcessOver(process, 0.9, solution.Values.AsSpan()) < 1e-6);
        }
    }

    [Fact]
    public void ExcessOver_tableThatIsTooLow_boundsWhatIsMissing()
    {
        DecisionProcess process = RandomProcess(1, 30);
        double[] low = [.. PlainValueIteration(process, 0.9).Select(value => value - 1)];

        Assert.True(BellmanBounds.ExcessOver(process, 0.9, low) >= 1 - 1e-9);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Solve_discountOutOfRange_isRefused(double discount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DecisionSolver.Solve(RandomProcess(1, 3), discount, 1e-6));

    [Fact]
    public void Solve_stopped_throws() =>
        Assert.Throws<OperationCanceledException>(() => DecisionSolver.Solve(RandomProcess(1, 3), 0.9, 1e-6, new CancellationToken(canceled: true)));

    [Fact]
    public void Create_probabilitiesThatDoNotSumToOne_areRefused() =>
        Assert.Throws<ArgumentException>(() => DecisionProcess.Create([0, 1], [1.0], [0, 1], [0], [0.9]));

    internal static DecisionProcess RandomProcess(int seed, int states)
    {
        Random random = new(seed);
        DecisionProcessBuilder builder = new();
        for (int state = 0; state < states; state++)
        {
            builder.AddState();
            for (int action = 0; action < 3; action++)
            {
                double chance = random.NextDouble();
                builder.AddAction(random.NextDouble(), (random.Next(states), chance), (random.Next(states), 1 - chance));
            }
        }

        return builder.Build();
    }

    private static double[] PlainValueIteration(DecisionProcess process, double discount)
    {
        double[] values = new double[process.States];
        for (int sweep = 0; sweep < 400; sweep++)
        {
            double[] next = new double[values.Length];
            for (int state = 0; state < values.Length; state++)
            {
                double best = double.NegativeInfinity;
                for (int action = process.ActionStart[state]; action < process.ActionStart[state + 1]; action++)
                {
                    double sum = 0;
                    for (int outcome = process.OutcomeStart[action]; outcome < process.OutcomeStart[action + 1]; outcome++)
                    {
                        sum += process.Probabilities[outcome] * values[process.NextStates[outcome]];
                    }

                    best = Math.Max(best, process.Rewards[action] + (discount * sum));
                }

                next[state] = best;
            }

            values = next;
        }

        return values;
    }
}
