using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>Solves a discounted decision process by modified policy iteration.</summary>
/// <remarks>
/// <code>
/// improve:   w(s) = max over a of reward(a) + discount * sum p v(next);   d = w - v
/// evaluate:  a few passes with the actions just chosen
/// stop when  discount / (1 - discount) * (max d - min d) / 2 &lt;= tolerance
/// </code>
/// Sound stopping: the best value lies in <c>w + discount/(1-discount) * [min d, max d]</c> (MacQueen), so the middle of that interval is
/// returned with half its width as the error bound. Deterministic. Source: Puterman, "Markov Decision Processes" (2005), sections 6.5, 6.6.
/// </remarks>
public static class DecisionSolver
{
    private const int EvaluationSweeps = 3;
    private const int MostSweeps = 1_000_000;

    /// <summary>Solves a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="discount">What a unit of the next epoch is worth in this one, in [0, 1).</param>
    /// <param name="tolerance">How far a value may be from the best possible, above 0.</param>
    /// <param name="cancellation">Looked at before each sweep and within long ones.</param>
    /// <returns>The values and the policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The discount is not in [0, 1) or the tolerance not positive.</exception>
    /// <exception cref="InvalidOperationException">The tolerance is below what floating point can show for these rewards.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DecisionSolution Solve(DecisionProcess process, double discount, double tolerance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (discount is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(discount), $"The discount is {discount}; expected one in [0, 1): at 1 the value of a lasting income is infinite.");
        }

        if (!(tolerance > 0) || double.IsInfinity(tolerance))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), $"The tolerance is {tolerance}; expected a positive number.");
        }

        double[] values = new double[process.States];
        double[] next = new double[process.States];
        int[] policy = new int[process.States];
        double factor = discount / (1 - discount);
        for (int sweeps = 1; sweeps < MostSweeps; sweeps++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double least, double most) = Improve(process, discount, values, next, policy, cancellation);
            (values, next) = (next, values);
            double halfWidth = factor * (most - least) / 2;
            if (halfWidth <= tolerance)
            {
                double middle = factor * (most + least) / 2;
                for (int state = 0; state < values.Length; state++)
                {
                    values[state] += middle;
                }

                return new DecisionSolution(ImmutableCollectionsMarshal.AsImmutableArray(values), ImmutableCollectionsMarshal.AsImmutableArray(policy), halfWidth, sweeps);
            }

            for (int pass = 0; pass < EvaluationSweeps; pass++, sweeps++)
            {
                cancellation.ThrowIfCancellationRequested();
                Evaluate(process, discount, values, next, policy);
                (values, next) = (next, values);
            }
        }

        throw new InvalidOperationException($"The tolerance {tolerance} is below what floating point can show for these rewards and the discount {discount}.");
    }

    private static (double Least, double Most) Improve(
        DecisionProcess process, double discount, double[] values, double[] next, int[] policy, CancellationToken cancellation)
    {
        unchecked
        {
            ref int actionStart = ref MemoryMarshal.GetArrayDataReference(process.ActionStarts);
            ref int outcomeStart = ref MemoryMarshal.GetArrayDataReference(process.OutcomeStarts);
            ref double rewards = ref MemoryMarshal.GetArrayDataReference(process.RewardValues);
            ref int successors = ref MemoryMarshal.GetArrayDataReference(process.NextStateValues);
            ref double probabilities = ref MemoryMarshal.GetArrayDataReference(process.ProbabilityValues);
            ref double value = ref MemoryMarshal.GetArrayDataReference(values);
            (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);

            // Every index was checked when the process was made, so the bounds need no second check in the loop that takes the time.
            int outcome = 0;
            for (int state = 0; state < values.Length; state++)
            {
                if ((state & 0xFFF) == 0xFFF)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                double best = double.NegativeInfinity;
                int chosen = 0;
                int lastAction = Unsafe.Add(ref actionStart, state + 1);
                for (int action = Unsafe.Add(ref actionStart, state); action < lastAction; action++)
                {
                    double sum = 0;
                    int lastOutcome = Unsafe.Add(ref outcomeStart, action + 1);
                    for (; outcome < lastOutcome; outcome++)
                    {
                        sum += Unsafe.Add(ref probabilities, outcome) * Unsafe.Add(ref value, Unsafe.Add(ref successors, outcome));
                    }

                    double worth = Unsafe.Add(ref rewards, action) + (discount * sum);
                    if (worth > best)
                    {
                        best = worth;
                        chosen = action;
                    }
                }

                double change = best - Unsafe.Add(ref value, state);
                least = Math.Min(least, change);
                most = Math.Max(most, change);
                next[state] = best;
                policy[state] = chosen;
            }

            return (least, most);
        }
    }

    /// <summary>
    /// One pass with fixed actions. All states see the old values: a pass in place would converge sooner in the largest error but not in
    /// the spread of the changes, which is what decides when to stop.
    /// </summary>
    private static void Evaluate(DecisionProcess process, double discount, double[] values, double[] next, int[] policy)
    {
        unchecked
        {
            ref int outcomeStart = ref MemoryMarshal.GetArrayDataReference(process.OutcomeStarts);
            ref double rewards = ref MemoryMarshal.GetArrayDataReference(process.RewardValues);
            ref int successors = ref MemoryMarshal.GetArrayDataReference(process.NextStateValues);
            ref double probabilities = ref MemoryMarshal.GetArrayDataReference(process.ProbabilityValues);
            ref double value = ref MemoryMarshal.GetArrayDataReference(values);
            for (int state = 0; state < policy.Length; state++)
            {
                int action = policy[state];
                double sum = 0;
                int last = Unsafe.Add(ref outcomeStart, action + 1);
                for (int outcome = Unsafe.Add(ref outcomeStart, action); outcome < last; outcome++)
                {
                    sum += Unsafe.Add(ref probabilities, outcome) * Unsafe.Add(ref value, Unsafe.Add(ref successors, outcome));
                }

                next[state] = Unsafe.Add(ref rewards, action) + (discount * sum);
            }
        }
    }
}
