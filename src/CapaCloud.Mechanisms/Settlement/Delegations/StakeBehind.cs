using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>All the stake that answers for a participant: its own, and what others delegated to it.</summary>
internal static class StakeBehind
{
    /// <summary>What stood in an epoch, in base units.</summary>
    public static Amount StandingAt(in ParticipantState participant, Epoch fault)
    {
        Amount own = participant.Stake.StandingAt(fault);
        return participant.Delegated is { } delegated ? own + delegated.Pool.StandingAt(fault) : own;
    }

    /// <summary>
    /// What can be charged for a fault, in base units. Of own stake, once the window of the fault is over, that is what is held for it: an account that was pruned cannot tell later
    /// stake from what stood then.
    /// </summary>
    public static Amount ChargeableAt(in ParticipantState participant, Epoch fault, StakingRules rules, Epoch now) =>
        OwnAt(participant.Stake, fault, rules, now) + (participant.Delegated?.Pool.StandingAt(fault) ?? Amount.Zero);

    /// <summary>The participant's own part of it.</summary>
    public static Amount OwnAt(StakeAccount stake, Epoch fault, StakingRules rules, Epoch now) =>
        rules.IsChargeable(fault, now) || stake.Holds.Any(hold => hold.Fault == fault) ? stake.StandingAt(fault) : Amount.Zero;

    /// <summary>What is bonded, in base units.</summary>
    public static Amount Bonded(in ParticipantState participant) =>
        participant.Delegated is { } delegated ? participant.Stake.Bonded + delegated.Pool.Bonded : participant.Stake.Bonded;

    /// <summary>The epochs of faults that are open and hold the stake that stood at them.</summary>
    public static IReadOnlyCollection<Epoch> Held(ReadOnlySpan<FaultCase> cases)
    {
        HashSet<Epoch> held = [];
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.IsOpen && !item.IsImmediate)
            {
                held.Add(item.FaultEpoch);
            }
        }

        return held;
    }

    /// <summary>The rules by which a pool remembers: as long as its oldest open fault asks for, and releases as ever.</summary>
    public static StakingRules Memory(StakingRules rules, IReadOnlyCollection<Epoch> held, Epoch now)
    {
        if (held.Count == 0)
        {
            return rules;
        }

        EpochSpan window = now.Since(held.Min()) + EpochSpan.One;
        return window <= rules.LiabilityWindow ? rules : rules with { LiabilityWindow = window, ExactDelay = rules.ReleaseDelay };
    }
}
