using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>How often a result that is looked at is a planted error: what the policy promises, or what the economics say where it promises nothing.</summary>
/// <remarks>
/// <code>
/// at least = min(what the economics say, the policy's PlantedErrors); the policy's alone where the economics say nothing
/// at most  = max(of both)
/// </code>
/// More than the policy promises is nobody's duty, so it deters nobody.
/// </remarks>
internal static class PlantedErrorRates
{
    public static RationalInterval Of(MechanismPolicy policy, Economics economics)
    {
        RationalInterval stated = economics.PlantedErrorRate;
        if (policy.Verification.Panels?.PlantedErrors is not { } promised)
        {
            return stated;
        }

        Fraction least = promised.ToFraction();
        return stated.High.IsZero ? RationalInterval.Of(least) : RationalInterval.Between(stated.Low < least ? stated.Low : least, stated.High > least ? stated.High : least);
    }
}
