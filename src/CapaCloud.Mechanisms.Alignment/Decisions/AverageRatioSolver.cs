using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>The best long-run share of a decision process: what is earned over what is earned by all.</summary>
/// <remarks>
/// <code>
/// find rho with  max over policies of  average( mine - rho * (mine + theirs) ) = 0
/// </code>
/// Each evaluation is a relative value iteration on rewards <c>mine - rho * (mine + theirs)</c>; rho is bisected, and warm values carry
/// over. The gain of an average-reward process lies between the least and the largest change of a sweep, which is when to stop. For
/// processes in which every policy returns to state 0. Source: Sapirshtein, Sompolinsky and Zohar, "Optimal Selfish Mining Strategies
/// in Bitcoin" (2016).
/// </remarks>
internal static class AverageRatioSolver
{
    private const double Damping = 0.99;
    private const int SweepsForEachImprovement = 20;
    private const int MostSweeps = 2_000_000;

    /// <summary>Returns the best ratio.</summary>
    /// <param name="process">The process; its rewards are what is mine.</param>
    /// <param name="theirs">What the others earn by each action, in expectation.</param>
    /// <param name="tolerance">How exact the ratio must be, above 0.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The ratio, in [0, 1].</returns>
    /// <exception cref="ArgumentException">There is not one entry for each action.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static double BestRatio(DecisionProcess process, IReadOnlyList<double> theirs, double tolerance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(theirs);
        if (theirs.Count != process.Actions)
        {
            throw new ArgumentException($"{Prose.Count(theirs.Count, "entry")} for {process.Actions} actions.", nameof(theirs));
        }

        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), $"The tolerance is {tolerance}; expected a positive number.");
        }

        double[] other = [.. theirs];
        double[] values = new double[process.States];
        (double low, double high) = (0, 1);
        while (high - low > tolerance)
        {
            double middle = (low + high) / 2;
            (low, high) = GainIsPositive(process, other, middle, tolerance / 16, ref values, cancellation) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static bool GainIsPositive(
        DecisionProcess process, double[] theirs, double ratio, double precision, ref double[] values, CancellationToken cancellation)
    {
        double[] rewards = new double[process.Actions];
        for (int action = 0; action < rewards.Length; action++)
        {
            rewards[action] = process.RewardValues[action] - (ratio * (process.RewardValues[action] + theirs[action]));
        }

        double[] next = new double[values.Length];
        int[] policy = new int[values.Length];
        for (int sweeps = 0; sweeps < MostSweeps; sweeps++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool improve = sweeps % SweepsForEachImprovement == 0;
            (double least, double most) = Sweep(process, rewards, values, next, policy, improve);
            (values, next) = (next, values);
            if (improve && (least > 0 || most <= 0 || most - least < precision))
            {
                return least + most > 0;
            }
        }

        throw new InvalidOperationException("The average reward did not settle; does every policy return to state 0?");
    }

    private static (double Least, double Most) Sweep(DecisionProcess process, double[] rewards, double[] values, double[] next, int[] policy, bool improve)
    {
        unchecked
        {
            (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
            double origin = values[0];
            ref int actionStart = ref MemoryMarshal.GetArrayDataReference(process.ActionStarts);
            ref int outcomeStart = ref MemoryMarshal.GetArrayDataReference(process.OutcomeStarts);
            ref int successors = ref MemoryMarshal.GetArrayDataReference(process.NextStateValues);
            ref double probabilities = ref MemoryMarshal.GetArrayDataReference(process.ProbabilityValues);
            ref double value = ref MemoryMarshal.GetArrayDataReference(values);
            for (int state = 0; state < values.Length; state++)
            {
                int first = improve ? Unsafe.Add(ref actionStart, state) : policy[state];
                int last = improve ? Unsafe.Add(ref actionStart, state + 1) : first + 1;
                double best = double.NegativeInfinity;
                for (int action = first; action < last; action++)
                {
                    double sum = 0;
                    int end = Unsafe.Add(ref outcomeStart, action + 1);
                    for (int outcome = Unsafe.Add(ref outcomeStart, action); outcome < end; outcome++)
                    {
                        sum += Unsafe.Add(ref probabilities, outcome) * Unsafe.Add(ref value, Unsafe.Add(ref successors, outcome));
                    }

                    double worth = rewards[action] + sum;
                    if (worth > best)
                    {
                        best = worth;
                        policy[state] = action;
                    }
                }

                // Staying put with a small chance makes a periodic process settle and only scales its gain.
                double change = Damping * (best - Unsafe.Add(ref value, state));
                least = Math.Min(least, change);
                most = Math.Max(most, change);
                next[state] = Unsafe.Add(ref value, state) + change - origin;
            }

            return (least, most);
        }
    }
}
