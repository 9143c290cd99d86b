using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Keeps what stood at the fault of every open case from leaving, one hold for each epoch of a fault.</summary>
internal static class CaseHolds
{
    public static StakeAccount Take(StakeAccount stake, ReadOnlySpan<FaultCase> cases, Epoch now, StakingRules rules)
    {
        Epoch? last = null;
        foreach (ref readonly FaultCase item in cases)
        {
            // What is held already needs no second hold; what was not held while it could be had nothing to hold.
            if (item.IsOpen && !item.IsImmediate && item.FaultEpoch != last && rules.IsChargeable(item.FaultEpoch, now))
            {
                last = item.FaultEpoch;
                stake = stake.Hold(item.FaultEpoch, now, rules);
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

        HashSet<Epoch> open = [];
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.IsOpen)
            {
                open.Add(item.FaultEpoch);
            }
        }

        foreach (StakeHold hold in stake.Holds)
        {
            stake = open.Contains(hold.Fault) ? stake : stake.Release(hold.Fault, now, rules);
        }

        return stake;
    }
}
