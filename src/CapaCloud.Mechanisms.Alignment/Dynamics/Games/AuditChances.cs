namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>How probable each class of outcomes is, when some of the jobs are cheated and each is audited with the same chance.</summary>
/// <remarks>
/// <code>
/// an honest job: condemned with rate * wrongful, passed with rate * (1 - wrongful), else not audited
/// a cheated one: found     with rate * found,    passed with rate * (1 - found),    else not audited
/// </code>
/// Jobs are independent: the numbers of passed and condemned are sums, convolved one job at a time. A few thousand distributions are remembered. Not safe to
/// share between threads.
/// </remarks>
internal sealed class AuditChances(int jobs, double found, double wrongful, EpochOutcome[] classes)
{
    private const int MostRemembered = 4_096;

    private readonly Dictionary<(double Rate, int Cheated), double[]> _known = [];

    /// <summary>The chances of the classes, in their order.</summary>
    public double[] Of(double rate, int cheated)
    {
        if (!_known.TryGetValue((rate, cheated), out double[]? chances))
        {
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            chances = Classify(Convolve(rate, cheated));
            _known.Add((rate, cheated), chances);
        }

        return chances;
    }

    private double[,] Convolve(double rate, int cheated)
    {
        double[,] chances = new double[jobs + 1, jobs + 1];
        chances[0, 0] = 1;
        for (int job = 0; job < jobs; job++)
        {
            double condemned = rate * (job < cheated ? found : wrongful), passed = rate - condemned;
            for (int faults = job + 1; faults >= 0; faults--)
            {
                for (int good = job + 1 - faults; good >= 0; good--)
                {
                    chances[good, faults] = (chances[good, faults] * (1 - rate))
                        + (good > 0 ? chances[good - 1, faults] * passed : 0)
                        + (faults > 0 ? chances[good, faults - 1] * condemned : 0);
                }
            }
        }

        return chances;
    }

    private double[] Classify(double[,] chances)
    {
        double[] sums = new double[classes.Length];
        for (int index = 0; index < classes.Length; index++)
        {
            EpochOutcome outcome = classes[index];
            for (int faults = outcome.FewestFaults; faults <= outcome.MostFaults; faults++)
            {
                for (int good = outcome.FewestPassed; good <= Math.Min(outcome.MostPassed, jobs - faults); good++)
                {
                    sums[index] += chances[good, faults];
                }
            }
        }

        return sums;
    }
}
