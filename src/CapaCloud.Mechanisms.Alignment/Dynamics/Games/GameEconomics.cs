using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The numbers of the economics as the decision problem takes them: the worst of each interval for honesty.</summary>
/// <param name="Jobs">Jobs an epoch.</param>
/// <param name="Cost">What honest work on one job costs.</param>
/// <param name="Saved">What cheating on one job saves.</param>
/// <param name="External">What somebody outside pays for a false result on a valuable job.</param>
/// <param name="Valuable">How many of the jobs are valuable.</param>
/// <param name="Found">The chance that an audit finds a false result.</param>
/// <param name="Wrongful">The chance that an audit condemns an honest one.</param>
/// <param name="Discount">What a unit of the next epoch is worth in this one.</param>
/// <param name="Outside">What an epoch without work brings.</param>
/// <param name="IdentityPrice">What a new name costs.</param>
internal sealed record GameEconomics(
    int Jobs, double Cost, double Saved, double External, int Valuable, double Found, double Wrongful, double Discount, double Outside, double IdentityPrice)
{
    public const int MostJobs = 64;

    /// <summary>Says which of the economics the decision problem cannot take, or null.</summary>
    public static string? Refuses(Economics economics)
    {
        if (economics.Mix is not null)
        {
            return "jobs of several kinds are not told apart over the epochs";
        }

        if (economics.JobsPerEpoch > MostJobs)
        {
            return $"at most {Prose.Count(MostJobs, "job")} an epoch are followed one by one";
        }

        if (PendingWork.Refuses(economics.DetectionDelay, WorkChoice.All((int)economics.JobsPerEpoch).Length) is { } pending)
        {
            return pending;
        }

        return !economics.Discount.IsPoint || !economics.HonestFaultRate.IsPoint || !economics.PaymentPerJob.IsPoint || !economics.OutsideOption.OrZero().IsPoint
            ? "the discount, the honest fault rate, the payment and the outside option must be numbers, not intervals"
            : null;
    }

    public static GameEconomics Of(Economics economics, GameSubject subject) => new(
        (int)subject.Jobs,
        Number(economics.CostPerJob.High),
        Number(economics.CostPerJob.High - economics.CheatingCostPerJob.Low),
        Number(economics.ExternalGainPerJob.High),
        (int)Math.Min(subject.Jobs, economics.ValuableJobsPerEpoch ?? subject.Jobs),
        Number(economics.DetectionAccuracy.Low) * (1 - subject.Escapes),
        Number(economics.HonestFaultRate.High),
        Number(economics.Discount.High),
        Number(economics.OutsideOption.OrZero().High),
        Number(economics.IdentityPrice.Low));

    /// <summary>What an epoch of work brings besides the reward: what cheating saves and brings from outside, less the cost of honest work on all.</summary>
    /// <remarks>The gain is concave in the number of jobs: of several numbers the least is at an end, the most at an end or where the valuable jobs are used up.</remarks>
    public double Earned(WorkChoice choice, bool favourable)
    {
        double fewest = GainOf(choice.Fewest), most = GainOf(choice.Most);
        double gain = favourable ? Math.Max(Math.Max(fewest, most), GainOf(Math.Clamp(Valuable, choice.Fewest, choice.Most))) : Math.Min(fewest, most);
        return gain - (Jobs * Cost);
    }

    /// <summary>What cheating on so many jobs saves and brings, the valuable ones first.</summary>
    public double GainOf(int cheated) => (cheated * Saved) + (Math.Min(cheated, Valuable) * External);

    /// <summary>Gets how large the numbers of an epoch are, for what floating point may lose.</summary>
    public double Scale => Jobs * (Math.Abs(Saved) + External + Cost);

    private static double Number(Fraction value) => value.ToDouble();
}
