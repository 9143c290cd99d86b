using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of every sampler: how often each candidate is chosen, over many draws, against its exact probability.</summary>
/// <remarks>
/// <code>|times chosen - draws * p| &lt;= 6 * sqrt(draws * p * (1 - p)) + 1</code>
/// Draws are numbered, and the sampler makes each from its number, so a run gives the same figures every time. For one candidate and a sound sampler the bound is exceeded
/// with a probability below 2 * 10^-9 (normal approximation; Bernstein's inequality gives less than 10^-6 for a million draws and p above 10^-4). A rate that is off by 0.3
/// percentage points at a half is seen by a million draws. Draws run on all processors; the sampler must be free of side effects.
/// </remarks>
public static class InclusionFrequencyLaws
{
    private const double Deviations = 6;

    /// <summary>Returns the law for one sampler.</summary>
    /// <param name="draws">How many draws; a million shows a bias of a thousandth of a half.</param>
    /// <param name="exact">The exact probability of each candidate.</param>
    /// <param name="chosen">Who is chosen in a draw, by number: candidates from 0 to the number of probabilities less one.</param>
    /// <returns>The law; one case checks it whole.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no draw.</exception>
    public static Law For(int draws, IReadOnlyList<Proportion> exact, Func<int, IEnumerable<int>> chosen)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        return Law.Of(
            "frequencies-are-probabilities",
            "over many draws everybody is chosen as often as its exact probability says, within six standard deviations",
            Gen.Constant(draws).ToArbitrary(),
            number => Holds(number, exact, chosen));
    }

    private static bool Holds(int draws, IReadOnlyList<Proportion> exact, Func<int, IEnumerable<int>> chosen)
    {
        long[] times = Count(draws, exact.Count, chosen);
        for (int candidate = 0; candidate < times.Length; candidate++)
        {
            double probability = (double)exact[candidate].Parts / Proportion.PartsPerOne, expected = draws * probability;
            double allowed = (Deviations * Math.Sqrt(expected * (1 - probability))) + 1;
            if (Math.Abs(times[candidate] - expected) > allowed)
            {
                throw new InvalidOperationException($"Candidate {candidate} was chosen {times[candidate]} times in {draws} draws; expected {expected:F1}, {allowed:F1} more or less.");
            }
        }

        return true;
    }

    private static long[] Count(int draws, int candidates, Func<int, IEnumerable<int>> chosen)
    {
        long[] times = new long[candidates];
        Parallel.For(
            0,
            draws,
            () => new long[candidates],
            (draw, _, mine) =>
            {
                foreach (int candidate in chosen(draw))
                {
                    mine[candidate]++;
                }

                return mine;
            },
            mine =>
            {
                lock (times)
                {
                    for (int candidate = 0; candidate < candidates; candidate++)
                    {
                        times[candidate] += mine[candidate];
                    }
                }
            });
        return times;
    }
}
