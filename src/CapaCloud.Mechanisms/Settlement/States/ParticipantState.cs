using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms;

/// <summary>What the mechanism remembers of one participant.</summary>
/// <remarks>
/// No formula. Everything here is bounded by the policy's windows: what they no longer reach is forgotten. <c>default</c> is nobody's state and is refused
/// wherever a state is taken.
/// </remarks>
public readonly record struct ParticipantState
{
    private readonly ImmutableArray<FaultCase> _cases;
    private readonly ImmutableArray<PassedAudit> _passedAudits;
    private readonly ImmutableArray<WithheldReward> _withheld;
    private readonly ImmutableArray<Job> _jobs;
    private readonly FormerLife? _former;

    /// <summary>Gets who it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the stake, bonded and unbonding.</summary>
    public required StakeAccount Stake { get; init; }

    /// <summary>Gets what is remembered of its conduct.</summary>
    public ReputationRecord Reputation { get; init; }

    /// <summary>Gets the first epoch in which it gets work and rewards again; epoch 0 when it never was in jail.</summary>
    public Epoch JailedUntil { get; init; }

    /// <summary>Gets for which faults it is in jail, each until when; null when it is not. Left out of JSON then.</summary>
    [OptionalSection]
    public JailTerms? Jail { get; init; }

    /// <summary>Gets for how many epochs in a row it has missed duties without excuse; epochs without duties do not interrupt the row.</summary>
    public EpochSpan AbsentFor { get; init; }

    /// <summary>Gets its faults, open and closed, by the epoch of the fault and by key.</summary>
    public ImmutableArray<FaultCase> Cases
    {
        get => _cases.IsDefault ? [] : _cases;
        init => _cases = value;
    }

    /// <summary>Gets the tasks that were found right and could be reported again, by epoch and task.</summary>
    public ImmutableArray<PassedAudit> PassedAudits
    {
        get => _passedAudits.IsDefault ? [] : _passedAudits;
        init => _passedAudits = value;
    }

    /// <summary>Gets the rewards that wait with accusations, by epoch.</summary>
    public ImmutableArray<WithheldReward> Withheld
    {
        get => _withheld.IsDefault ? [] : _withheld;
        init => _withheld = value;
    }

    /// <summary>Gets the jobs that it has taken and that have not ended, by task.</summary>
    public ImmutableArray<Job> Jobs
    {
        get => _jobs.IsDefault ? [] : _jobs;
        init => _jobs = value;
    }

    /// <summary>Gets the names under which it was known before, in their order: a fault that was charged under one of them is not charged again under this one.</summary>
    public ImmutableArray<ParticipantId> FormerNames
    {
        get => _former?.Names ?? [];
        init => _former = FormerLife.Of(value, _former?.Merged);
    }

    /// <summary>Gets the records that were merged into it and whose faults can still be charged; null when there are none. Left out of JSON then.</summary>
    [OptionalSection]
    public MergedRecords? Merged
    {
        get => _former?.Merged;
        init => _former = FormerLife.Of(FormerNames, value);
    }

    /// <summary>Gets the stake that others put behind it; null when it takes none. Left out of JSON then.</summary>
    [OptionalSection]
    public DelegatedStake? Delegated { get; init; }

    /// <summary>Gets what is remembered of it as a checker; null when it has never checked, or the policy keeps one record of both. Left out of JSON then.</summary>
    [OptionalSection]
    public CheckingRecord? Checking { get; init; }

    /// <summary>Returns the value at risk of all its open jobs, in base units.</summary>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1.</exception>
    public Amount OpenValue()
    {
        Amount sum = Amount.Zero;
        foreach (ref readonly Job job in Jobs.AsSpan())
        {
            sum += job.Value;
        }

        return sum;
    }

    /// <summary>Returns all rewards that wait with accusations, in base units.</summary>
    /// <returns>The sum.</returns>
    public Amount WithheldTotal()
    {
        Amount sum = Amount.Zero;
        foreach (WithheldReward reward in Withheld)
        {
            sum += reward.Amount;
        }

        return sum;
    }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Participant}: {Prose.Units(Stake?.Total ?? Amount.Zero)} of stake, {Prose.Count(Cases.Length, "case")}{(JailedUntil > Epoch.Zero ? $", in jail until epoch {JailedUntil}" : "")}";

    /// <inheritdoc/>
    public bool Equals(ParticipantState other) =>
        Participant == other.Participant
        && Equals(Stake, other.Stake)
        && Reputation == other.Reputation
        && JailedUntil == other.JailedUntil
        && Equals(Jail, other.Jail)
        && AbsentFor == other.AbsentFor
        && Cases.AsSpan().SequenceEqual(other.Cases.AsSpan())
        && PassedAudits.AsSpan().SequenceEqual(other.PassedAudits.AsSpan())
        && Withheld.AsSpan().SequenceEqual(other.Withheld.AsSpan())
        && Jobs.AsSpan().SequenceEqual(other.Jobs.AsSpan())
        && FormerNames.AsSpan().SequenceEqual(other.FormerNames.AsSpan())
        && Equals(Merged, other.Merged)
        && Equals(Delegated, other.Delegated)
        && Equals(Checking, other.Checking);

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode();

    /// <summary>Returns the merged record that a name was of in an epoch; null when it was the participant's own by then.</summary>
    internal ParticipantId? RecordOf(ParticipantId name, Epoch epoch)
    {
        foreach (MergedRecord record in Merged?.Records ?? [])
        {
            if (epoch <= record.Until && record.Names.Contains(name))
            {
                return record.Name;
            }
        }

        return null;
    }

    /// <summary>Returns behind whom the stake of a record stood in an epoch, and which stake that stands there now was another record's then.</summary>
    internal FaultStake StakeOf(ParticipantId? record, Epoch epoch)
    {
        // The closures are made for those few only who have merged records.
        return Merged is { } merged ? new FaultStake(record ?? Participant, epoch, OthersThan(record, merged, epoch)) : new FaultStake(Participant, epoch, []);
    }

    /// <summary>Tells whether delegated stake answers for a fault of a record: it stood behind one of the records that became one, or came later.</summary>
    internal bool DelegationsAnswer(ParticipantId? record, Epoch epoch)
    {
        foreach (MergedRecord item in Merged?.Records ?? [])
        {
            if (epoch <= item.Until && item.HadDelegations)
            {
                return item.Name == record;
            }
        }

        return record is null;
    }

    private static ImmutableArray<ParticipantId> OthersThan(ParticipantId? record, MergedRecords merged, Epoch epoch) =>
        [.. merged.Records.TakeWhile(item => item.Name != record).Where(item => epoch <= item.Until).Select(static item => item.Name)];

    internal bool TryFindJob(TaskId task, out Job job)
    {
        ReadOnlySpan<Job> all = Jobs.AsSpan();
        int low = 0, high = all.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = all[middle].Task.CompareTo(task);
            if (order == 0)
            {
                job = all[middle];
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        job = default;
        return false;
    }
}
