using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What the settlement takes and pays for a check: of a member of a panel, or of a validator that the policy does not know as one.</summary>
/// <remarks>
/// <code>
///                        with panels                                            without
/// a wrong check costs    a wrong result of the member: incorrect-result         negligent-verification, from evidence
/// a check pays           min(what the economics say, the pay of the policy)     what the economics say
/// a sold vote that a review finds out   the same penalty; the pay was paid      the penalty, and the pay
/// silence                no pay, and a missed duty of the cause 'check'         no pay
/// </code>
/// Base units; the penalty is the least that is taken for good, discounted to the epoch of the check.
/// </remarks>
internal sealed record CheckTerms
{
    private CheckTerms(MechanismIncentives incentives)
    {
        MechanismPolicy policy = incentives.Probe.Policy;
        Economics economics = incentives.Economics;
        IsByPanel = policy.Verification.Panels is not null;
        Charged = IsByPanel ? Offence.IncorrectResult : Offence.NegligentVerification;
        Rule = policy.Offences.FirstOrDefault(offence => offence.Offence == Charged);
        long latest = checked(economics.DetectionDelay + (4 * (long)(Rule?.AppealWindow.Epochs ?? 0)));
        Penalty = OffencePrice.Of(incentives, Charged, economics.DetectionDelay);
        Price = Penalty * DelayedVerdicts.Discounted(economics.Discount.Low, latest).Low;
        Fraction? most = policy.Verification.Panels?.Pay.ToFraction();
        (LeastPay, MostPay) = (AtMost(economics.CheckingReward.Low, most), AtMost(economics.CheckingReward.High, most));
    }

    /// <summary>Gets a value indicating whether the members of panels check, whom the policy draws and the settlement pays and charges.</summary>
    public bool IsByPanel { get; }

    /// <summary>Gets what a wrong check is charged as.</summary>
    public Offence Charged { get; }

    /// <summary>Gets the rule of it; null where it has no price.</summary>
    public OffencePolicy? Rule { get; }

    /// <summary>Gets what it takes for good, at least.</summary>
    public Fraction Penalty { get; }

    /// <summary>Gets the same, at its latest and discounted.</summary>
    public Fraction Price { get; }

    /// <summary>Gets what a check that was right pays, at least as far as the economics say; 0 where the treasury is empty.</summary>
    public Fraction LeastPay { get; }

    /// <summary>Gets what it pays at most.</summary>
    public Fraction MostPay { get; }

    /// <summary>Gets what a vote that was sold and found out loses, at least: a pay that the settlement has paid it does not take back.</summary>
    public Fraction Sold => IsByPanel ? Price : Price + LeastPay;

    public static CheckTerms Of(MechanismIncentives incentives) => new(incentives);

    /// <summary>
    /// Says that a worse record as a checker may deter as well, because it is drawn to fewer panels, which no engine counts; null where checks have no record of their own, or a check earns nothing.
    /// </summary>
    public string? WorseRecord(MechanismPolicy policy, RationalInterval cost) => policy.Verification.Panels?.Record is not null && MostPay > cost.Low
        ? $"The penalty alone does not deter; that a worse record as a checker is drawn to fewer panels may, because a check earns up to {Answer.Show(MostPay - cost.Low)}: a larger penalty, or more planted errors close it."
        : null;

    /// <summary>Returns what being found out costs at most: the whole slash, the reward of the epoch, jail, and a worse record, or leaving and a new name where they cost less.</summary>
    public Fraction Most(MechanismIncentives incentives, HonestLife life)
    {
        Fraction slashed = Amount.Max(incentives.Probe.Charge(Charged, incentives.Economics.DetectionDelay), incentives.Real.Charge(Charged, incentives.Economics.DetectionDelay)).ToFraction();
        Fraction stays = (new Fraction(Rule?.Jail.Epochs ?? 0) * life.NetAtMost) + (Rule is null ? Fraction.Zero : life.Tarnished);
        return slashed + (Rule?.ForfeitsReward == true ? life.Best : Fraction.Zero) + PlayedAttack.After(incentives, stays);
    }

    /// <summary>Tells whether a missed check surely costs nothing but its pay: it is excused, or nothing looks at absence.</summary>
    public static bool IsSilenceFree(MechanismIncentives incentives, HonestLife life)
    {
        MechanismPolicy policy = incentives.Probe.Policy;
        return policy.ExcusedCauses.Contains(Settlement.CheckDuty.Cause)
            || (policy.Offences.All(offence => offence.Offence != Offence.Downtime) && policy.Reward.UptimeMultiplier is ConstantMultiplier && !life.MovesPay && !life.MovesAudits);
    }

    private static Fraction AtMost(Fraction stated, Fraction? most) => most is { } limit && limit < stated ? limit : stated;
}
