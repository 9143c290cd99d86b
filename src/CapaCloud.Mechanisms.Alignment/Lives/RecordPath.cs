namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>How the score of an honest participant grows from a start with the audits it passes, and what fewer jobs in the first epoch take from that growth, at most.</summary>
/// <remarks>
/// In epoch t the verdicts on the jobs of epoch t - D come, and the work of epoch t is paid at the score after them. Every job passes an audit with the same chance. Compared are two
/// participants with the same audits of the same jobs: one takes all m jobs of each epoch, the other k in epoch 0 and all later ones.
/// <code>lost(k) = sum over t of discount^t * (jobs of t) * E[score with all jobs - score with k in epoch 0], at most;  (jobs of t) is k in epoch 0, else m</code>
/// Scores and jobs; floating point with basic operations only, a verdict keeps a distance of a millionth.
/// </remarks>
internal abstract class RecordPath(RecordPace pace)
{
    protected RecordPace Pace => pace;

    /// <summary>Gets the expected score that the work of epoch 0 is paid at, when all jobs are taken, at most.</summary>
    public abstract double FirstScore { get; }

    /// <summary>Returns what fewer jobs in epoch 0 lose later, at most.</summary>
    /// <param name="taken">k.</param>
    public abstract double Lost(long taken);

    /// <summary>Returns the discounted sum of expected scores over all epochs in which all jobs are taken, at most.</summary>
    public abstract double MostScores();

    /// <summary>
    /// Returns what each job that is not taken loses at least, in one epoch, at every record and with whatever is in flight: what it is paid, and what its audit adds to the pay of all later jobs, less its cost.
    /// Negative infinity where that is not known.
    /// </summary>
    /// <param name="zero">The part of the best pay that the worst score is paid; between them it is a straight line.</param>
    /// <param name="paid">The pay of a job at the best score.</param>
    /// <param name="cost">What a job costs, with all that a wrongful verdict on it may take.</param>
    public virtual double LeastMargin(double zero, double paid, double cost) => double.NegativeInfinity;
}
