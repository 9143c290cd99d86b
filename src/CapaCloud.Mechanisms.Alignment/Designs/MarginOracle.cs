using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Asks the exact engine about a policy that may not even be one.</summary>
internal static class MarginOracle
{
    /// <summary>Returns the finding; null for a policy or an economy that is refused.</summary>
    public static Finding? Ask(MechanismPolicy policy, Economics economics, AlignmentProperty property, CancellationToken cancellation)
    {
        if (economics.Validate().Count > 0)
        {
            return null;
        }

        try
        {
            return AlignmentChecker.Check(Mechanism.FromPolicy(policy), economics, property, cancellation);
        }
        catch (PolicyRefusedException)
        {
            return null;
        }
    }

    /// <summary>The margin: minus the profit where it fails, null where neither is shown.</summary>
    public static Fraction? Margin(Finding? finding) => finding switch
    {
        Finding.Holds holds => holds.Margin,
        Finding.Fails fails => -fails.Attack.Profit.Low,
        _ => null,
    };

    public static bool Holds(MechanismPolicy policy, Economics economics, AlignmentProperty property, CancellationToken cancellation) =>
        Ask(policy, economics, property, cancellation) is Finding.Holds;
}
