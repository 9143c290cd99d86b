using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>The jobs of an epoch where they are not alike: the participant sees each before it decides on which to cheat and which to take.</summary>
/// <remarks>
/// <code>
/// gain of M cheated jobs = the sum of the M largest gains     cost of taking all but n = the cost of all less the n largest costs
/// </code>
/// A mix of one kind is the same as jobs that are alike. Immutable; two mixes are equal when their kinds are, in the same order. Each question walks the kinds once: linear in them.
/// </remarks>
public sealed record JobMix
{
    /// <summary>The most kinds: 64.</summary>
    public const int MostKinds = 64;

    /// <summary>Gets the kinds.</summary>
    public required ImmutableArray<JobKind> Kinds { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Gets how many jobs an epoch has in all.</summary>
    [JsonIgnore]
    public long Jobs => Kinds.Sum(kind => kind.Jobs);

    /// <summary>Gets the least and the most that a job costs.</summary>
    [JsonIgnore]
    public RationalInterval CostPerJob => Hull(kind => kind.Cost);

    /// <summary>Gets the least and the most that a false result costs to make.</summary>
    [JsonIgnore]
    public RationalInterval CheatingCostPerJob => Hull(kind => kind.CheatingCost);

    /// <summary>Gets the least and the most that someone outside pays for a false result.</summary>
    [JsonIgnore]
    public RationalInterval ExternalGainPerJob => Hull(kind => kind.ExternalGain);

    /// <summary>Gets the least and the most that cheating on a job gains.</summary>
    internal RationalInterval GainPerJob => Hull(kind => kind.Gain);

    /// <summary>Gets the numbers of jobs at which the gain of one more falls: all of the best kind, those and all of the next one, and so on.</summary>
    internal IEnumerable<long> Steps
    {
        get
        {
            long jobs = 0;
            foreach (JobKind kind in ByGain)
            {
                yield return jobs += kind.Jobs;
            }
        }
    }

    private IEnumerable<JobKind> ByGain => Kinds.OrderByDescending(kind => kind.Gain.High);

    /// <summary>Makes a mix.</summary>
    /// <param name="kinds">The kinds of jobs of an epoch.</param>
    /// <returns>The mix.</returns>
    public static JobMix Of(params ReadOnlySpan<JobKind> kinds) => new() { Kinds = [.. kinds] };

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JobMix {{ Kinds = {Prose.List(Kinds)}, Jobs = {Jobs}, CostPerJob = {CostPerJob}, CheatingCostPerJob = {CheatingCostPerJob}, ExternalGainPerJob = {ExternalGainPerJob} }}";

    /// <inheritdoc/>
    public bool Equals(JobMix? other) => other is not null && Kinds.SequenceEqual(other.Kinds);

    /// <inheritdoc/>
    public override int GetHashCode() => Kinds.Aggregate(Kinds.Length, HashCode.Combine);

    /// <summary>The sum of so many of the largest gains, each at its high end.</summary>
    internal Fraction GainOf(long cheated) => Largest(ByGain, cheated, kind => kind.Gain.High);

    /// <summary>The sum of so many of the largest costs, each at its high end.</summary>
    internal Fraction CostOf(long jobs) => Largest(Kinds.OrderByDescending(kind => kind.Cost.High), jobs, kind => kind.Cost.High);

    /// <summary>What is wrong with the mix and with figures that do not go with it.</summary>
    internal IEnumerable<string> Faults(Economics economics)
    {
        if (Kinds.IsEmpty || Kinds.Length > MostKinds)
        {
            yield return $"{nameof(Economics.Mix)} has {Prose.Count(Kinds.Length, "kind")} of jobs: expected from 1 to {MostKinds}.";
            yield break;
        }

        foreach (JobKind kind in Kinds)
        {
            if (kind.Jobs < 1 || kind.Cost.Low.IsNegative || kind.CheatingCost.Low.IsNegative || kind.ExternalGain.Low.IsNegative)
            {
                yield return $"{nameof(Economics.Mix)} has a kind of {Prose.Count(kind.Jobs, "job")} that cost {kind.Cost}, {kind.CheatingCost} when cheated, and bring {kind.ExternalGain}: expected at least one job and nothing below 0.";
            }
        }

        if (Jobs != economics.JobsPerEpoch || CostPerJob != economics.CostPerJob || CheatingCostPerJob != economics.CheatingCostPerJob || ExternalGainPerJob != economics.ExternalGainPerJob)
        {
            yield return $"{nameof(Economics.Mix)} has {Prose.Count(Jobs, "job")} that cost {CostPerJob}, {CheatingCostPerJob} when cheated, and bring {ExternalGainPerJob}: "
                + $"{nameof(Economics.JobsPerEpoch)}, {nameof(Economics.CostPerJob)}, {nameof(Economics.CheatingCostPerJob)} and {nameof(Economics.ExternalGainPerJob)} must say the same; {nameof(Economics)}.{nameof(Economics.WithMix)} sets them.";
        }

        if (economics.ValuableJobsPerEpoch is not null)
        {
            yield return $"{nameof(Economics.ValuableJobsPerEpoch)} is {economics.ValuableJobsPerEpoch}: with {nameof(Economics.Mix)} the kinds say which jobs are valuable.";
        }
    }

    private static Fraction Largest(IEnumerable<JobKind> kinds, long jobs, Func<JobKind, Fraction> each)
    {
        Fraction sum = Fraction.Zero;
        foreach (JobKind kind in kinds)
        {
            long taken = Math.Min(jobs, kind.Jobs);
            sum += new Fraction(taken) * each(kind);
            jobs -= taken;
        }

        return sum;
    }

    private RationalInterval Hull(Func<JobKind, RationalInterval> read) =>
        Kinds.IsEmpty ? default : RationalInterval.Between(Kinds.Min(kind => read(kind).Low), Kinds.Max(kind => read(kind).High));
}
