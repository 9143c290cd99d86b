namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>What a table of values proves about every strategy, whoever computed it.</summary>
/// <remarks>
/// With d the largest of <c>reward(a) + discount * sum p v(next) - v(s)</c> over all states and actions, and m the largest sum of
/// probabilities:
/// <code>
/// every strategy from s earns at most  v(s) + max(0, d) / (1 - discount * m)
/// </code>
/// Every operation is rounded outward (one step beyond the nearest floating-point number), so the bound holds for the exact sums of the
/// stored numbers. It proves nothing about how these numbers came from a mechanism; a certificate does that.
/// </remarks>
internal static class BellmanBounds
{
    /// <summary>Returns how much more than the table any strategy can earn, from any state.</summary>
    /// <param name="process">The process.</param>
    /// <param name="discount">The discount, in [0, 1).</param>
    /// <param name="values">A value for each state; anything, but only a good table gives a small excess.</param>
    /// <returns>The excess, not negative; infinite when the table proves nothing.</returns>
    /// <exception cref="ArgumentException">There is not one value for each state.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The discount is not in [0, 1).</exception>
    public static double ExcessOver(DecisionProcess process, double discount, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (values.Length != process.States)
        {
            throw new ArgumentException($"{Prose.Count(values.Length, "value")} for {Prose.Count(process.States, "state")}.", nameof(values));
        }

        if (discount is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(discount), $"The discount is {discount}; expected one in [0, 1).");
        }

        (double excess, double mass) = (0, 0);
        for (int state = 0; state < process.States; state++)
        {
            for (int action = process.ActionStarts[state]; action < process.ActionStarts[state + 1]; action++)
            {
                (double worth, double sum) = UpperWorth(process, discount, values, action);
                double gap = Math.BitIncrement(worth - values[state]);
                if (double.IsNaN(gap))
                {
                    return double.PositiveInfinity;
                }

                excess = Math.Max(excess, gap);
                mass = Math.Max(mass, sum);
            }
        }

        double left = Math.BitDecrement(1 - Math.BitIncrement(discount * mass));
        return left > 0 ? (excess > 0 ? Math.BitIncrement(excess / left) : 0) : double.PositiveInfinity;
    }

    private static (double Worth, double Mass) UpperWorth(DecisionProcess process, double discount, ReadOnlySpan<double> values, int action)
    {
        (double sum, double mass) = (0, 0);
        for (int outcome = process.OutcomeStarts[action]; outcome < process.OutcomeStarts[action + 1]; outcome++)
        {
            double probability = process.ProbabilityValues[outcome];
            sum = Math.BitIncrement(sum + Math.BitIncrement(probability * values[process.NextStateValues[outcome]]));
            mass = Math.BitIncrement(mass + probability);
        }

        return (Math.BitIncrement(process.RewardValues[action] + Math.BitIncrement(discount * sum)), mass);
    }
}
