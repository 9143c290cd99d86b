using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>What decides, for one offence, whether cheating on jobs that are in flight at the same time pays.</summary>
/// <remarks>
/// <code>
/// q = audit probability * (1 - colluding share) * detection accuracy      (a cheated job is caught)
/// f = audit probability * honest fault rate                              (an honest job is condemned)
/// </code>
/// Money is in base units, chances in [0, 1]; every number is exact and may be an interval. <c>default</c> values are 0, with one
/// job in flight and no forfeiture. Immutable.
/// </remarks>
public sealed record StaticIncentives
{
    /// <summary>The most jobs in flight that a check accepts: 10^12.</summary>
    public const long MostJobs = 1_000_000_000_000;

    /// <summary>Gets the offence that is priced.</summary>
    public Offence Offence { get; init; } = Offence.IncorrectResult;

    /// <summary>Gets the chance that a job is audited.</summary>
    public required RationalInterval AuditProbability { get; init; }

    /// <summary>Gets what one detection takes from the participant, in base units: the least that any reachable state leaves to take.</summary>
    public required RationalInterval SlashAmount { get; init; }

    /// <summary>Gets the reward of one job, in base units.</summary>
    public required RationalInterval RewardPerJob { get; init; }

    /// <summary>Gets what cheating on one job saves, in base units.</summary>
    public required RationalInterval SavedCostPerJob { get; init; }

    /// <summary>Gets what someone outside pays for one false result, in base units; counted as received whether or not it is found out.</summary>
    public RationalInterval ExternalGainPerJob { get; init; }

    /// <summary>Gets the chance that an audit of an honest job condemns it.</summary>
    public RationalInterval HonestFaultRate { get; init; }

    /// <summary>Gets the chance that an audit by an honest auditor finds a false result.</summary>
    public RationalInterval DetectionAccuracy { get; init; } = RationalInterval.Of(Fraction.One);

    /// <summary>Gets the share of auditors who are on the cheater's side.</summary>
    public RationalInterval ColludingShare { get; init; }

    /// <summary>Gets the largest number of jobs that can be in flight before the first verdict, at least 1.</summary>
    public long JobsInFlight { get; init; } = 1;

    /// <summary>Gets a value indicating whether one detection forfeits the rewards of all jobs in flight, not only its own.</summary>
    public bool ForfeitsPendingRewards { get; init; }

    /// <summary>Says what is wrong with these numbers, all of it at once.</summary>
    /// <returns>One sentence for each fault; none when the numbers can be judged.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        Chance(faults, nameof(AuditProbability), AuditProbability);
        Chance(faults, nameof(HonestFaultRate), HonestFaultRate);
        Chance(faults, nameof(DetectionAccuracy), DetectionAccuracy);
        Chance(faults, nameof(ColludingShare), ColludingShare);
        Money(faults, nameof(SlashAmount), SlashAmount);
        Money(faults, nameof(RewardPerJob), RewardPerJob);
        Money(faults, nameof(SavedCostPerJob), SavedCostPerJob);
        Money(faults, nameof(ExternalGainPerJob), ExternalGainPerJob);
        if (JobsInFlight is < 1 or > MostJobs)
        {
            faults.Add($"{nameof(JobsInFlight)} is {JobsInFlight}: expected from 1 to {MostJobs}.");
        }

        return faults;
    }

    private static void Chance(List<string> faults, string name, RationalInterval value)
    {
        if (value.Low.IsNegative || value.High > Fraction.One)
        {
            faults.Add($"{name} is {value}: a probability lies in [0, 1].");
        }
    }

    private static void Money(List<string> faults, string name, RationalInterval value)
    {
        if (value.Low.IsNegative)
        {
            faults.Add($"{name} is {value}: an amount of money is not negative.");
        }
    }
}
