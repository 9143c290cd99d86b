using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>The operator's measured mechanism and a delegation behind it.</summary>
internal sealed class DelegationTerms(MechanismIncentives incentives, DelegationEconomics delegation)
{
    public MechanismIncentives Incentives { get; } = incentives;

    public DelegationEconomics Delegation { get; } = delegation;

    public DelegationPlay Play { get; } = new(incentives.Probe.Policy.Stake, delegation);

    /// <summary>Gets the part of all that stands behind the operator which a first false result costs.</summary>
    public Proportion Penalty =>
        Incentives.Rule?.Curve.Evaluate(new OffenceContext { Severity = Proportion.One }) ?? Proportion.Zero;

    /// <summary>Gets what the delegators get of an epoch's least reward: whole units, the commission taken.</summary>
    public Amount LeastReward => Net(Delegation.Commission.Rate);

    /// <summary>Gets what the delegation earns in an epoch, at the least.</summary>
    public Fraction Income => Play.Income(LeastReward).ToFraction();

    /// <summary>Gets what it would earn after the largest raise that can come at once.</summary>
    public Fraction IncomeAfterRaise
    {
        get
        {
            Proportion raised = Proportion.FromParts(Math.Min(Delegation.Commission.Rate.Parts + Delegation.Commission.LargestStep.Parts, Math.Max(Delegation.Commission.Ceiling.Parts, Delegation.Commission.Rate.Parts)));
            return Play.Income(Net(raised)).ToFraction();
        }
    }

    /// <summary>Gets what verdicts on honest work cost the delegation in an epoch: one slash for any of them, or one for each.</summary>
    public RationalInterval WrongfulLoss
    {
        get
        {
            Economics economics = Incentives.Economics;
            Fraction slash = Delegation.Delegation.Multiply(Penalty, Rounding.Up).ToFraction();
            Fraction any = Fraction.One - PowerBounds.Of(Fraction.One - (Incentives.AuditRate * economics.HonestFaultRate.High), economics.JobsPerEpoch).High;
            Fraction each = new Fraction(economics.JobsPerEpoch) * Incentives.HighestRate * economics.HonestFaultRate.High * slash;
            Fraction most = Delegation.Delegation.ToFraction();
            Fraction low = any * slash;
            Fraction high = each < most ? each : most;
            return RationalInterval.Between(low, high > low ? high : low);
        }
    }

    private Amount Net(Proportion commission)
    {
        Amount reward = Amount.Of((UInt128)Delegation.RewardPerEpoch.Low.ToBigInteger());
        return (Delegation.Commission with { Rate = commission }).Divide(reward, Epoch.Zero).Delegators;
    }
}
