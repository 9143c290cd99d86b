using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Alignment.Decisions;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>Modified policy iteration on a random process of 100,000 states, 4 actions, 4 outcomes, discount 0.95, values within 5 * 10^-7.</summary>
public class DecisionSolverBenchmarks
{
    private const int States = 100_000, ActionsEach = 4, OutcomesEach = 4;

    private DecisionProcess _process = null!;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        int actions = States * ActionsEach, outcomes = actions * OutcomesEach;
        int[] next = new int[outcomes];
        double[] probabilities = new double[outcomes], rewards = new double[actions];
        for (int action = 0; action < actions; action++)
        {
            rewards[action] = random.NextDouble();
            Span<double> mine = probabilities.AsSpan(action * OutcomesEach, OutcomesEach);
            double sum = 0;
            for (int outcome = 0; outcome < OutcomesEach; outcome++)
            {
                next[(action * OutcomesEach) + outcome] = random.Next(States);
                sum += mine[outcome] = random.NextDouble();
            }

            foreach (ref double probability in mine)
            {
                probability /= sum;
            }
        }

        _process = DecisionProcess.Create(
            [.. Enumerable.Range(0, States + 1).Select(state => state * ActionsEach)],
            rewards,
            [.. Enumerable.Range(0, actions + 1).Select(action => action * OutcomesEach)],
            next,
            probabilities);
    }

    [Benchmark]
    public DecisionSolution Solve() => DecisionSolver.Solve(_process, 0.95, 5e-7);
}
