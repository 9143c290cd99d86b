using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>Intervals for the economics, from settled history, with a stated confidence; and what cannot be estimated.</summary>
/// <remarks>
/// <code>
/// rates:  RateInterval of the counts          values: ValueRange of what was seen
/// each statement has the confidence 1 - (1 - Confidence) / 6, so that all six together have Confidence
/// </code>
/// The detection accuracy is taken from planted errors, the honest fault rate from work that is known to be right. Nothing is guessed: a figure without data is null and named in
/// <see cref="Missing"/>. What a cheater saves, what somebody outside pays and what collusion costs are never seen in a ledger and stay as assumed.
/// </remarks>
public sealed record EconomicsEstimate
{
    private const int Statements = 6;

    /// <summary>Gets the confidence of all intervals together.</summary>
    public required Proportion Confidence { get; init; }

    /// <summary>Gets the chance that an audit of an honest job condemns it.</summary>
    public RationalInterval? HonestFaultRate { get; init; }

    /// <summary>Gets the chance that an audit finds a false result.</summary>
    public RationalInterval? DetectionAccuracy { get; init; }

    /// <summary>Gets what honest work on one job costs.</summary>
    public ValueRange? CostPerJob { get; init; }

    /// <summary>Gets what a requester pays for one job.</summary>
    public ValueRange? PaymentPerJob { get; init; }

    /// <summary>Gets how many epochs pass between a job and its verdict.</summary>
    public ValueRange? DetectionDelay { get; init; }

    /// <summary>Gets how many jobs a participant gets in an epoch.</summary>
    public ValueRange? JobsPerEpoch { get; init; }

    /// <summary>Gets the names of what could not be estimated.</summary>
    public ImmutableArray<string> Missing =>
    [
        .. new (string Name, bool IsThere)[]
        {
            (nameof(HonestFaultRate), HonestFaultRate is not null), (nameof(DetectionAccuracy), DetectionAccuracy is not null), (nameof(CostPerJob), CostPerJob is not null),
            (nameof(PaymentPerJob), PaymentPerJob is not null), (nameof(DetectionDelay), DetectionDelay is not null), (nameof(JobsPerEpoch), JobsPerEpoch is not null),
        }.Where(item => !item.IsThere).Select(item => item.Name),
    ];

    /// <summary>Estimates.</summary>
    /// <param name="history">What was observed.</param>
    /// <param name="confidence">The confidence of all intervals together, below one.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="history"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is one, or something happened more often than it was tried.</exception>
    public static EconomicsEstimate Of(ObservedHistory history, Proportion confidence)
    {
        ArgumentNullException.ThrowIfNull(history);
        Proportion each = Proportion.FromParts(confidence.Complement.Parts / Statements).Complement;
        return new EconomicsEstimate
        {
            Confidence = confidence,
            HonestFaultRate = history.RightWorkAudited == 0 ? null : RateInterval.Of(history.RightWorkCondemned, history.RightWorkAudited, each),
            DetectionAccuracy = history.PlantedErrors == 0 ? null : RateInterval.Of(history.PlantedErrorsFound, history.PlantedErrors, each),
            CostPerJob = ValueRange.Of(history.CostsPerJob, each),
            PaymentPerJob = ValueRange.Of(history.PaymentsPerJob, each),
            DetectionDelay = ValueRange.Of(history.VerdictDelays, each),
            JobsPerEpoch = ValueRange.Of(history.JobsPerEpoch, each),
        };
    }

    /// <summary>Returns its members.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EconomicsEstimate {{ Confidence = {Confidence}, HonestFaultRate = {HonestFaultRate}, DetectionAccuracy = {DetectionAccuracy}, CostPerJob = {CostPerJob}, "
        + $"PaymentPerJob = {PaymentPerJob}, DetectionDelay = {DetectionDelay}, JobsPerEpoch = {JobsPerEpoch}, Missing = {Prose.List(Missing)} }}";

    /// <summary>Returns assumed economics with everything that could be estimated in place of what was assumed.</summary>
    /// <param name="assumed">What was assumed.</param>
    /// <returns>The economics; delay and jobs at their highest, which is the worse end for the network. Costs or jobs that were observed are of all kinds together: an assumed mix is left out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="assumed"/> is null.</exception>
    public Economics Over(Economics assumed)
    {
        ArgumentNullException.ThrowIfNull(assumed);
        return assumed with
        {
            HonestFaultRate = HonestFaultRate ?? assumed.HonestFaultRate,
            DetectionAccuracy = DetectionAccuracy ?? assumed.DetectionAccuracy,
            CostPerJob = CostPerJob?.Range ?? assumed.CostPerJob,
            PaymentPerJob = PaymentPerJob?.Range ?? assumed.PaymentPerJob,
            DetectionDelay = DetectionDelay is { } delay ? Up(delay.Range.High) : assumed.DetectionDelay,
            JobsPerEpoch = JobsPerEpoch is { } jobs ? Up(jobs.Range.High) : assumed.JobsPerEpoch,
            Mix = CostPerJob is null && JobsPerEpoch is null ? assumed.Mix : null,
        };
    }

    private static long Up(Fraction value) => (long)((value.Numerator + value.Denominator - BigInteger.One) / value.Denominator);
}
