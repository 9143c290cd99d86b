using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.States;

/// <summary>What the mechanism remembers of one participant.</summary>
/// <remarks>No formula. <c>default</c> is nobody's state and is refused wherever a state is taken.</remarks>
public readonly record struct ParticipantState
{
    private readonly ImmutableArray<PastOffence> _pastOffences;
    private readonly ImmutableArray<PendingPenalty> _pending;

    /// <summary>Gets who it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the stake, bonded and unbonding.</summary>
    public required StakeAccount Stake { get; init; }

    /// <summary>Gets what is remembered of its conduct.</summary>
    public ReputationRecord Reputation { get; init; }

    /// <summary>Gets the first epoch in which it gets work and rewards again; epoch 0 when it never was in jail.</summary>
    public Epoch JailedUntil { get; init; }

    /// <summary>Gets the offences that still count as earlier ones, oldest first.</summary>
    public ImmutableArray<PastOffence> PastOffences
    {
        get => _pastOffences.IsDefault ? [] : _pastOffences;
        init => _pastOffences = value;
    }

    /// <summary>Gets the accusations whose penalties wait out their appeals, by the epoch of the accusation and by key.</summary>
    public ImmutableArray<PendingPenalty> Pending
    {
        get => _pending.IsDefault ? [] : _pending;
        init => _pending = value;
    }

    /// <inheritdoc/>
    public bool Equals(ParticipantState other) =>
        Participant == other.Participant
        && Equals(Stake, other.Stake)
        && Reputation == other.Reputation
        && JailedUntil == other.JailedUntil
        && PastOffences.AsSpan().SequenceEqual(other.PastOffences.AsSpan())
        && Pending.AsSpan().SequenceEqual(other.Pending.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode();
}
