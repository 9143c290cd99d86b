using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one epoch brings for one participant, after everything inadmissible was set aside: an argument of every map.</summary>
/// <remarks>No formula. <c>default</c> is an epoch 0 that brings nothing.</remarks>
public readonly record struct ParticipantInput
{
    private readonly ImmutableArray<PassedAudit> _passedAudits;
    private readonly ImmutableArray<Accusation> _accusations;
    private readonly ImmutableArray<Appeal> _appeals;
    private readonly ImmutableArray<Ruling> _rulings;
    private readonly ImmutableArray<JobInput> _jobs;

    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Gets what the participant did; a report of no work and no duties when there is none.</summary>
    public ParticipantReport Report { get; init; }

    /// <summary>Gets the tasks that were found right, each for the first time, by epoch and task.</summary>
    public ImmutableArray<PassedAudit> PassedAudits
    {
        get => _passedAudits.IsDefault ? [] : _passedAudits;
        init => _passedAudits = value;
    }

    /// <summary>Gets the faults it is accused of, one accusation for each, by key; absence is not among them, it follows from the report.</summary>
    public ImmutableArray<Accusation> Accusations
    {
        get => _accusations.IsDefault ? [] : _accusations;
        init => _accusations = value;
    }

    /// <summary>Gets its appeals, by key and epoch.</summary>
    public ImmutableArray<Appeal> Appeals
    {
        get => _appeals.IsDefault ? [] : _appeals;
        init => _appeals = value;
    }

    /// <summary>Gets the rulings on its cases, at most one for each key and epoch.</summary>
    public ImmutableArray<Ruling> Rulings
    {
        get => _rulings.IsDefault ? [] : _rulings;
        init => _rulings = value;
    }

    /// <summary>Gets what happened to its open jobs, one entry for each job of which something is said, by task.</summary>
    public ImmutableArray<JobInput> Jobs
    {
        get => _jobs.IsDefault ? [] : _jobs;
        init => _jobs = value;
    }

    /// <summary>Gets how many checks it did that were found right now, for the first time.</summary>
    public int Checks { get; init; }

    /// <summary>Gets what is said of it as a checker, where the policy keeps a record of that; null when nothing is. Left out of JSON then.</summary>
    [OptionalSection]
    public CheckedWork? Checked { get; init; }

    /// <summary>Gets which causes excuse a missed duty, where the policy changed in this very epoch; null where the policy in force says it. Left out of JSON then.</summary>
    [OptionalSection]
    public FormerExcuses? FormerExcuses { get; init; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ParticipantInput {{ Epoch = {Epoch}, Report = {Report}, PassedAudits = {Prose.List(PassedAudits)}, Accusations = {Prose.List(Accusations)}, "
        + $"Appeals = {Prose.List(Appeals)}, Rulings = {Prose.List(Rulings)}, Jobs = {Prose.List(Jobs)} }}";

    /// <inheritdoc/>
    public bool Equals(ParticipantInput other) =>
        Epoch == other.Epoch
        && Report == other.Report
        && Checks == other.Checks
        && Checked == other.Checked
        && FormerExcuses == other.FormerExcuses
        && PassedAudits.AsSpan().SequenceEqual(other.PassedAudits.AsSpan())
        && Accusations.AsSpan().SequenceEqual(other.Accusations.AsSpan())
        && Appeals.AsSpan().SequenceEqual(other.Appeals.AsSpan())
        && Rulings.AsSpan().SequenceEqual(other.Rulings.AsSpan())
        && Jobs.AsSpan().SequenceEqual(other.Jobs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Epoch.GetHashCode() ^ Report.GetHashCode() ^ Accusations.Length;

    /// <summary>Returns it without the checks among the duties of its row.</summary>
    internal ParticipantInput WithoutChecks()
    {
        if (Checked is not { Due: > 0 } @checked)
        {
            return this;
        }

        ulong missed = @checked.Missed;
        ImmutableArray<MissedDuties> others =
        [
            .. Report.Missed
                .Select(duties => string.Equals(duties.Cause, CheckDuty.Cause, StringComparison.Ordinal) ? duties with { Count = duties.Count - missed } : duties)
                .Where(static duties => duties.Count > 0),
        ];
        return this with { Report = Report with { DutiesDue = Report.DutiesDue - @checked.Due, Missed = others } };
    }

    /// <summary>Returns what is said of a job; nothing when nothing is.</summary>
    internal JobInput JobOf(TaskId task)
    {
        foreach (ref readonly JobInput item in Jobs.AsSpan())
        {
            if (item.Task == task)
            {
                return item;
            }
        }

        return new JobInput { Task = task };
    }
}
