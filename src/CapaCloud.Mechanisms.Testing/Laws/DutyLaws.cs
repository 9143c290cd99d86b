using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of duties that do not count, and of offences that make a reward void and take nothing else; part of <see cref="MechanismLaws"/>.</summary>
internal static class DutyLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
    [
        Law.Of("uncounted-duties-are-none", "duties that are too few to be counted, or fall into jail, are as none, but to a pool that pays duties kept", cases, item => UncountedAreNone(mechanism, item)),
        Law.Of("void-rewards-cost-no-stake", "an offence that makes the reward void takes the reward, no stake, and leads to no jail", cases, item => VoidCostsNoStake(mechanism, item)),
    ];

    /// <summary>Asked in the drawn epoch and in the next one, in which some are in jail.</summary>
    private static bool UncountedAreNone(IMechanism mechanism, NetworkCase item)
    {
        if (mechanism.Policy.Duties is not { } duties || mechanism.Policy.Reward.Pools.Any(static pool => pool.Claim == RewardClaim.Uptime))
        {
            return true;
        }

        EpochReport first = item.Report with { Checks = [] };
        if (!IsSame(mechanism, item.State, first, WithoutUncounted(mechanism.Policy, duties, item.State, first)))
        {
            return false;
        }

        NetworkState next = mechanism.Settle(item.State, first).After;
        EpochReport second = new() { Epoch = next.Epoch, Beacon = first.Beacon, Payments = first.Payments, Participants = first.Participants };
        return IsSame(mechanism, next, second, WithoutUncounted(mechanism.Policy, duties, next, second));
    }

    private static bool IsSame(IMechanism mechanism, NetworkState state, EpochReport said, EpochReport other)
    {
        EpochSettlement one = mechanism.Settle(state, said), two = mechanism.Settle(state, other);
        return one.After.Equals(two.After) && one.Postings.SequenceEqual(two.Postings);
    }

    private static EpochReport WithoutUncounted(MechanismPolicy policy, DutyPolicy duties, NetworkState state, EpochReport report) => report with
    {
        Participants = [.. report.Participants.Select(row => Counts(policy, duties, state, row) ? row : row with { DutiesDue = 0, Missed = [] })],
    };

    private static bool Counts(MechanismPolicy policy, DutyPolicy duties, NetworkState state, ParticipantReport row)
    {
        ulong excused = row.Missed.Where(missed => policy.ExcusedCauses.Contains(missed.Cause)).Aggregate(0UL, (sum, missed) => sum + missed.Count);
        bool isJailed = state.TryGetState(row.Participant, out ParticipantState known) && known.JailedUntil > state.Epoch;
        return row.DutiesDue - excused >= duties.Least && (duties.DueInJail || !isJailed);
    }

    private static bool VoidCostsNoStake(IMechanism mechanism, NetworkCase item)
    {
        HashSet<Offence> voids =
        [
            .. mechanism.Policy.Offences.Where(static rule => rule is { ForfeitsReward: true, AppealWindow.IsZero: true } && rule.Curve.Equals(SlashingCurve.Constant(Proportion.Zero))).Select(static rule => rule.Offence),
        ];
        if (voids.Count == 0)
        {
            return true;
        }

        EpochSettlement settled = mechanism.Settle(item.State, item.Report);
        for (int place = 0; place < settled.Outcomes.Length; place++)
        {
            ParticipantOutcome outcome = settled.Outcomes[place];
            FaultCase[] charged = [.. outcome.After.Cases.Where(one => one.Accused == settled.Epoch && one.Status == CaseStatus.Charged)];
            FaultCase[] isVoid = [.. charged.Where(one => voids.Contains(one.Offence))];
            bool isReward = isVoid.All(one => one.IsRevision) || (outcome.Reward.IsZero && outcome.Withheld.IsZero);
            bool isOnly = charged.Length > isVoid.Length || charged.Length == 0 || (outcome.Slashed.IsZero && outcome.After.JailedUntil == item.State.Participants[place].JailedUntil);
            if (!isReward || !isOnly || !isVoid.All(one => one.Due.IsZero))
            {
                return false;
            }
        }

        return true;
    }
}
