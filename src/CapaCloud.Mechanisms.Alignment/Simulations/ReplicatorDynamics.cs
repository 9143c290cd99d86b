using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>How the shares of the kinds move when what earns more is imitated.</summary>
/// <remarks>
/// <code>share' = share * (1 + step * (profit - mean profit) / scale), then normalised;  scale = the largest |profit - mean profit|</code>
/// Profits are those of one simulation and held fixed: a first-order picture, in floating point. No share falls below 0.
/// </remarks>
public static class ReplicatorDynamics
{
    /// <summary>Returns the shares after each generation, the first entry being the start.</summary>
    /// <param name="shares">The shares at the start; positive and summing to one within 10^-9.</param>
    /// <param name="profits">The profit of each kind.</param>
    /// <param name="generations">How many generations.</param>
    /// <param name="step">How fast, in (0, 1).</param>
    /// <returns>The shares.</returns>
    /// <exception cref="ArgumentException">The columns differ in length or the shares do not sum to one.</exception>
    public static ImmutableArray<ImmutableArray<double>> Evolve(
        ImmutableArray<double> shares, ImmutableArray<double> profits, int generations, double step = 0.1)
    {
        if (shares.Length != profits.Length || Math.Abs(shares.Sum() - 1) > 1e-9 || shares.Any(share => share < 0))
        {
            throw new ArgumentException("Shares and profits must be columns of the same length, the shares summing to one.", nameof(shares));
        }

        if (step is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(step), $"The step is {step}; expected one in (0, 1).");
        }

        ImmutableArray<ImmutableArray<double>>.Builder path = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        path.Add(shares);
        double[] now = [.. shares];
        for (int generation = 0; generation < generations; generation++)
        {
            double mean = now.Zip(profits, (share, profit) => share * profit).Sum();
            double scale = profits.Max(profit => Math.Abs(profit - mean));
            for (int row = 0; row < now.Length && scale > 0; row++)
            {
                now[row] *= 1 + (step * (profits[row] - mean) / scale);
            }

            double sum = now.Sum();
            now = [.. now.Select(share => share / sum)];
            path.Add([.. now]);
        }

        return path.ToImmutable();
    }
}
