using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Collusion resistance: what k of n participants, or a share of the network, can do together, side payments included.</summary>
internal static class CoalitionProperties
{
    private const AlignmentProperty Property = AlignmentProperty.CollusionResistance;

    public static Finding Collusion(MechanismIncentives incentives, CancellationToken cancellation)
    {
        Economics economics = incentives.Economics;
        if ((economics.ColludingShare is null && economics.CoalitionMembers == 0) || economics.SidePaymentLimit is null)
        {
            bool isShare = economics.ColludingShare is null && economics.CoalitionMembers == 0;
            return Answer.Missing(Property, isShare ? nameof(Economics.ColludingShare) : nameof(Economics.SidePaymentLimit), "does honesty win against those who act together and pay each other");
        }

        if (CoalitionPanel.Of(incentives) is not { } panel)
        {
            return TooLarge(Property);
        }

        if (economics.GainPerJob.High.IsNegative && economics.HonestFaultRate.High.IsZero)
        {
            return Answer.Holds(Property, -economics.GainPerJob.High, "a false result costs more than an honest one, whoever vouches for it", incentives.Assumptions);
        }

        SidePayments? bribes = SidePayments.Of(incentives);
        Fraction share = Together(economics);
        Fraction bounty = incentives.Probe.Policy.Penalty.BountyShare.ToFraction();
        string condition = Describe(economics, panel, bribes, bounty);
        if (incentives.Rule?.CircuitBreaker is { } breaker && share >= breaker.ToFraction())
        {
            return Answer.Fails(
                Property,
                economics.LargestGainOfEpoch,
                condition,
                $"cheat together: from {Prose.Percent(breaker)} of all stake at fault on the circuit breaker lets everybody off; for each member",
                incentives.Assumptions);
        }

        if (Holding(incentives, share, condition) is { } holding)
        {
            return holding;
        }

        // What the coalition pays itself as a bounty is no loss to it.
        Fraction slash = incentives.Ladder.First * (Fraction.One - bounty);
        slash = bribes?.Deterrent(slash) ?? slash;
        if (incentives.PenaltyDelay > 0 || !incentives.Gaps.IsEmpty)
        {
            // Without bribes the condition is that of each member, captured audits and returned bounties counted.
            if (bribes is null && IncentiveCheck.Check(incentives, economics.JobsPerEpoch, cancellation, isAlone: false) is IncentiveOutcome.Holds alone)
            {
                return Answer.Holds(Property, alone.Margin, $"{condition}; {alone.Condition}", Assumptions(incentives, bribes));
            }

            return Delayed(incentives, panel.Escapes, slash, condition);
        }

        // Each member has its own stake and its own verdicts, so the coalition gains iff a member does, side payments being inside it.
        StaticOutcome outcome = StaticCheck.Check(
            incentives.Static with
            {
                ColludingShare = RationalInterval.Of(panel.Escapes),
                SlashAmount = RationalInterval.Of(slash),
                RewardPerJob = RationalInterval.Of(incentives.LeastReward * (bribes?.Reviewed ?? Fraction.One) * (Fraction.One - Returned(incentives, share))),
            },
            cancellation);
        return outcome switch
        {
            StaticOutcome.Holds holds => Answer.Holds(Property, holds.Margin, condition, Assumptions(incentives, bribes)),
            _ => Exactly(incentives, panel, bribes, bounty, condition),
        };
    }

    /// <summary>
    /// Members that together hold so much more than their bonds that they trip the circuit breaker: <c>(1 - discount) * more stake / members</c> must exceed what cheating gains each. Null
    /// where it does, and nobody else's honest faults help.
    /// </summary>
    private static Finding? Holding(MechanismIncentives incentives, Fraction share, string condition)
    {
        Economics economics = incentives.Economics;
        if (incentives.Rule?.CircuitBreaker is not { } breaker || breaker == Proportion.One)
        {
            return null;
        }

        Fraction part = breaker.ToFraction(), all = new(economics.Participants), members = share * all < Fraction.One ? Fraction.One : share * all, stake = incentives.Probe.Stake.ToFraction();
        Fraction more = (part / (Fraction.One - part) * (all - members) * stake) - (members * stake);
        Fraction margin = ((Fraction.One - economics.Discount.High) * more / members) - economics.LargestGainOfEpoch;
        IncentivePart alone = IncentiveParts.OfHolding(incentives);
        bool isHelped = !(incentives.HighestRate * economics.HonestFaultRate.High).IsZero;
        return alone is IncentivePart.Pays pays ? pays.On(Property, incentives.Assumptions)
            : margin.IsPositive && alone is IncentivePart.Loses && (!isHelped || members == Fraction.One) ? null
            : Answer.Open(Property, condition, $"Members that hold {Answer.Show(more)} units beyond their bonds trip the circuit breaker: a higher breaker, more participants or a larger bond closes it.");
    }

    internal static Finding.Inconclusive TooLarge(AlignmentProperty property) => Answer.Open(
        property, "the chance that a coalition captures a panel", $"A verdict of more than {CoalitionPanel.MostVotes} equal votes is not counted out.");

    /// <summary>
    /// The part of a forfeited reward that comes back to the coalition: nothing, unless the policy lets the others share it. Then it goes to all who are paid, and k - 1 of those N - 1 are
    /// members, at the best of scores among honest at the worst. What several forfeit together is lost at least as many times: shares are concave in the coalition's weight.
    /// </summary>
    internal static Fraction Returned(MechanismIncentives incentives, Fraction share)
    {
        IRewardMultiplier multiplier = incentives.Probe.Policy.Reward.ReputationMultiplier;
        Fraction members = (share * new Fraction(incentives.Economics.Participants)) - Fraction.One;
        if (!members.IsPositive || incentives.Probe.Policy.Reward.LostShare != LostShareUse.Others)
        {
            return Fraction.Zero;
        }

        Fraction theirs = members * new Fraction((System.Numerics.BigInteger)multiplier.Evaluate(Proportion.One).Parts);
        Fraction others = (Fraction.One - share) * new Fraction(incentives.Economics.Participants) * new Fraction((System.Numerics.BigInteger)multiplier.Evaluate(Proportion.Zero).Parts);
        return theirs.IsZero ? Fraction.One : theirs / (theirs + others);
    }

    internal static Fraction Together(Economics economics)
    {
        Fraction members = new(economics.CoalitionMembers, economics.Participants);
        return members > economics.ColludingShare.OrZero().High ? members : economics.ColludingShare.OrZero().High;
    }

    private static string Describe(Economics economics, CoalitionPanel panel, SidePayments? bribes, Fraction bounty)
    {
        string who = economics.CoalitionMembers > 0 ? $"{economics.CoalitionMembers} of {economics.Participants}" : $"{Figures.Percent(economics.ColludingShare.OrZero().High)} of the network";
        string bought = bribes is null
            ? economics.SidePaymentLimit.OrZero().High.IsZero ? string.Empty : $"; nobody sells a vote for {Answer.Show(economics.SidePaymentLimit.OrZero().High)}"
            : $"; an outsider sells its vote from {Answer.Show(bribes.Price)} on, and {Figures.Percent(bribes.Reviewed)} of sold votes are found out";
        return $"a coalition of {who} decides {Figures.Percent(panel.Escapes)} of the audits of its members alone, and gets {Figures.Percent(bounty)} of a slash back as bounties{bought}";
    }

    private static ImmutableArray<string> Assumptions(MechanismIncentives incentives, SidePayments? bribes)
    {
        ImmutableArray<string> all = [.. incentives.Assumptions, "The margin is that of each member.", "A panel that is undecided is enlarged until it is decided."];
        return bribes is null ? all : all.Add("An outsider sells its vote exactly when it is paid what it risks; a promise to pay is kept.");
    }

    private static Finding Delayed(MechanismIncentives incentives, Fraction captured, Fraction slash, string condition)
    {
        Economics economics = incentives.Economics;
        Fraction detection = incentives.AuditRate * (Fraction.One - captured) * economics.DetectionAccuracy.Low;
        if (detection.IsZero)
        {
            return Answer.Fails(Property, economics.LargestGainOfEpoch, condition, "cheat together: no audit ever finds anything; for each member", incentives.Assumptions);
        }

        if (DelayedVerdicts.Discounted(economics.Discount.Low, incentives.PenaltyDelay).Low.IsZero)
        {
            return Answer.Open(Property, condition, $"At a discount of {Figures.Number(economics.Discount.Low)} a penalty {Prose.Epochs(incentives.PenaltyDelay)} away is worth nothing: shorten the delay.");
        }

        Fraction needed = DelayedVerdicts.MinimumSlash(economics.JobsPerEpoch, incentives.PenaltyDelay, economics.Discount, detection, economics.LargestGain);
        return slash > needed && incentives.Gaps.IsEmpty && economics.HonestFaultRate.High.IsZero
            ? Answer.Holds(Property, slash - needed, condition, [.. incentives.Assumptions, "The margin is in the slash of the first verdict."])
            : Answer.Open(Property, condition, $"The first verdict takes {Answer.Show(slash)} net of bounties and side payments; more than {Answer.Show(needed)} would be enough.");
    }

    /// <summary>The attack, with everything the mechanism takes, bought votes or none, whichever pays more.</summary>
    private static Finding Exactly(MechanismIncentives incentives, CoalitionPanel panel, SidePayments? bribes, Fraction bounty, string condition)
    {
        Economics economics = incentives.Economics;
        long jobs = economics.GainfulJobs;
        Fraction audited = incentives.AuditRate * (Fraction.One - panel.Escapes);
        Fraction profit = Profit(incentives, audited * economics.DetectionAccuracy.Low, bounty);
        string strategy = $"cheat together on {Prose.Count(jobs, "job")} each, vouch for each other, then leave; for each member";
        if (bribes is { SurelyTaken: true })
        {
            Fraction paid = new Fraction(jobs) * audited * new Fraction(panel.Majority) * bribes.SurePrice;
            Fraction bought = Profit(incentives, audited * economics.DetectionAccuracy.Low * bribes.ReviewedOf(panel.Majority), bounty) - paid;
            if (bought > profit)
            {
                profit = bought;
                strategy = $"cheat together on {Prose.Count(jobs, "job")} each and pay every auditor outside {Answer.Show(bribes.SurePrice)} to vouch, then leave; for each member";
            }
        }

        bool complete = incentives.IsNeverPunished || incentives.Slashed[^1] == incentives.Probe.Stake || incentives.Slashed.Length > jobs;
        return complete && profit.IsPositive
            ? Answer.Fails(Property, profit, condition, strategy, Assumptions(incentives, bribes))
            : economics.LargestGain.IsZero ? Answer.Neutral(Property, condition, "cheat together", Assumptions(incentives, bribes))
            : Answer.Open(Property, condition, "One slash net of bounties and side payments does not deter the coalition: raise the slash, the audit rate or the review rate, or lower the bounty.");
    }

    private static Fraction Profit(MechanismIncentives incentives, Fraction detection, Fraction bounty)
    {
        long jobs = incentives.Economics.GainfulJobs;
        PenaltyLadder full = new([.. incentives.Slashed.Zip(incentives.Forgone, (slashed, forgone) => (slashed.ToFraction() * (Fraction.One - bounty)) + forgone.ToFraction())]);
        Fraction falseAlarm = incentives.AuditRate * incentives.Economics.HonestFaultRate.High;
        return (new Fraction(jobs) * incentives.Economics.LargestGain) - full.Expected(jobs, detection).High + full.Expected(jobs, falseAlarm).Low;
    }
}
