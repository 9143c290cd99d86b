namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>
/// Looks for something that two policies decide differently. Each number has the kind of history that can tell it apart: the last epoch inside a window and the
/// first one outside it, exactly the least bond, exactly the share at which a breaker opens. The windows are the policies' own, so no number is too large.
/// </summary>
internal static class PolicyProbe
{
    /// <summary>Returns whether some history, or some question to a rule, has another answer under the other policy.</summary>
    public static bool TellsApart(MechanismPolicy left, MechanismPolicy right) => TellsApart(left, right, policy => policy);

    /// <summary>The same for a mechanism that sees another policy than the one that is written.</summary>
    public static bool TellsApart(MechanismPolicy left, MechanismPolicy right, Func<MechanismPolicy, MechanismPolicy> seen)
    {
        MechanismPolicy one = seen(left), other = seen(right);
        return Probes(left, right).Any(probe => !probe(one).SequenceEqual(probe(other)));
    }

    private static IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> Probes(MechanismPolicy left, MechanismPolicy right)
    {
        IEnumerable<Func<MechanismPolicy, IEnumerable<object>>> probes = RuleProbe.For(left, right);
        if (left.Stake != right.Stake)
        {
            probes = probes.Concat(StakeProbe.For(left, right));
        }

        if (!left.Reward.Pools.Select(static pool => pool.SlashedShare).SequenceEqual(right.Reward.Pools.Select(static pool => pool.SlashedShare)))
        {
            probes = probes.Concat(FaultProbe.ForSlashedShares(left));
        }

        if (left.Penalty != right.Penalty)
        {
            probes = probes.Concat(FaultProbe.ForPenalties(left, right)).Concat(FaultProbe.ForSpans(left, right));
        }

        if (left.Reward != right.Reward)
        {
            probes = probes.Append(StakeProbe.Pool).Append(StakeProbe.FurtherPools);
        }

        if (left.Duties != right.Duties)
        {
            probes = probes.Concat(StakeProbe.Duties(left, right));
        }

        for (int index = 0; index < Math.Min(left.Offences.Length, right.Offences.Length); index++)
        {
            // What a curve costs is asked of the curve itself.
            if (left.Offences[index] != right.Offences[index] with { Curve = left.Offences[index].Curve })
            {
                probes = probes.Concat(FaultProbe.ForOffence(left.Offences[index], right.Offences[index]));
            }
        }

        return probes;
    }
}
