using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Collusion resistance and the griefing bound: what a share of the network can do together.</summary>
internal static class CoalitionProperties
{
    public static Finding Collusion(MechanismIncentives incentives, CancellationToken cancellation)
    {
        const AlignmentProperty Property = AlignmentProperty.CollusionResistance;
        Economics economics = incentives.Economics;
        Fraction share = economics.ColludingShare.High;
        Fraction captured = Captured(incentives, share);
        Fraction bounty = incentives.Probe.Policy.Penalty.BountyShare.ToFraction();
        string condition = $"a coalition of {Answer.Show(share)} of the network captures an audit with {Answer.Show(captured)} and pays itself bounties of {Answer.Show(bounty)} of a slash";
        Fraction gain = economics.GainPerJob.High.IsNegative ? Fraction.Zero : economics.GainPerJob.High;
        if (incentives.Rule?.CircuitBreaker is { } breaker && share >= breaker.ToFraction())
        {
            return Answer.Fails(
                Property,
                new Fraction(economics.JobsPerEpoch) * gain,
                condition,
                $"cheat together: from {breaker} of all stake at fault on the circuit breaker lets everybody off; for each member",
                incentives.Assumptions);
        }

        if (incentives.Economics.DetectionDelay > 0 || !incentives.Gaps.IsEmpty)
        {
            return Delayed(incentives, captured, bounty, condition);
        }

        // Each member has its own stake and its own verdicts, so the coalition gains iff a member does, side payments being inside it.
        StaticOutcome outcome = StaticCheck.Check(
            incentives.Static with
            {
                ColludingShare = RationalInterval.Of(captured),
                SlashAmount = RationalInterval.Of(incentives.Ladder.First * (Fraction.One - bounty)),
            },
            cancellation);
        return outcome switch
        {
            StaticOutcome.Holds holds => Answer.Holds(Property, holds.Margin, condition, [.. incentives.Assumptions, "The margin is that of each member."]),
            _ => Exactly(incentives, captured, bounty, condition),
        };
    }

    public static Finding Griefing(MechanismIncentives incentives)
    {
        const AlignmentProperty Property = AlignmentProperty.GriefingBound;
        Economics economics = incentives.Economics;
        Fraction share = economics.ColludingShare.High;
        Fraction captured = Captured(incentives, share);
        if (captured.IsZero)
        {
            return Answer.Holds(Property, economics.GriefingLimit.Low, "without a colluding auditor nobody can be condemned for nothing: g = 0", incentives.Assumptions);
        }

        Fraction harm = captured * (incentives.Ladder.First + (HonestIncome.Reward(incentives) * (incentives.Rule?.ForfeitsReward == true ? Fraction.One : Fraction.Zero)));
        Fraction spent = (Fraction.One - captured) * OffencePrice.Of(incentives, Offence.FalseAccusation);
        string condition = $"a false verdict succeeds with {Answer.Show(captured)} and harms by {Answer.Show(harm)}; it fails and costs {Answer.Show(spent)}";
        if (harm.IsZero)
        {
            return Answer.Holds(Property, economics.GriefingLimit.Low, condition, incentives.Assumptions);
        }

        if (spent.IsZero)
        {
            return Answer.Fails(Property, harm, $"{condition}: g is unbounded", "condemn an honest result: it costs nothing to try; the profit is the victim's harm", incentives.Assumptions);
        }

        Fraction factor = harm / spent;
        return factor <= economics.GriefingLimit.Low
            ? Answer.Holds(Property, economics.GriefingLimit.Low - factor, $"{condition}: g = {Answer.Show(factor)}", incentives.Assumptions)
            : Answer.Fails(Property, harm - spent, $"{condition}: g = {Answer.Show(factor)}", "condemn honest results: each unit spent harms by g; the profit is harm less spending", incentives.Assumptions);
    }

    /// <summary>The chance that an audit is captured: one colluding auditor, or a majority of the rule's quorum, whichever is likelier.</summary>
    private static Fraction Captured(MechanismIncentives incentives, Fraction share)
    {
        if (incentives.Probe.Policy.Verification.Verdict is not MajorityRule rule)
        {
            return share;
        }

        int votes = (rule.Quorum / 2) + 1;
        Fraction majority = MajorityVoting.FirstToReachError(votes, share);
        return majority > share ? majority : share;
    }

    private static Finding Delayed(MechanismIncentives incentives, Fraction captured, Fraction bounty, string condition)
    {
        const AlignmentProperty Property = AlignmentProperty.CollusionResistance;
        Economics economics = incentives.Economics;
        Fraction detection = incentives.AuditRate * (Fraction.One - captured) * economics.DetectionAccuracy.Low;
        Fraction gain = economics.GainPerJob.High.IsNegative ? Fraction.Zero : economics.GainPerJob.High;
        if (detection.IsZero)
        {
            return Answer.Fails(Property, new Fraction(economics.JobsPerEpoch) * gain, condition, "cheat together: no audit ever finds anything; for each member", incentives.Assumptions);
        }

        Fraction needed = DelayedVerdicts.MinimumSlash(economics.JobsPerEpoch, economics.DetectionDelay, economics.Discount.Low, detection, gain);
        Fraction slash = incentives.Ladder.First * (Fraction.One - bounty);
        return slash > needed && incentives.Gaps.IsEmpty && economics.HonestFaultRate.High.IsZero
            ? Answer.Holds(Property, slash - needed, condition, [.. incentives.Assumptions, "The margin is in the slash of the first verdict."])
            : Answer.Open(Property, condition, $"The first verdict takes {Answer.Show(slash)} net of bounties; more than {Answer.Show(needed)} would be enough.");
    }

    private static Finding Exactly(MechanismIncentives incentives, Fraction captured, Fraction bounty, string condition)
    {
        const AlignmentProperty Property = AlignmentProperty.CollusionResistance;
        Economics economics = incentives.Economics;
        Fraction detection = incentives.AuditRate * (Fraction.One - captured) * economics.DetectionAccuracy.Low;
        Fraction falseAlarm = incentives.AuditRate * economics.HonestFaultRate.High;
        Fraction gain = economics.GainPerJob.High.IsNegative ? Fraction.Zero : economics.GainPerJob.High;
        PenaltyLadder full = new([.. incentives.Slashed.Zip(incentives.Forgone, (slashed, forgone) => (slashed.ToFraction() * (Fraction.One - bounty)) + forgone.ToFraction())]);
        long jobs = economics.JobsPerEpoch;
        bool complete = incentives.IsNeverPunished || incentives.Slashed[^1] == incentives.Probe.Stake || incentives.Slashed.Length > jobs;
        Fraction profit = (new Fraction(jobs) * gain) - full.Expected(jobs, detection).High + full.Expected(jobs, falseAlarm).Low;
        return complete && !profit.IsNegative
            ? Answer.Fails(Property, profit, condition, $"cheat together on {jobs} jobs each, vouch for each other, then leave; for each member", incentives.Assumptions)
            : Answer.Open(Property, condition, "One slash net of bounties does not deter the coalition: raise the slash or the audit rate, or lower the bounty.");
    }
}
