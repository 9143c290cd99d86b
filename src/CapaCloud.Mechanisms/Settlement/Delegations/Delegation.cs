using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Stake that somebody put behind an operator in one epoch: its shares of the pool, and what earns rewards for it.</summary>
/// <remarks>No formula. <c>default</c> belongs to nobody.</remarks>
/// <param name="Delegator">Whose stake it is.</param>
/// <param name="Share">Its shares of the operator's pool.</param>
/// <param name="Earning">Its place in the operator's rewards.</param>
public readonly record struct Delegation(ParticipantId Delegator, PoolShare Share, DelegatorPosition Earning) : IComparable<Delegation>
{
    /// <summary>Orders by delegator, then by age.</summary>
    /// <param name="other">Another delegation.</param>
    /// <returns>Below zero when this one comes first, above zero when the other one does.</returns>
    public int CompareTo(Delegation other)
    {
        int order = Delegator.CompareTo(other.Delegator);
        return order != 0 ? order : Share.Number.CompareTo(other.Share.Number);
    }
}
