using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>What settled history tells about the economics: counts and values, from receipts, verdicts and planted errors.</summary>
/// <remarks>
/// No formula. What nobody can see in a ledger (what a job costs, what somebody outside pays for a false result) has to be reported or is missing. Money in base units,
/// times in epochs.
/// </remarks>
public sealed record ObservedHistory
{
    /// <summary>Gets how many audits were of work that is known to be right, such as planted right results.</summary>
    public ulong RightWorkAudited { get; init; }

    /// <summary>Gets how many of them condemned it.</summary>
    public ulong RightWorkCondemned { get; init; }

    /// <summary>Gets how many errors were planted and audited.</summary>
    public ulong PlantedErrors { get; init; }

    /// <summary>Gets how many of them were found.</summary>
    public ulong PlantedErrorsFound { get; init; }

    /// <summary>Gets what jobs cost, as reported.</summary>
    public ImmutableArray<Fraction> CostsPerJob { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what jobs were paid.</summary>
    public ImmutableArray<Fraction> PaymentsPerJob { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how many epochs passed between jobs and the verdicts on them.</summary>
    public ImmutableArray<Fraction> VerdictDelays { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how many jobs participants got in an epoch.</summary>
    public ImmutableArray<Fraction> JobsPerEpoch { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns this history and one settled epoch more.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <param name="planted">The tasks whose errors were planted: a verdict of wrong finds one.</param>
    /// <param name="right">The tasks whose results are known to be right: a verdict of wrong condemns one.</param>
    /// <returns>
    /// The history: verdicts on planted and on right work, the delay of every verdict, the jobs of every participant that worked, and what a job was paid on average. What the settlement set aside is not
    /// counted. What jobs cost is in no ledger, and stays as it was reported.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ObservedHistory With(EpochSettlement settlement, IReadOnlySet<TaskId> planted, IReadOnlySet<TaskId> right)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        ArgumentNullException.ThrowIfNull(planted);
        ArgumentNullException.ThrowIfNull(right);
        // Of two verdicts on one result the second is set aside, of one that was settled before every one.
        Dictionary<(ParticipantId, TaskId, Epoch), int> aside = [];
        foreach (SetAsideItem item in settlement.SetAside.Where(static item => item.Item == ReportItem.Verdict))
        {
            aside[(item.Participant, item.Task, item.Epoch)] = aside.GetValueOrDefault((item.Participant, item.Task, item.Epoch)) + 1;
        }

        (ulong plantedErrors, ulong found, ulong audited, ulong condemned) = (PlantedErrors, PlantedErrorsFound, RightWorkAudited, RightWorkCondemned);
        List<Fraction> delays = [];
        foreach (Verdict verdict in settlement.Report.Verdicts)
        {
            bool isWrong = verdict.Outcome == VerdictOutcome.Incorrect;
            (ParticipantId, TaskId, Epoch) key = (verdict.Participant, verdict.Task, verdict.Epoch);
            int left = aside.GetValueOrDefault(key);
            if (left > 0)
            {
                aside[key] = left - 1;
                continue;
            }

            if (!isWrong && verdict.Outcome != VerdictOutcome.Correct)
            {
                continue;
            }

            delays.Add(new Fraction((settlement.Epoch - verdict.Epoch).Epochs));
            bool isPlanted = planted.Contains(verdict.Task), isRight = right.Contains(verdict.Task);
            (plantedErrors, found) = (plantedErrors + (isPlanted ? 1UL : 0), found + (isPlanted && isWrong ? 1UL : 0));
            (audited, condemned) = (audited + (isRight ? 1UL : 0), condemned + (isRight && isWrong ? 1UL : 0));
        }

        Fraction[] jobs = [.. settlement.Report.Participants.Where(static row => row.Work > 0).Select(static row => new Fraction((System.Numerics.BigInteger)row.Work))];
        Fraction work = jobs.Aggregate(Fraction.Zero, static (sum, one) => sum + one);
        return this with
        {
            PlantedErrors = plantedErrors,
            PlantedErrorsFound = found,
            RightWorkAudited = audited,
            RightWorkCondemned = condemned,
            VerdictDelays = [.. VerdictDelays, .. delays],
            JobsPerEpoch = [.. JobsPerEpoch, .. jobs],
            PaymentsPerJob = work.IsZero || settlement.Report.Payments.IsZero ? PaymentsPerJob : PaymentsPerJob.Add(settlement.Report.Payments.ToFraction() / work),
        };
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ObservedHistory {{ RightWorkAudited = {RightWorkAudited}, RightWorkCondemned = {RightWorkCondemned}, PlantedErrors = {PlantedErrors}, "
        + $"PlantedErrorsFound = {PlantedErrorsFound}, CostsPerJob = {Prose.List(CostsPerJob)}, PaymentsPerJob = {Prose.List(PaymentsPerJob)}, "
        + $"VerdictDelays = {Prose.List(VerdictDelays)}, JobsPerEpoch = {Prose.List(JobsPerEpoch)} }}";

    /// <inheritdoc/>
    public bool Equals(ObservedHistory? other) =>
        other is not null
        && RightWorkAudited == other.RightWorkAudited && RightWorkCondemned == other.RightWorkCondemned
        && PlantedErrors == other.PlantedErrors && PlantedErrorsFound == other.PlantedErrorsFound
        && CostsPerJob.AsSpan().SequenceEqual(other.CostsPerJob.AsSpan()) && PaymentsPerJob.AsSpan().SequenceEqual(other.PaymentsPerJob.AsSpan())
        && VerdictDelays.AsSpan().SequenceEqual(other.VerdictDelays.AsSpan()) && JobsPerEpoch.AsSpan().SequenceEqual(other.JobsPerEpoch.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RightWorkAudited, PlantedErrors, CostsPerJob.Length, PaymentsPerJob.Length);
}
