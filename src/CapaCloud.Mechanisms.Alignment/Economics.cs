using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>What a role costs and earns outside the mechanism: the second half of every question about honesty.</summary>
/// <remarks>
/// <code>
/// saved cost of a cheated job = CostPerJob - CheatingCostPerJob + ExternalGainPerJob     (the last only for the valuable ones)
/// chance that it is caught    = audit rate of the policy * (1 - ColludingShare) * DetectionAccuracy
/// </code>
/// Money in base units, chances in [0, 1], times in epochs. Each number is exact and may be an interval; a verdict then holds for the
/// whole box. The policy brings the rest: audit rate, stake, slashing, reputation, rewards. Work is assigned by the network: a
/// participant cannot report more than <see cref="JobsPerEpoch"/>. Immutable; goes to JSON by <see cref="EconomicsJson"/>.
/// </remarks>
public sealed record Economics
{
    /// <summary>The longest detection delay that is accepted, in epochs: 10^6.</summary>
    public const long LongestDelay = 1_000_000;

    private const int MostBits = 120;

    /// <summary>Gets what honest work on one job costs.</summary>
    public required RationalInterval CostPerJob { get; init; }

    /// <summary>Gets what a false result costs to make. 0 when left out.</summary>
    public RationalInterval CheatingCostPerJob { get; init; }

    /// <summary>Gets what someone outside pays for one false result. 0 when left out.</summary>
    public RationalInterval ExternalGainPerJob { get; init; }

    /// <summary>Gets for how many of an epoch's jobs, the valuable ones, somebody outside pays that. For all of them when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ValuableJobsPerEpoch { get; init; }

    /// <summary>
    /// Gets the kinds of an epoch's jobs, where they are not alike; null when they are. Then the jobs, their costs and what they bring are those of the mix; <see cref="WithMix"/> sets them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JobMix? Mix { get; init; }

    /// <summary>Gets what a requester pays for one job, before the network's fee.</summary>
    public required RationalInterval PaymentPerJob { get; init; }

    /// <summary>Gets how many jobs the network gives one participant in an epoch, at most.</summary>
    public required long JobsPerEpoch { get; init; }

    /// <summary>Gets how many participants like it there are, itself included.</summary>
    public required long Participants { get; init; }

    /// <summary>Gets how many epochs pass between a job and the verdict on it; 0 when the verdict is settled with the job.</summary>
    public required long DetectionDelay { get; init; }

    /// <summary>Gets the chance that an audit by an honest auditor finds a false result.</summary>
    public required RationalInterval DetectionAccuracy { get; init; }

    /// <summary>Gets the chance that an audit of an honest job condemns it.</summary>
    public required RationalInterval HonestFaultRate { get; init; }

    /// <summary>
    /// Gets the share of the network (of auditors, of stake) that is on the cheater's side. When left out, with no <see cref="CoalitionMembers"/>, collusion and griefing are not asked about.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RationalInterval? ColludingShare { get; init; }

    /// <summary>Gets how many of the participants act together, out of <see cref="Participants"/>. 0 when left out: nobody does beyond <see cref="ColludingShare"/>.</summary>
    public long CoalitionMembers { get; init; }

    /// <summary>
    /// Gets the most that a coalition pays an outsider for vouching for one false result; 0 when it pays nobody. When left out, collusion is not asked about.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RationalInterval? SidePaymentLimit { get; init; }

    /// <summary>Gets the chance that an outsider's bought vouching is looked at again and found out. 0 when left out.</summary>
    public RationalInterval ReviewRate { get; init; }

    /// <summary>Gets what a unit of the next epoch is worth in this one, in (0, 1). 0.99 when left out.</summary>
    public RationalInterval Discount { get; init; } = RationalInterval.Of(new Fraction(99, 100));

    /// <summary>Gets what a new identity costs besides its stake.</summary>
    public required RationalInterval IdentityPrice { get; init; }

    /// <summary>Gets what the participant could earn in an epoch by doing something else. When left out, participation is not asked about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RationalInterval? OutsideOption { get; init; }

    /// <summary>Gets what checking one result costs a validator. When left out, diligence is not asked about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RationalInterval? CheckingCost { get; init; }

    /// <summary>Gets what a validator is paid for one check. 0 when left out.</summary>
    public RationalInterval CheckingReward { get; init; }

    /// <summary>
    /// Gets the share of checks that carry a planted error. When left out, that which the policy promises (<c>PanelPolicy.PlantedErrors</c>), and 0 where it promises none. More than it promises does not count.
    /// </summary>
    public RationalInterval PlantedErrorRate { get; init; }

    /// <summary>Gets what a requester deposits to open a dispute. 0 when left out.</summary>
    public RationalInterval DisputeDeposit { get; init; }

    /// <summary>Gets what a dispute costs to decide; the loser pays; 0 when nothing can be disputed. When left out, disputes are not asked about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RationalInterval? DisputeCost { get; init; }

    /// <summary>Gets how much harm to a victim each unit that an attacker spends may do. 1 when left out.</summary>
    public RationalInterval GriefingLimit { get; init; } = RationalInterval.Of(Fraction.One);

    /// <summary>Gets which part of an honest income wrongful penalties may take, in expectation. A tenth when left out.</summary>
    public RationalInterval WrongfulLossLimit { get; init; } = RationalInterval.Of(new Fraction(1, 10));

    /// <summary>Gets the most jobs that can be in flight before the first verdict.</summary>
    [JsonIgnore]
    public long JobsInFlight => checked(JobsPerEpoch * (DetectionDelay + 1));

    /// <summary>Gets what cheating on one job saves and brings from outside; not below 0 at its high end.</summary>
    [JsonIgnore]
    public RationalInterval GainPerJob
    {
        get
        {
            if (Mix is { } mix)
            {
                return mix.GainPerJob;
            }

            Fraction low = CostPerJob.Low - CheatingCostPerJob.High + ExternalGainPerJob.Low;
            Fraction high = CostPerJob.High - CheatingCostPerJob.Low + ExternalGainPerJob.High;
            return RationalInterval.Between(low, high);
        }
    }

    /// <summary>Gets the most that cheating on one job saves and brings, 0 where it costs more than honesty.</summary>
    internal Fraction LargestGain => GainPerJob.High.IsNegative ? Fraction.Zero : GainPerJob.High;

    /// <summary>Gets on how many jobs of an epoch cheating brings <see cref="LargestGain"/>: the valuable ones, or all.</summary>
    internal long GainfulJobs => Mix is { } mix ? Math.Min(mix.Steps.First(), JobsPerEpoch) : ExternalGainPerJob.High.IsPositive ? Math.Min(ValuableJobsPerEpoch ?? JobsPerEpoch, JobsPerEpoch) : JobsPerEpoch;

    /// <summary>Gets the most that one epoch of cheating saves and brings.</summary>
    internal Fraction LargestGainOfEpoch
    {
        get
        {
            Fraction gainful = GainOf(GainfulJobs), all = GainOf(JobsPerEpoch), most = Mix is { } mix ? mix.Steps.Max(mix.GainOf) : gainful > all ? gainful : all;
            return most.IsNegative ? Fraction.Zero : most;
        }
    }

    /// <summary>Returns what cheating on so many jobs of one epoch saves and brings at most, the valuable ones first.</summary>
    /// <param name="cheated">How many of the epoch's jobs.</param>
    /// <returns><c>cheated * (CostPerJob - CheatingCostPerJob) + min(cheated, ValuableJobsPerEpoch) * ExternalGainPerJob</c>, in base units; of a <see cref="Mix"/> the sum of so many of its largest gains.</returns>
    public Fraction GainOf(long cheated) => Mix is { } mix ? mix.GainOf(cheated) :
        (new Fraction(cheated) * (CostPerJob.High - CheatingCostPerJob.Low)) + (new Fraction(Math.Min(cheated, ValuableJobsPerEpoch ?? cheated)) * ExternalGainPerJob.High);

    /// <summary>Returns the same economics with the jobs of a mix.</summary>
    /// <param name="mix">The kinds of an epoch's jobs.</param>
    /// <returns>The economics: the number of jobs is the mix's, and what a job costs and brings is the interval from its least to its most.</returns>
    public Economics WithMix(JobMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return this with
        {
            Mix = mix,
            JobsPerEpoch = mix.Jobs,
            CostPerJob = mix.CostPerJob,
            CheatingCostPerJob = mix.CheatingCostPerJob,
            ExternalGainPerJob = mix.ExternalGainPerJob,
            ValuableJobsPerEpoch = null,
        };
    }

    /// <summary>What so many of an epoch's jobs cost when done honestly, the dearest ones.</summary>
    internal Fraction CostOf(long jobs) => Mix is { } mix ? mix.CostOf(jobs) : new Fraction(jobs) * CostPerJob.High;

    /// <summary>Says what is wrong with these numbers, all of it at once.</summary>
    /// <returns>One sentence for each fault; none when they can be judged.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        Check(faults, nameof(DetectionAccuracy), DetectionAccuracy, mostOne: true);
        Check(faults, nameof(HonestFaultRate), HonestFaultRate, mostOne: true);
        Check(faults, nameof(ColludingShare), ColludingShare.OrZero(), mostOne: true);
        Check(faults, nameof(ReviewRate), ReviewRate, mostOne: true);
        Check(faults, nameof(PlantedErrorRate), PlantedErrorRate, mostOne: true);
        Check(faults, nameof(WrongfulLossLimit), WrongfulLossLimit, mostOne: true);
        foreach ((string name, RationalInterval value) in new[]
        {
            (nameof(CostPerJob), CostPerJob), (nameof(CheatingCostPerJob), CheatingCostPerJob), (nameof(ExternalGainPerJob), ExternalGainPerJob),
            (nameof(PaymentPerJob), PaymentPerJob), (nameof(IdentityPrice), IdentityPrice), (nameof(OutsideOption), OutsideOption.OrZero()),
            (nameof(CheckingCost), CheckingCost.OrZero()), (nameof(CheckingReward), CheckingReward), (nameof(DisputeDeposit), DisputeDeposit), (nameof(DisputeCost), DisputeCost.OrZero()),
            (nameof(GriefingLimit), GriefingLimit), (nameof(SidePaymentLimit), SidePaymentLimit.OrZero()),
        })
        {
            Check(faults, name, value, mostOne: false);
        }

        if (!Discount.Low.IsPositive || Discount.High >= Fraction.One)
        {
            faults.Add($"{nameof(Discount)} is {Discount}: expected a number above 0 and below 1; at 1 a lasting income is worth infinitely much.");
        }

        if (PaymentPerJob.High * new Fraction(Math.Max(1, JobsPerEpoch)) * new Fraction(Math.Max(1, Participants)) >= new Fraction(System.Numerics.BigInteger.One << MostBits))
        {
            faults.Add($"{nameof(PaymentPerJob)} is {PaymentPerJob}: an epoch's payments of all participants must stay below 2^{MostBits} base units.");
        }

        Range(faults, nameof(JobsPerEpoch), JobsPerEpoch, 1, 1_000_000);
        Range(faults, nameof(ValuableJobsPerEpoch), ValuableJobsPerEpoch ?? 1, 1, JobsPerEpoch);
        faults.AddRange(Mix?.Faults(this) ?? []);
        Range(faults, nameof(Participants), Participants, 1, 1_000_000_000);
        Range(faults, nameof(CoalitionMembers), CoalitionMembers, 0, Participants);
        Range(faults, nameof(DetectionDelay), DetectionDelay, 0, LongestDelay);
        return faults;
    }

    /// <summary>Refuses numbers that cannot be judged, with every fault.</summary>
    internal void Require(string parameter)
    {
        if (Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The economics cannot be judged: {string.Join(" ", faults)}", parameter);
        }
    }

    private static void Check(List<string> faults, string name, RationalInterval value, bool mostOne)
    {
        if (value.Low.IsNegative)
        {
            faults.Add($"{name} is {value}: expected nothing below 0.");
        }

        if (mostOne && value.High > Fraction.One)
        {
            faults.Add($"{name} is {value}: a probability is at most 1.");
        }
    }

    private static void Range(List<string> faults, string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name} is {value}: expected from {least} to {most}.");
        }
    }
}
