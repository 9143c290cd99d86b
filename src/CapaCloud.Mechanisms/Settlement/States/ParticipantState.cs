using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
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

    /// <summary>Gets who it is.</summary>
    public required ParticipantId Participant { get; init; }

    /// <summary>Gets the stake, bonded and unbonding.</summary>
    public required StakeAccount Stake { get; init; }

    /// <summary>Gets what is remembered of its conduct.</summary>
    public ReputationRecord Reputation { get; init; }

    /// <summary>Gets the first epoch in which it gets work and rewards again; epoch 0 when it never was in jail.</summary>
    public Epoch JailedUntil { get; init; }

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

    /// <inheritdoc/>
    public bool Equals(ParticipantState other) =>
        Participant == other.Participant
        && Equals(Stake, other.Stake)
        && Reputation == other.Reputation
        && JailedUntil == other.JailedUntil
        && AbsentFor == other.AbsentFor
        && Cases.AsSpan().SequenceEqual(other.Cases.AsSpan())
        && PassedAudits.AsSpan().SequenceEqual(other.PassedAudits.AsSpan())
        && Withheld.AsSpan().SequenceEqual(other.Withheld.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Participant.GetHashCode();
}
