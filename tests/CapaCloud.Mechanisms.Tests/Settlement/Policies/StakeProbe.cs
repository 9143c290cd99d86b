namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>Histories that tell the rules of stake and of the pool apart.</summary>
internal static class StakeProbe
{
    private static readonly UInt128 Plenty = (UInt128)1_000_000_000_000_000_000 * 1_000_000_000_000_000;

    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> For(MechanismPolicy left, MechanismPolicy right)
    {
        foreach (UInt128 bond in new[] { left.Stake.MinimumBond.Units, right.Stake.MinimumBond.Units })
        {
            yield return policy => Joins(policy, bond);
        }

        yield return WorksWithoutStake;
        ulong[] spans = [.. new[] { left, right }.SelectMany(policy => new[] { policy.Stake.UnbondingPeriod.Epochs, policy.Stake.LiabilityWindow.Epochs }).Distinct()];
        ulong[] offsets = [.. spans.SelectMany(span => new[] { span == 0 ? 0 : span - 1, span }).Distinct().Order()];
        yield return policy => Leaves(policy, offsets);
        foreach (ulong offset in offsets)
        {
            yield return policy => IsBlamed(policy, offset);
        }

        int most = Math.Min(200, Math.Max(left.Stake.MaximumTranches, right.Stake.MaximumTranches) + 1);
        yield return policy => LeavesInParts(policy, most);
    }

    /// <summary>What is paid into the pool and what it keeps: enough that one part in 10^18 of it is a unit.</summary>
    public static IEnumerable<object> Pool(MechanismPolicy policy) =>
        ProbeNetwork.Open(policy, Plenty * 1_000)?.Settles(0, report => report with
        {
            Payments = Amount.Of(Plenty),
            Participants = [new ParticipantReport { Participant = ProbeNetwork.Name(0), Work = 7, DutiesDue = 3 }],
        }) ?? ["nobody joins"];

    /// <summary>The same of the further pools: so much is paid that one part in 10^18 of a small fee is a unit.</summary>
    public static IEnumerable<object> FurtherPools(MechanismPolicy policy) =>
        policy.Reward.Pools.IsEmpty ? ["no further pools"] : ProbeNetwork.Open(policy, Plenty)?.Settles(0, static report => report with { Payments = Amount.Of(Plenty * 10_000) }) ?? ["nobody joins"];

    /// <summary>Misses all of its duties, one fewer than either policy counts and just as many; how long somebody was away is remembered for a curve that waits.</summary>
    public static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> Duties(MechanismPolicy left, MechanismPolicy right)
    {
        ulong[] least = [.. new[] { left, right }.SelectMany(policy => policy.Duties is { Least: > 0 and var from } ? new[] { from - 1, from } : [1UL]).Distinct()];
        return least.Where(static due => due > 0).Select(Misses);

        static Func<MechanismPolicy, IEnumerable<object>> Misses(ulong due) => policy =>
        {
            ProbeNetwork network = ProbeNetwork.Open(policy, Plenty)!;
            object[] settled = [.. network.Settles(0, report => report with
            {
                Payments = Amount.Of(Plenty),
                Participants = [new ParticipantReport { Participant = ProbeNetwork.Name(0), Work = 7, DutiesDue = due, Missed = [new MissedDuties("unheard of", due)] }],
            })];
            ParticipantState after = network.State.StateOf(ProbeNetwork.Name(0));
            return [.. settled, after.AbsentFor, after.Reputation];
        };
    }

    private static IEnumerable<object> Joins(MechanismPolicy policy, UInt128 bond) => [ProbeNetwork.Open(policy, bond) is null];

    /// <summary>Whoever has unbonded everything works on, where no bond is asked for.</summary>
    private static IEnumerable<object> WorksWithoutStake(MechanismPolicy policy)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, Plenty)!;
        network.Moves((mechanism, state) => mechanism.Unbond(state, ProbeNetwork.Name(0), Amount.Of(Plenty)));
        return network.Settles(0, report => report with
        {
            Payments = Amount.Of(Plenty),
            Participants = [new ParticipantReport { Participant = ProbeNetwork.Name(0), Work = 7, DutiesDue = 3 }],
        });
    }

    private static IEnumerable<object> Leaves(MechanismPolicy policy, ulong[] offsets)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, Plenty)!;
        network.Moves((mechanism, state) => mechanism.Unbond(state, ProbeNetwork.Name(0), Amount.Of(Plenty)));
        foreach (ulong offset in offsets)
        {
            network.GoTo(offset);
            bool accepted = network.Moves((mechanism, state) => mechanism.Withdraw(state, ProbeNetwork.Name(0)));
            yield return (accepted, network.State.StateOf(ProbeNetwork.Name(0)).Stake.Total);
        }
    }

    private static IEnumerable<object> IsBlamed(MechanismPolicy policy, ulong offset) => policy.Offences.IsEmpty
        ? ["nothing is priced"]
        : ProbeNetwork.Open(policy, Plenty)!.Settles(offset, report => report with
        {
            Evidence = [ProbeNetwork.Fault(policy.Offences[0].Offence, 0, 0, 1, Proportion.One)],
        });

    /// <summary>A unit an epoch begins to leave, until there are too many tranches.</summary>
    private static IEnumerable<object> LeavesInParts(MechanismPolicy policy, int most)
    {
        ProbeNetwork network = ProbeNetwork.Open(policy, Plenty)!;
        for (int epoch = 0; epoch < most; epoch++)
        {
            network.GoTo((ulong)epoch);
            yield return network.Moves((mechanism, state) => mechanism.Unbond(state, ProbeNetwork.Name(0), Amount.One));
        }
    }
}
