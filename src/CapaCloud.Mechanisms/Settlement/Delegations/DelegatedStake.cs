using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The stake that others put behind an operator: the pool it lies in, what it earns, and whose it is.</summary>
/// <remarks>
/// <code>Total = stake in the pool, bonded and leaving + rewards not claimed yet + rewards not divided yet that are not withheld</code>
/// In base units. All of it is a part of the operator's state, so an operator is settled without looking at anybody else.
/// </remarks>
public sealed partial record DelegatedStake
{
    /// <summary>Gets the pool.</summary>
    public required OperatorPool Pool { get; init; }

    /// <summary>Gets the rewards, by who stood in which epoch.</summary>
    public required DelegatorRewards Rewards { get; init; }

    /// <summary>Gets the operator's commission, with the changes that are announced.</summary>
    public required Commission Commission { get; init; }

    /// <summary>Gets the delegations that stand, by delegator and then by age.</summary>
    public ImmutableArray<Delegation> Delegations { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the stake that is on its way out, by delegator and then by age.</summary>
    public ImmutableArray<LeavingDelegation> Leaving { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what stake that left has earned and was not claimed, by delegator.</summary>
    public ImmutableArray<DepartedDelegation> Departed { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the epochs whose rewards wait, in order.</summary>
    public ImmutableArray<WaitingShare> Waiting { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what the network holds for the delegators, stake and rewards, in base units.</summary>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1.</exception>
    [System.Text.Json.Serialization.JsonIgnore]
    public Amount Total
    {
        get
        {
            Amount total = Pool.Total + Rewards.Held;
            foreach (WaitingShare share in Waiting)
            {
                total += share.IsWithheld ? Amount.Zero : share.Amount;
            }

            return total;
        }
    }

    /// <summary>Gets a value indicating whether nobody has anything here.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => Delegations.IsEmpty && Leaving.IsEmpty && Departed.IsEmpty && Waiting.IsEmpty;

    /// <summary>What a delegator's stake is worth that stands here.</summary>
    /// <param name="delegator">The delegator.</param>
    /// <returns>Base units, rounded down for each delegation.</returns>
    public Amount StakeOf(ParticipantId delegator)
    {
        Amount sum = Amount.Zero;
        foreach (Delegation item in Delegations)
        {
            sum += item.Delegator == delegator ? Pool.WorthOf(item.Share) : Amount.Zero;
        }

        return sum;
    }

    /// <summary>What a delegator's stake is worth that is on its way out.</summary>
    /// <param name="delegator">The delegator.</param>
    /// <returns>Base units, rounded down for each claim.</returns>
    public Amount LeavingOf(ParticipantId delegator)
    {
        Amount sum = Amount.Zero;
        foreach (LeavingDelegation item in Leaving)
        {
            sum += item.Delegator == delegator ? Pool.WorthOf(item.Claim) : Amount.Zero;
        }

        return sum;
    }

    /// <summary>What a delegator can claim as reward now.</summary>
    /// <param name="delegator">The delegator.</param>
    /// <returns>Base units. A fraction of a unit waits until it has become one.</returns>
    public Amount RewardsOf(ParticipantId delegator) => Claim(delegator).Paid;

    /// <summary>Compares by value.</summary>
    /// <param name="other">Another operator's, or null.</param>
    /// <returns>Whether everything is the same.</returns>
    public bool Equals(DelegatedStake? other) =>
        other is not null
        && Pool == other.Pool
        && Rewards == other.Rewards
        && Commission == other.Commission
        && Delegations.AsSpan().SequenceEqual(other.Delegations.AsSpan())
        && Leaving.AsSpan().SequenceEqual(other.Leaving.AsSpan())
        && Departed.AsSpan().SequenceEqual(other.Departed.AsSpan())
        && Waiting.AsSpan().SequenceEqual(other.Waiting.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Pool.GetHashCode() ^ Delegations.Length ^ (Leaving.Length << 16);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Prose.Units(Pool.Bonded)} of {Delegations.Select(static item => item.Delegator).Distinct().Count()} delegators stand behind {Pool.OperatorId}, {Pool.Unbonding} are leaving";

    internal static DelegatedStake Open(ParticipantId operatorId, Commission commission, Epoch now) =>
        new() { Pool = OperatorPool.Open(operatorId), Rewards = DelegatorRewards.Begin(now), Commission = commission };
}
