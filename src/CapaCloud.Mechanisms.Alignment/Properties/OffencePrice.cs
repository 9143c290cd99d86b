using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What one first offence of a kind takes from the minimum bond.</summary>
internal static class OffencePrice
{
    public static Fraction Of(MechanismIncentives incentives, Offence offence)
    {
        OffencePolicy? rule = incentives.Probe.Policy.Offences.FirstOrDefault(candidate => candidate.Offence == offence);
        return rule is null
            ? Fraction.Zero
            : incentives.Probe.Stake.Multiply(rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One }), Rounding.Up).ToFraction();
    }
}
