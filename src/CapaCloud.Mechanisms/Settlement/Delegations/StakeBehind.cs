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

    /// <summary>What of it answers for a fault of one of the records that became one, or of the participant's own.</summary>
    public static Amount StandingAt(in ParticipantState participant, ParticipantId? record, Epoch fault) => participant.Merged is null
        ? StandingAt(participant, fault)
        : participant.StakeOf(record, fault).In(participant.Stake) + DelegatedAt(participant, record, fault);

    private static Amount DelegatedAt(in ParticipantState participant, ParticipantId? record, Epoch fault) =>
        participant.Delegated is { } delegated && participant.DelegationsAnswer(record, fault) ? delegated.Pool.StandingAt(fault) : Amount.Zero;

    /// <summary>
    /// What can be charged for a fault, in base units. Of own stake, once the window of the fault is over, that is what is held for it: an account that was pruned cannot tell later
    /// stake from what stood then.
    /// </summary>
    public static Amount ChargeableAt(in ParticipantState participant, ParticipantId? record, Epoch fault, StakingRules rules, Epoch now) =>
        OwnAt(participant.Stake, participant.StakeOf(record, fault), rules, now) + DelegatedAt(participant, record, fault);

    /// <summary>The participant's own part of it.</summary>
    public static Amount OwnAt(StakeAccount stake, in FaultStake fault, StakingRules rules, Epoch now) =>
        rules.IsChargeable(fault.Fault, now) || stake.IsHeld(fault.Operator, fault.Fault) ? fault.In(stake) : Amount.Zero;

    /// <summary>What earns in an epoch: what stood before it and in it, less what it lost. Who adds to it late earns no larger part.</summary>
    public static Amount EarningIn(in ParticipantState participant, Epoch now) =>
        participant.Delegated is { } delegated ? OwnEarningIn(participant, now) + delegated.EarningIn(now) : OwnEarningIn(participant, now);

    /// <summary>The operator's own part of it.</summary>
    public static Amount OwnEarningIn(in ParticipantState participant, Epoch now) => participant.Stake.StandingThrough(now.MinusToZero(EpochSpan.One), now);

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
