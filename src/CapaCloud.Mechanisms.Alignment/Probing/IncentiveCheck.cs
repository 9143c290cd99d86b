using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>The exact check of cheating on any number of the jobs of an epoch: one slash first, then the mechanism's whole ladder of penalties, then delayed verdicts.</summary>
/// <remarks>
/// The condition is met in every state in which work is given: the least audit rate, the least penalty, and of that what no bounty brings back. An attack is claimed only with
/// everything that being caught costs afterwards, at most.
/// </remarks>
internal static class IncentiveCheck
{
    private const long MostScanned = 2_048;

    /// <summary>
    /// Judges cheating on any number of the jobs of an epoch. For a coalition the income that late verdicts lose does not count: a part of what one member forfeits comes back to the others.
    /// </summary>
    public static IncentiveOutcome Check(MechanismIncentives incentives, long jobsPerEpoch, CancellationToken cancellation, bool isAlone = true)
    {
        StaticIncentives numbers = incentives.Static with { JobsInFlight = jobsPerEpoch };
        StaticPoint worst = StaticCheck.WorstPoint(numbers);
        string condition = Describe(incentives, numbers, worst);
        if (incentives.Economics.GainPerJob.High.IsNegative && incentives.Economics.HonestFaultRate.High.IsZero)
        {
            return new IncentiveOutcome.Holds(-incentives.Economics.GainPerJob.High, "a false result costs more than an honest one");
        }

        IncentiveOutcome outcome = incentives.PenaltyDelay == 0
            ? SameEpoch(incentives, numbers, worst, condition, cancellation) is IncentiveOutcome.Holds holds ? holds : Later(incentives, jobsPerEpoch, worst, condition, isAlone, cancellation)
            : Later(incentives, jobsPerEpoch, worst, condition, isAlone, cancellation);
        return outcome is not IncentiveOutcome.Fails && Attack(incentives, jobsPerEpoch, condition) is { } attack ? attack
            : outcome is IncentiveOutcome.Holds && !incentives.Gaps.IsEmpty
                ? new IncentiveOutcome.Inconclusive(null, $"The condition is met, but {string.Join(" and ", incentives.Gaps)}: it may not be met in every state.", condition)
                : outcome;
    }

    private static IncentiveOutcome SameEpoch(
        MechanismIncentives incentives, StaticIncentives numbers, StaticPoint worst, string condition, CancellationToken cancellation)
    {
        StaticOutcome simple = StaticCheck.Check(numbers, cancellation);
        if (simple is StaticOutcome.Holds holds)
        {
            return new IncentiveOutcome.Holds(holds.Margin, condition);
        }

        // One slash is not enough, but the mechanism takes more for more verdicts. With a concave ladder and no forfeiture the gain is
        // convex in the number of cheated jobs, so one job and all jobs decide; else every number is looked at.
        PenaltyLadder ladder = incentives.Deterrent;
        bool convex = ladder.IsConcave && !worst.Forfeits && worst.Detection > worst.FalseAlarm && incentives.Economics.Mix is null;
        Fraction? largest = null;
        long limit = numbers.JobsInFlight;
        if (!convex && (limit > MostScanned || !worst.FalseAlarm.IsZero))
        {
            return Open(simple, condition);
        }

        for (long jobs = 1; jobs <= limit; jobs = convex && jobs == 1 && limit > 1 ? limit : jobs + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction gain = GainOver(ladder, worst, jobs, convex ? limit : jobs, Gains(incentives, limit)).High;
            largest = largest is null || gain > largest.Value ? gain : largest;
            if (!gain.IsNegative)
            {
                return Open(simple, condition);
            }
        }

        return new IncentiveOutcome.Holds(-largest!.Value, condition + "; with the mechanism's own penalty for each number of verdicts");
    }

    /// <summary>One bond pays for every epoch in flight. A circuit breaker may let several verdicts off that it would not let off alone: there only the first detection counts.</summary>
    private static IncentiveOutcome Later(
        MechanismIncentives incentives, long jobs, StaticPoint worst, string condition, bool isAlone, CancellationToken cancellation)
    {
        Fraction? margin = worst.Detection <= worst.FalseAlarm ? null
            : incentives.Rule?.CircuitBreaker is null ? Shared(incentives, jobs, worst, isAlone, ref condition, cancellation)
            : FirstDetection(incentives, jobs, worst, cancellation);
        return margin is { IsPositive: true } positive
            ? new IncentiveOutcome.Holds(positive, condition)
            : new IncentiveOutcome.Inconclusive(
                margin is { } missing ? -missing : null, incentives.PenaltyDelay == 0
                    ? "One slash does not deter, and what further verdicts take could not be bounded: raise the slash or the audit rate."
                    : "Cheating until the first verdict may pay: raise the slash or the audit rate, or shorten the delay.", condition);
    }

    /// <summary>What late verdicts on the first epoch with a detection take, alone: less than all of them, and what a certificate claims, for its checker can redo it.</summary>
    public static Fraction FirstDetection(MechanismIncentives incentives, long jobs, StaticPoint worst, CancellationToken cancellation) => DelayedVerdicts.Margin(
        incentives.Deterrent,
        jobs,
        incentives.PenaltyDelay,
        incentives.Economics.Discount,
        (worst.Detection, worst.FalseAlarm),
        worst.Gain + (worst.FalseAlarm * (HighestReward(incentives) + incentives.Deterrent.LargestStep)),
        cancellation);

    private static Fraction? Shared(MechanismIncentives incentives, long jobs, StaticPoint worst, bool isAlone, ref string condition, CancellationToken cancellation)
    {
        SharedBond bond = Bond(incentives, jobs, worst, isAlone);
        condition = bond.Known == 0 ? condition : $"{condition}, with at most {Prose.Count(bond.Known, "wrongful accusation")} known and not charged yet";
        return bond.Margin(cancellation);
    }

    /// <summary>The bond that late verdicts share, with what is known of them.</summary>
    internal static SharedBond Bond(MechanismIncentives incentives, long jobs, StaticPoint worst, bool isAlone)
    {
        HonestLife life = HonestLife.Of(incentives);
        return new SharedBond
        {
            Ladder = incentives.Deterrent,
            Bond = incentives.Probe.Stake.ToFraction() * incentives.Kept,
            LargestWrongful = life.Largest * incentives.Kept,
            Jobs = jobs,
            VerdictDelay = incentives.Economics.DetectionDelay,
            PenaltyDelay = incentives.PenaltyDelay,
            Discount = incentives.Economics.Discount,
            Detection = worst.Detection,
            FalseAlarm = worst.FalseAlarm,
            Gain = worst.Gain,
            Gains = Gains(incentives, jobs),
            Idle = isAlone ? Idle(incentives, life) : IdleLoss.None,
            ForfeitsItsEpoch = isAlone && life.LeastEpoch.IsPositive && IsNothingGained(incentives),
            Forfeited = isAlone && IsForfeitedAtOnce(incentives) ? life.MovesPay ? life.Worst : life.Newcomer : Fraction.Zero,
        };
    }

    /// <summary>A verdict in the job's epoch that waits for an appeal and forfeits the reward of that epoch: no income is lost besides that could be saved by idling.</summary>
    private static bool IsForfeitedAtOnce(MechanismIncentives incentives) =>
        incentives is { Economics: { DetectionDelay: 0, Mix: null }, IsByShares: true, Rule.ForfeitsReward: true } && !incentives.Probe.AppealWait.IsZero && incentives.Slashed.Length > 1 && !incentives.Slashed[1].IsZero;

    /// <summary>A late verdict forfeits the reward of the epoch in which it comes, and all that cheating gains is what honest work costs: in that epoch it gains nothing.</summary>
    private static bool IsNothingGained(MechanismIncentives incentives) =>
        incentives is { Economics: { DetectionDelay: > 0, Mix: null }, IsByShares: true, Rule.ForfeitsReward: true } && incentives.Slashed.Length > 1 && !incentives.Slashed[1].IsZero
        && incentives.Economics.ExternalGainPerJob.High.IsZero;

    /// <summary>Forfeited rewards and jail. Where penalties wait for appeals several are charged together, and only the reward is counted: it is that of the epoch of the accusation.</summary>
    private static IdleLoss Idle(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        if (incentives.Rule is not { } rule || incentives.Slashed.Length < 2 || incentives.Slashed[1].IsZero || !incentives.IsByShares)
        {
            return IdleLoss.None;
        }

        long forfeited = rule.ForfeitsReward ? 1 : 0, jail = incentives.Probe.AppealWait.IsZero ? (long)Math.Min(1_000, rule.Jail.Epochs) : 0, epochs = forfeited + jail;
        Fraction each = life.LeastEpoch.IsPositive ? life.LeastEpoch : Fraction.Zero, off = life.IsPutOff && life.LeastIncome > each ? life.LeastIncome : each;
        Fraction income = epochs == 0 ? each : ((new Fraction(forfeited) * each) + (new Fraction(jail) * off)) / new Fraction(epochs), name = economics.IdentityPrice.Low;
        Fraction leaving = (life.LeastIncome - life.AfterVerdict - economics.OutsideOption.OrZero().High) / (Fraction.One - economics.Discount.Low);
        Fraction found = Fraction.One - PowerBounds.Of(Fraction.One - incentives.HighestRate, economics.JobsPerEpoch).Low;
        Fraction escape = leaving < name ? leaving : name, reward = forfeited == 0 ? Fraction.Zero : life.MovesPay ? life.Worst : life.Newcomer;
        IdleLoss loss = IdleLoss.Of(epochs, income, escape, (economics.DetectionDelay, (long)incentives.Probe.AppealWait.Epochs), found);
        return loss.Amount.IsZero || !incentives.Probe.AppealWait.IsZero ? loss
            : loss with { Terms = new VerdictTerms(reward, forfeited == 0 ? Fraction.Zero : each, off, jail, economics.DetectionDelay, found, escape) };
    }

    /// <summary>The best of the attacks that are played: all gainful jobs, or one, in one epoch, in as many as pass before the first penalty, or until the first verdict comes, and honest work afterwards; and everything that is in flight reported at once.</summary>
    private static IncentiveOutcome.Fails? Attack(MechanismIncentives incentives, long jobs, string condition)
    {
        IncentiveOutcome.Fails? best = null;
        foreach (long cheated in new[] { Gainful(incentives, jobs), jobs, 1 }.Concat(incentives.Economics.Mix?.Steps.Where(step => step < jobs) ?? []).Distinct())
        {
            foreach (long epochs in incentives.PenaltyDelay == 0 ? [0] : new[] { 1, PlayedAttack.Unpunished(incentives), 0 })
            {
                if (PlayedAttack.Of(incentives, cheated, epochs) is { } attack && (best is null || attack.Profit.Low > best.Profit.Low))
                {
                    best = new IncentiveOutcome.Fails(attack.Trace, attack.Profit, condition);
                }
            }
        }

        if (best is not null || incentives.PenaltyDelay == 0)
        {
            return best;
        }

        // A start that honest work leads to as well: wrongful accusations wait for their appeals.
        return (AccusedAttack.Of(incentives, jobs) ?? ReportedAttack.Best(incentives, jobs)) is { } reported ? new IncentiveOutcome.Fails(reported.Trace, reported.Profit, condition) : null;
    }

    /// <summary>On how many jobs an attack gains as much as on the best one. What holds holds as if all were so valuable; an attack must not count on it.</summary>
    private static long Gainful(MechanismIncentives incentives, long jobs) => Math.Min(jobs, incentives.Economics.GainfulJobs);

    /// <summary>What so many jobs of a mix gain; null where they are alike, and for other numbers of jobs than an epoch's.</summary>
    private static Func<long, Fraction>? Gains(MechanismIncentives incentives, long jobs) =>
        incentives.Economics.Mix is { } mix && jobs == mix.Jobs ? mix.GainOf : null;

    private static RationalInterval GainOver(PenaltyLadder ladder, StaticPoint point, long cheated, long inFlight, Func<long, Fraction>? gains)
    {
        PenaltyLadder full = point.Forfeits ? ladder.Plus(new Fraction(inFlight) * point.Reward) : ladder;
        RationalInterval honest = full.Expected(inFlight, point.FalseAlarm);
        RationalInterval penalty = cheated == inFlight
            ? full.Expected(inFlight, point.Detection)
            : full.ExpectedWithOne(point.Detection, inFlight - 1, point.FalseAlarm);
        Fraction gain = gains?.Invoke(cheated) ?? (new Fraction(cheated) * point.Gain);
        return RationalInterval.Between(gain - penalty.High + honest.Low, gain - penalty.Low + honest.High);
    }

    private static Fraction HighestReward(MechanismIncentives incentives) =>
        incentives.Rule?.ForfeitsReward == true
            ? (incentives.Economics.PaymentPerJob.High + (incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction())) * new Fraction(incentives.Economics.JobsPerEpoch)
            : Fraction.Zero;

    private static IncentiveOutcome.Inconclusive Open(StaticOutcome simple, string condition) =>
        new(
            simple is StaticOutcome.Inconclusive undecided ? undecided.LargestGain : (simple as StaticOutcome.Fails)?.Profit.High,
            "One slash does not deter, and what further verdicts take could not be bounded: raise the slash or the audit rate.",
            condition);

    private static string Describe(MechanismIncentives incentives, StaticIncentives numbers, StaticPoint worst) =>
        $"{GainOf(incentives.Economics, worst.Gain)} a job; {(worst.Detection.IsZero ? "no cheated job is caught" : $"{Figures.Percent(worst.Detection)} of cheated jobs are caught")}; "
            + $"the first catch costs {Figures.Money(worst.Slash)}{(worst.Forfeits ? " and the epoch's pay" : string.Empty)}; "
            + $"{Prose.Count(numbers.JobsInFlight, "job")} an epoch{(incentives.Economics.DetectionDelay == 0 ? string.Empty : $", verdicts {Prose.Epochs(incentives.Economics.DetectionDelay)} later")}"
            + (incentives.Probe.AppealWait.IsZero ? string.Empty : $"; an appeal puts the penalty off by {Prose.Epochs(incentives.Probe.AppealWait)}");

    private static string GainOf(Economics economics, Fraction gain) =>
        gain.IsNegative ? $"cheating costs {Figures.Money(-gain)} more"
        : economics.Mix is null && economics.ExternalGainPerJob.High.IsZero ? $"cheating saves {Figures.Money(gain)}" : $"cheating gains {Figures.Money(gain)}";
}
