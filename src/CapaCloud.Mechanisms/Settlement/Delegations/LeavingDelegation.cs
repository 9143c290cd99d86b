using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Stake that left an operator and is paid when no fault can reach it any more.</summary>
/// <remarks>No formula. <c>default</c> belongs to nobody.</remarks>
/// <param name="Delegator">Whose stake it is.</param>
/// <param name="Claim">What the pool owes for it. Paid once.</param>
public readonly record struct LeavingDelegation(ParticipantId Delegator, PoolClaim Claim) : IComparable<LeavingDelegation>
{
    /// <summary>Orders by delegator, then by age.</summary>
    /// <param name="other">Another one.</param>
    /// <returns>Below zero when this one comes first, above zero when the other one does.</returns>
    public int CompareTo(LeavingDelegation other)
    {
        int order = Delegator.CompareTo(other.Delegator);
        return order != 0 ? order : Claim.Number.CompareTo(other.Claim.Number);
    }
}
