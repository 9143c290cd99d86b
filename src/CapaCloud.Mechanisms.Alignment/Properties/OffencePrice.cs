using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What one first offence of a kind takes from the minimum bond for good, as the mechanism settles it.</summary>
/// <remarks>
/// <code>price = (1 - bounty share) * what Settle takes, the less of alone in a large network and among the others</code>
/// Who reports itself under a second name gets the bounty back. Nothing where the offence has no price, or where its epoch can no longer be charged. In base units.
/// </remarks>
internal static class OffencePrice
{
    public static Fraction Of(MechanismIncentives incentives, Offence offence, long delay = 0)
    {
        Amount alone = incentives.Probe.Charge(offence, delay), among = incentives.Real.Charge(offence, delay);
        return Amount.Min(alone, among).ToFraction() * incentives.Kept;
    }
}
