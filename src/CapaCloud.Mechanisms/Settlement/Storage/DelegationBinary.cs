using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Delegated stake in the binary form of a state: commission, whose it is, and what waits; the pool and its rewards have files of their own.</summary>
internal static class DelegationBinary
{
    public static void Write(BinaryValueWriter writer, DelegatedStake delegated)
    {
        PoolBinary.Write(writer, delegated.Pool);
        RewardsBinary.Write(writer, delegated.Rewards);
        Write(writer, delegated.Commission);
        writer.WriteCount(delegated.Delegations.Length);
        foreach (ref readonly Delegation item in delegated.Delegations.AsSpan())
        {
            writer.Write(item.Delegator);
            writer.Write(item.Share.Number);
            writer.Write(item.Share.Joined);
            writer.Write(item.Share.Shares);
            RewardsBinary.Write(writer, item.Earning);
        }

        writer.WriteCount(delegated.Leaving.Length);
        foreach (ref readonly LeavingDelegation item in delegated.Leaving.AsSpan())
        {
            writer.Write(item.Delegator);
            PoolBinary.Write(writer, item.Claim);
        }

        writer.WriteCount(delegated.Departed.Length);
        foreach (ref readonly DepartedDelegation item in delegated.Departed.AsSpan())
        {
            writer.Write(item.Delegator);
            RewardsBinary.Write(writer, item.Earning);
        }

        writer.WriteCount(delegated.Waiting.Length);
        foreach (ref readonly WaitingShare item in delegated.Waiting.AsSpan())
        {
            writer.Write(item.Epoch);
            writer.Write(item.Amount);
            writer.Write(item.IsWithheld);
        }
    }

    public static DelegatedStake Read(ref BinaryValueReader reader, ParticipantId operatorId)
    {
        OperatorPool pool = PoolBinary.Read(ref reader, operatorId);
        DelegatorRewards rewards = RewardsBinary.Read(ref reader);
        Commission commission = Commission(ref reader);
        Delegation[] delegations = new Delegation[reader.ReadCount(leastBytes: 9)];
        for (int index = 0; index < delegations.Length; index++)
        {
            delegations[index] = new Delegation(
                reader.ReadParticipantId(), new PoolShare(reader.ReadUInt64(), reader.ReadEpoch(), reader.ReadUInt128()), RewardsBinary.Position(ref reader));
        }

        LeavingDelegation[] leaving = new LeavingDelegation[reader.ReadCount(leastBytes: 7)];
        for (int index = 0; index < leaving.Length; index++)
        {
            leaving[index] = new LeavingDelegation(reader.ReadParticipantId(), PoolBinary.Claim(ref reader));
        }

        DepartedDelegation[] departed = new DepartedDelegation[reader.ReadCount(leastBytes: 6)];
        for (int index = 0; index < departed.Length; index++)
        {
            departed[index] = new DepartedDelegation(reader.ReadParticipantId(), RewardsBinary.Position(ref reader));
        }

        WaitingShare[] waiting = new WaitingShare[reader.ReadCount(leastBytes: 3)];
        for (int index = 0; index < waiting.Length; index++)
        {
            waiting[index] = new WaitingShare(reader.ReadEpoch(), reader.ReadAmount(), reader.ReadBoolean());
        }

        return new DelegatedStake
        {
            Pool = pool,
            Rewards = rewards,
            Commission = commission,
            Delegations = [.. delegations],
            Leaving = [.. leaving],
            Departed = [.. departed],
            Waiting = [.. waiting],
        };
    }

    private static void Write(BinaryValueWriter writer, Commission commission)
    {
        writer.Write(commission.Rate);
        writer.Write(commission.Floor);
        writer.Write(commission.Ceiling);
        writer.Write(commission.LargestStep);
        writer.Write(commission.Pause);
        writer.Write(commission.Notice);
        writer.Write(commission.ChangedAt);
        writer.WriteCount(commission.Changes.Length);
        foreach (CommissionChange change in commission.Changes)
        {
            writer.Write(change.From);
            writer.Write(change.Rate);
        }
    }

    private static Commission Commission(ref BinaryValueReader reader)
    {
        Commission commission = new()
        {
            Rate = reader.ReadProportion(),
            Floor = reader.ReadProportion(),
            Ceiling = reader.ReadProportion(),
            LargestStep = reader.ReadProportion(),
            Pause = reader.ReadEpochSpan(),
            Notice = reader.ReadEpochSpan(),
            ChangedAt = reader.ReadEpoch(),
        };
        CommissionChange[] changes = new CommissionChange[reader.ReadCount(leastBytes: 2)];
        for (int index = 0; index < changes.Length; index++)
        {
            changes[index] = new CommissionChange(reader.ReadEpoch(), reader.ReadProportion());
        }

        return commission with { Changes = [.. changes] };
    }
}
