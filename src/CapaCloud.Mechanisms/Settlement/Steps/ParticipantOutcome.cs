using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>What an epoch did to one participant: its reward, its loss and its new state.</summary>
/// <remarks>
/// <code>paid to its wallet = Reward + what further pools gave - Withheld + Returned</code>
/// In base units. What jobs and checks paid it comes on top. Bounties that the participant earned by its own reports are postings of those it reported.
/// </remarks>
public readonly record struct ParticipantOutcome
{
    private readonly ImmutableArray<JobOutcome> _jobs;
    private readonly ImmutableArray<PoolAmount> _pools;

    /// <summary>Gets its new state.</summary>
    public required ParticipantState After { get; init; }

    /// <summary>Gets its share of the pool of work: paid, or withheld while accusations that would forfeit it are open.</summary>
    public Amount Reward { get; init; }

    /// <summary>Gets what of <see cref="Reward"/> and <see cref="Pools"/> waits: all of it or nothing.</summary>
    public Amount Withheld { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are paid now.</summary>
    public Amount Returned { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are lost now.</summary>
    public Amount Forfeited { get; init; }

    /// <summary>Gets what it lost of its stake.</summary>
    public Amount Slashed { get; init; }

    /// <summary>Gets what others were paid out of that loss for reporting it.</summary>
    public Amount Bounties { get; init; }

    /// <summary>Gets what the treasury paid for its checks.</summary>
    public Amount CheckPay { get; init; }

    /// <summary>Gets the jobs that ended, by task.</summary>
    public ImmutableArray<JobOutcome> Jobs
    {
        get => _jobs.IsDefault ? [] : _jobs;
        init => _jobs = value;
    }

    /// <summary>Gets what the epoch brought its delegators; null when it takes no delegations. Left out of JSON then.</summary>
    [OptionalSection]
    public DelegatorsOutcome? Delegators { get; init; }

    /// <summary>Gets its share of each further pool that gave it anything, by the name of the pool: paid or withheld like <see cref="Reward"/>. Left out of JSON when none did.</summary>
    [OptionalSection]
    public ImmutableArray<PoolAmount> Pools
    {
        get => _pools.IsDefault ? [] : _pools;
        init => _pools = value;
    }

    /// <summary>Gets its shares of all pools, in base units.</summary>
    public Amount AllRewards => Pools.IsEmpty ? Reward : Reward + PoolAmount.Sum(Pools.AsSpan());

    /// <summary>Gets what reaches its wallet out of the pools; what jobs paid is in <see cref="Jobs"/>, what checks paid is <see cref="CheckPay"/>.</summary>
    public Amount Paid => AllRewards - Withheld + Returned - (Delegators?.Rewards ?? Amount.Zero);

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{After.Participant}: a reward of {Prose.Units(Reward)}, {(Pools.IsEmpty ? "" : $"{string.Join(", ", Pools)}, ")}{Prose.Units(Slashed)} of stake lost, of which {Prose.Units(Bounties)} went to who reported it";

    /// <inheritdoc/>
    public bool Equals(ParticipantOutcome other) =>
        After == other.After
        && Reward == other.Reward
        && Withheld == other.Withheld
        && Returned == other.Returned
        && Forfeited == other.Forfeited
        && Slashed == other.Slashed
        && Bounties == other.Bounties
        && CheckPay == other.CheckPay
        && Equals(Delegators, other.Delegators)
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan())
        && Jobs.AsSpan().SequenceEqual(other.Jobs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => After.GetHashCode() ^ Reward.GetHashCode() ^ Slashed.GetHashCode();
}
