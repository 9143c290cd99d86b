using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>Taking part of the offered jobs, or none: what it gains over taking all of them, honestly.</summary>
/// <remarks>
/// <code>
/// U(k)    = pay(k) - k * cost - E[slashed and forfeited | k honest jobs]                     one epoch
/// gain(k) = U(k) - U(jobs) + (chance of a wrongful verdict on the others) * what one costs later
/// </code>
/// At every record at which an honest participant may stand; a worse record never helps, so that fewer passed audits only cost more. Base units, bounds outward.
/// </remarks>
internal sealed record WorkShare(long Jobs, Fraction GainAtLeast, Fraction GainAtMost)
{
    private const long MostLooked = 512;
    private const long MostCounted = 64;

    /// <summary>Returns the share that gains most, by the bound.</summary>
    /// <returns>The share, or null where there are too many numbers of jobs to look at each.</returns>
    public static WorkShare? Worst(MechanismIncentives incentives, HonestLife life)
    {
        if (!life.IsPayKnown || life.Carries || (!incentives.IsByShares && life.Jobs > MostCounted))
        {
            return null;
        }

        if (life.Jobs > MostLooked)
        {
            return Many(incentives, life);
        }

        WorkShare? worst = null;
        foreach (ReputationRecord record in life.Reached())
        {
            for (long jobs = 0; jobs < life.Jobs; jobs++)
            {
                worst = Larger(worst, Of(incentives, life, record, jobs));
            }
        }

        return worst;
    }

    /// <summary>
    /// Many jobs at a record that moves no pay: a job more brings at least its payment less the fee, whatever the number, within two units of rounding; issuance only adds to it.
    /// </summary>
    private static WorkShare? Many(MechanismIncentives incentives, HonestLife life)
    {
        if (life.MovesPay)
        {
            return null;
        }

        Economics economics = incentives.Economics;
        Fraction paid = economics.PaymentPerJob.Low * (Fraction.One - incentives.Probe.Policy.Reward.TreasuryFee.ToFraction());
        Fraction each = life.WrongfulChance * (life.Largest + life.Forfeited + life.Later);
        Fraction net = paid - economics.CostPerJob.High - each;
        Fraction rounding = new Fraction(4);
        WorkShare none = Of(incentives, life, life.Reached().Last(), 0);
        return net.IsPositive ? new WorkShare(life.Jobs - 1, none.GainAtLeast, rounding - net) : new WorkShare(0, none.GainAtLeast, rounding - (new Fraction(life.Jobs) * net));
    }

    private static WorkShare Of(MechanismIncentives incentives, HonestLife life, in ReputationRecord record, long jobs)
    {
        Economics economics = incentives.Economics;
        (Fraction leastAll, Fraction mostAll) = life.Pay(record, life.Jobs);
        (Fraction least, Fraction most) = life.Pay(record, jobs);
        Fraction spared = new Fraction(life.Jobs - jobs), cost = economics.CostOf(life.Jobs - jobs);
        Fraction high = most - leastAll + cost;
        Fraction low = least - mostAll + cost;
        if (life.WrongfulChance.IsZero)
        {
            return new WorkShare(jobs, low, high);
        }

        // Only a verdict on the jobs that are not taken is spared, and what it costs later.
        Fraction more = spared * life.WrongfulChance, later = (more < life.Struck ? more : life.Struck) * life.Later;

        // What the verdicts on all jobs cost more than those on the share: linear where there are many, else counted out.
        Fraction each = life.WrongfulChance;
        if (life.Jobs > MostCounted)
        {
            return new WorkShare(jobs, low, high + (spared * each * (life.Largest + life.Forfeited)) + later);
        }

        RationalInterval all = Lost(incentives, life, each, life.Jobs, mostAll), some = Lost(incentives, life, each, jobs, least);
        Fraction seldom = incentives.AuditRate * economics.HonestFaultRate.High;
        RationalInterval allSeldom = Lost(incentives, life, seldom, life.Jobs, leastAll), someSeldom = Lost(incentives, life, seldom, jobs, most);
        return new WorkShare(
            jobs,
            low + (IsPlain(incentives, life) ? allSeldom.Low - someSeldom.High : Fraction.Zero),
            high + all.High - some.Low + later);
    }

    /// <summary>
    /// Whether a wrongful verdict surely takes what the ladder says: at once, whatever the others do and whatever came before. A later one is worth less today, and finds
    /// a bond that earlier ones have taken: what is topped up in between is not liable for it.
    /// </summary>
    public static bool IsPlain(MechanismIncentives incentives, HonestLife life) =>
        !life.MovesAudits && incentives.PenaltyDelay == 0 && incentives.Rule is { CircuitBreaker: null, RepetitionWindow.IsZero: true, CorrelationWindow.IsZero: true }
        && incentives.Slashed.Select(taken => taken.ToFraction()).SequenceEqual(incentives.Ladder.Rungs);

    private static RationalInterval Lost(MechanismIncentives incentives, HonestLife life, Fraction chance, long jobs, Fraction reward)
    {
        if (jobs == 0)
        {
            return RationalInterval.Of(Fraction.Zero);
        }

        PenaltyLadder ladder = new([.. incentives.Slashed.Select(amount => amount.ToFraction())]);
        return (life.Forfeited.IsZero ? ladder : ladder.Plus(reward.IsNegative ? Fraction.Zero : reward)).Expected(jobs, chance);
    }

    private static WorkShare Larger(WorkShare? one, WorkShare other) => one is null || other.GainAtMost > one.GainAtMost ? other : one;
}
