using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>One settled epoch: the new state, every movement of money, and what it meant for each participant.</summary>
/// <remarks>
/// <code>sum over all accounts of (money in - money out) = 0</code>
/// Immutable. Everything a receipt needs is here: the policy's content hash, the report, the states before and after.
/// </remarks>
public sealed record EpochSettlement
{
    private readonly SettledColumns? _columns;
    private ImmutableArray<Posting> _postings;
    private ImmutableArray<ParticipantOutcome> _outcomes;

    /// <summary>Gets the epoch that was settled.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets the content hash of the policy that settled it.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the report that was settled.</summary>
    public required EpochReport Report { get; init; }

    /// <summary>Gets the state before.</summary>
    public required NetworkState Before { get; init; }

    /// <summary>Gets the state after, in which the next epoch is the current one.</summary>
    public required NetworkState After { get; init; }

    /// <summary>Gets the items of the report that were not admissible, each with its reason, in an order that does not depend on the report's.</summary>
    public ImmutableArray<SetAsideItem> SetAside { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how much stake was at fault, over all participants.</summary>
    public required FaultTotals Faults { get; init; }

    /// <summary>Gets the totals over all participants.</summary>
    public required EpochTotals Totals { get; init; }

    /// <summary>Gets what there was to divide and to lose, in base units.</summary>
    public required Amount Pool { get; init; }

    /// <summary>Gets what of the pool was lost by jail, forfeiture, score or uptime, and was not shared by the others, in base units.</summary>
    public Amount Lost { get; init; }

    /// <summary>Gets what each further pool of the policy had, lost and was claimed of, by name; none where the policy has none. Left out of JSON then.</summary>
    [OptionalSection]
    public ImmutableArray<PoolTerms> Pools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets every movement of money, those of the network first, then those of each participant in the order of the state. Made when it is asked for first, and kept then.</summary>
    public required ImmutableArray<Posting> Postings
    {
        get => _postings.IsDefault ? _postings = _columns?.ToPostings() ?? [] : _postings;
        init => _postings = value.IsDefault ? [] : value;
    }

    /// <summary>Gets what the epoch did to each participant, in the order of the state. Made when it is asked for first, and kept then; <see cref="OutcomeOf"/> makes one alone.</summary>
    public required ImmutableArray<ParticipantOutcome> Outcomes
    {
        get => _outcomes.IsDefault ? _outcomes = _columns?.ToOutcomes() ?? [] : _outcomes;
        init => _outcomes = value.IsDefault ? [] : value;
    }

    /// <summary>Sets what postings and outcomes are made of when somebody asks for them.</summary>
    internal SettledColumns Columns
    {
        init
        {
            _columns = value;
            _postings = default;
            _outcomes = default;
        }
    }

    /// <summary>Returns what the epoch did to one participant.</summary>
    /// <param name="participant">Its name.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ParticipantOutcome OutcomeOf(ParticipantId participant)
    {
        int index = Before.PlaceOf(participant);
        return index >= 0 && _outcomes.IsDefault && _columns is not null && _columns.After.Length == Before.Participants.Length ? _columns.OutcomeAt(index)
            : index >= 0 && Outcomes.Length != Before.Participants.Length
            ? throw new InvalidOperationException($"The settlement has {Prose.Count(Outcomes.Length, "outcome")} for {Prose.Count(Before.Participants.Length, "participant")}: it was altered after it was made.")
            : index >= 0 ? Outcomes[index]
            : throw new KeyNotFoundException($"The network has no participant '{participant}' in epoch {Epoch}.");
    }

    /// <summary>Returns what it came to, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"epoch {Epoch}: a pool of {Prose.Units(Pool)} for {Prose.Count(_outcomes.IsDefault && _columns is not null ? _columns.After.Length : Outcomes.Length, "participant")}, {Prose.Count(_postings.IsDefault && _columns is not null ? _columns.CountPostings() : Postings.Length, "posting")}, {Prose.Count(SetAside.Length, "item")} set aside";

    /// <inheritdoc/>
    public bool Equals(EpochSettlement? other) =>
        other is not null
        && Epoch == other.Epoch
        && PolicyHash == other.PolicyHash
        && Report == other.Report
        && Before == other.Before
        && Pool == other.Pool
        && Lost == other.Lost
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan())
        && Totals == other.Totals
        && Faults == other.Faults
        && SetAside.AsSpan().SequenceEqual(other.SetAside.AsSpan())
        && After == other.After
        && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan())
        && Outcomes.AsSpan().SequenceEqual(other.Outcomes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode() ^ Pool.GetHashCode();
}
