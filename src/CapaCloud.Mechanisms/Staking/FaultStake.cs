using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Which stake answers for a fault: what stood behind an operator in its epoch, without what was still another record's then.</summary>
internal readonly record struct FaultStake(ParticipantId Operator, Epoch Fault, ImmutableArray<ParticipantId> Others)
{
    public bool Includes(in StakeTranche tranche)
    {
        if (!tranche.StoodAt(Operator, Fault))
        {
            return false;
        }

        foreach (ParticipantId other in Others.IsDefault ? [] : Others)
        {
            if (tranche.StoodAt(other, Fault))
            {
                return false;
            }
        }

        return true;
    }

    public Amount In(StakeAccount account)
    {
        Amount total = Amount.Zero;
        foreach (StakeTranche tranche in account.Tranches)
        {
            total += Includes(tranche) ? tranche.OriginalAt(Fault) : Amount.Zero;
        }

        return total;
    }

    /// <summary>What is left of it, in base units: the most that the fault can still take.</summary>
    public Amount LeftIn(StakeAccount account)
    {
        Amount left = Amount.Zero;
        foreach (StakeTranche tranche in account.Tranches)
        {
            left += Includes(tranche) ? tranche.Remaining : Amount.Zero;
        }

        return left;
    }
}
