using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Keeps what stood at the fault of every open case from leaving, one hold for each epoch of a fault.</summary>
internal static class CaseHolds
{
    public static StakeAccount Take(StakeAccount stake, in ParticipantState owner, ReadOnlySpan<FaultCase> cases, Epoch now, StakingRules rules)
    {
        (Epoch Fault, ParticipantId? Record)? last = null;
        foreach (ref readonly FaultCase item in cases)
        {
            // What is held already needs no second hold; what was not held while it could be had nothing to hold.
            if (item.IsOpen && !item.IsImmediate && (item.FaultEpoch, item.Record) != last && rules.IsChargeable(item.FaultEpoch, now))
            {
                last = (item.FaultEpoch, item.Record);
                stake = stake.Hold(item.Record ?? owner.Participant, item.FaultEpoch, now, rules);
            }
        }

        return stake;
    }

    public static StakeAccount Release(StakeAccount stake, ReadOnlySpan<FaultCase> cases, Epoch now, StakingRules rules)
    {
        if (stake.Holds.IsEmpty)
        {
            return stake;
        }

        HashSet<(ParticipantId, Epoch)> open = [];
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.IsOpen)
            {
                open.Add((item.Record ?? stake.Owner, item.FaultEpoch));
            }
        }

        foreach (StakeHold hold in stake.Holds)
        {
            stake = open.Contains((hold.Operator, hold.Fault)) ? stake : stake.Release(hold.Operator, hold.Fault, now, rules);
        }

        return stake;
    }
}
