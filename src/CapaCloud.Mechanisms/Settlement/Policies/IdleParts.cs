using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Finds parts of a policy that can never act: who wrote them believes in a rule that is not there.</summary>
internal static class IdleParts
{
    /// <summary>So heavy that no quorum of weight is missed, and a thousand of them together still count.</summary>
    private static readonly UInt128 ProbeWeight = UInt128.One << 112;

    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        RewardPolicy reward = policy.Reward;
        Require(
            policy.ExcusedCauses.IsEmpty || ReadsDuties(policy),
            "$.excusedCauses",
            $"excuses missed duties, and nothing looks at duties; expected a price for '{Offence.Downtime}', an uptime multiplier, a pool that pays uptime or a model that reads presence, or no causes");
        Require(
            policy.Duties is null || ReadsDuties(policy),
            "$.duties",
            $"says which duties count, and nothing looks at duties; expected a price for '{Offence.Downtime}', an uptime multiplier or a model that reads presence, or no rule of duties");
        Require(policy.Duties is not { Least: 1, DueInJail: true }, "$.duties", "says that every duty counts, in jail as well, and so it is without it; expected a least number of duties, or no rule of duties");
        for (int index = 0; index < reward.Pools.Length; index++)
        {
            string path = $"$.reward.pools[{index}]";
            Require(CanPay(reward.Pools[index].ReputationMultiplier), $"{path}.reputationMultiplier", "is 0 at every score, so nobody is ever paid; expected more than 0 at a score of 1");
            Require(CanPay(reward.Pools[index].UptimeMultiplier), $"{path}.uptimeMultiplier", "is 0 at every uptime, so nobody is ever paid; expected more than 0 at an uptime of 1");
        }

        Require(CanPay(reward.ReputationMultiplier), "$.reward.reputationMultiplier", "is 0 at every score, so nobody is ever paid; expected more than 0 at a score of 1");
        Require(CanPay(reward.UptimeMultiplier), "$.reward.uptimeMultiplier", "is 0 at every uptime, so nobody is ever paid; expected more than 0 at an uptime of 1");
        Require(
            policy.Verification.Panels is not { } panels || panels.Pay.IsZero || FeedsTreasury(policy),
            "$.verification.panels.pay",
            "is paid by the treasury, and nothing ever comes into it; expected a treasury fee, a fee of jobs, the treasury's share of penalties or of what is lost, or a pay of 0");
        Require(
            policy.Verification.Panels is null || Audits(policy),
            "$.verification.panels",
            "looks at audited results, and no result is ever audited; expected a rate of audits above 0, or no panels");
        Require(
            policy.Verification.Panels is not { } drawn || CanDecide(policy.Verification.Verdict, drawn.Seats),
            "$.verification.panels.seats",
            $"is {policy.Verification.Panels?.Seats}, and so many answers alike against an author decide nothing under the verdict rule; expected more seats, or a smaller quorum");
        Require(
            reward.TreasuryFee != Proportion.One || !reward.IssuancePerEpoch.IsZero || !reward.Pools.IsEmpty,
            "$.reward.treasuryFee",
            "is all that requesters pay, and nothing is issued, so nobody is ever paid; expected less than 1, or an issuance above 0 units");

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }

    private static bool ReadsDuties(MechanismPolicy policy) =>
        policy.Offences.Any(static offence => offence.Offence == Offence.Downtime)
        || policy.Reputation.Model.Reads.HasFlag(ConductKinds.Presence)
        || policy.Reward.UptimeMultiplier.Steepness != Ratio.Zero
        || policy.Reward.Pools.Any(static pool => pool.UptimeMultiplier.Steepness != Ratio.Zero);

    private static bool CanPay(IRewardMultiplier multiplier) =>
        !multiplier.Evaluate(Proportion.One).IsZero || !multiplier.Evaluate(Proportion.Half).IsZero || !multiplier.Evaluate(Proportion.Zero).IsZero;

    /// <summary>Looks at the audit rates of nobody, of the worst and the best score, of no stake and of a large one.</summary>
    private static bool Audits(MechanismPolicy policy)
    {
        foreach (Proportion score in (ReadOnlySpan<Proportion>)[Proportion.Zero, Proportion.Half, Proportion.One])
        {
            foreach (Amount stake in (ReadOnlySpan<Amount>)[policy.Stake.MinimumBond, Amount.MaxValue])
            {
                if (!policy.Verification.Sampler.Rate(new AuditCandidate(Probe(0), TaskId.Of("probe"), score, stake)).IsZero)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Lets an author answer one thing and every seat another. A rule that promises to follow two thirds must find the author wrong; of any other rule nothing is known.
    /// </summary>
    private static bool CanDecide(IVerdictRule rule, int seats)
    {
        if (!rule.Promises.HasFlag(VerdictRulePromises.FollowsTwoThirds) || seats is < 1 or > PanelPolicy.MostSeats)
        {
            return true;
        }

        ImmutableArray<Answer>.Builder answers = ImmutableArray.CreateBuilder<Answer>(seats + 1);
        answers.Add(Answer.OfNumber(Probe(0), Ratio.Zero, ProbeWeight));
        for (int seat = 1; seat <= seats; seat++)
        {
            answers.Add(Answer.OfNumber(Probe(seat), Ratio.MaxValue, ProbeWeight));
        }

        Verdict[] verdicts = new Verdict[seats + 1];
        rule.Judge(new TaskAnswers(TaskId.Of("probe"), Epoch.Zero, answers.MoveToImmutable()), verdicts);
        return verdicts.Any(static verdict => verdict.Participant == Probe(0) && verdict.Outcome == VerdictOutcome.Incorrect);
    }

    private static ParticipantId Probe(int number) => ParticipantId.Of($"probe-{number}");

    /// <summary>Returns a part of all pools together, in parts of 10^18.</summary>
    internal static UInt128 Sum(ImmutableArray<FurtherPool> pools, Func<FurtherPool, Proportion> part) => pools.Aggregate(UInt128.Zero, (sum, pool) => sum + part(pool).Parts);

    private static bool FeedsTreasury(MechanismPolicy policy) =>
        (!policy.Reward.TreasuryFee.IsZero && Sum(policy.Reward.Pools, static pool => pool.FeeShare) < Proportion.PartsPerOne)
        || (!policy.Penalty.TreasuryShare.IsZero && Sum(policy.Reward.Pools, static pool => pool.SlashedShare) < Proportion.PartsPerOne)
        || policy.Reward.LostShare == LostShareUse.Treasury
        || policy.Jobs is { Fee.IsZero: false };
}
