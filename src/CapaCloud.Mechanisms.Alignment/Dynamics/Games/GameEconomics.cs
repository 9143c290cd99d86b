using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Games;

/// <summary>The numbers of the economics as the decision problem takes them: the worst of each interval for honesty.</summary>
/// <param name="Jobs">Jobs an epoch.</param>
/// <param name="Cost">What honest work on one job costs.</param>
/// <param name="Gain">What cheating on one job saves and brings from outside.</param>
/// <param name="Found">The chance that an audit finds a false result.</param>
/// <param name="Wrongful">The chance that an audit condemns an honest one.</param>
/// <param name="Discount">What a unit of the next epoch is worth in this one.</param>
/// <param name="Outside">What an epoch without work brings.</param>
/// <param name="IdentityPrice">What a new name costs.</param>
internal sealed record GameEconomics(
    int Jobs, double Cost, double Gain, double Found, double Wrongful, double Discount, double Outside, double IdentityPrice)
{
    public const int MostJobs = 64;

    /// <summary>Says which of the economics the decision problem cannot take, or null.</summary>
    public static string? Refuses(Economics economics)
    {
        if (economics.JobsPerEpoch > MostJobs)
        {
            return $"at most {MostJobs} jobs an epoch are followed one by one";
        }

        if (PendingWork.Refuses(economics.DetectionDelay, WorkChoice.All((int)economics.JobsPerEpoch).Length) is { } pending)
        {
            return pending;
        }

        return !economics.Discount.IsPoint || !economics.HonestFaultRate.IsPoint || !economics.PaymentPerJob.IsPoint || !economics.OutsideOption.IsPoint
            ? "the discount, the honest fault rate, the payment and the outside option must be numbers, not intervals"
            : null;
    }

    public static GameEconomics Of(Economics economics) => new(
        (int)economics.JobsPerEpoch,
        Number(economics.CostPerJob.High),
        Number(economics.GainPerJob.High),
        Number(economics.DetectionAccuracy.Low * (Fraction.One - economics.ColludingShare.High)),
        Number(economics.HonestFaultRate.High),
        Number(economics.Discount.High),
        Number(economics.OutsideOption.High),
        Number(economics.IdentityPrice.Low));

    /// <summary>What an epoch of work brings besides the reward: what cheating saves and brings from outside, less the cost of honest work on all.</summary>
    public double Earned(WorkChoice choice, bool favourable) => ((favourable ? choice.Most : choice.Fewest) * Gain) - (Jobs * Cost);

    private static double Number(Fraction value) => value.ToDouble();
}
