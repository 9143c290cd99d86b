using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>Cheating on a part of one task that is paid all or nothing and spot-checked at uniformly drawn places.</summary>
/// <remarks>
/// <code>
/// caught(c)      = 1 - (1-c)^s
/// E(c)           = caught (P + M + K) - M - c K              expected cost to the provider, as published
/// loss(c)        = E(c) + M = caught (P + M + K) - c K       against honesty, which earns M
/// </code>
/// c the part cheated in [0, 1], s the number of checks, K the cost, M the margin, P the penalty in base units. Exact. Against the
/// honest baseline one check deters every c, because <c>1-(1-c)^s &gt;= c</c>; the published count of checks compares with zero instead.
/// Source: Golem, "Sequential computations verification" (2018).
/// </remarks>
public static class PartialCheating
{
    /// <summary>Returns the published expected cost to a provider who cheats on a part.</summary>
    /// <param name="cheated">The part, in [0, 1].</param>
    /// <param name="cost">The cost of the whole task.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="checks">How many checks.</param>
    /// <returns>The expected cost; negative when cheating earns.</returns>
    public static Fraction ExpectedProviderCost(Fraction cheated, Fraction cost, Fraction margin, Fraction penalty, int checks) =>
        LossAgainstHonesty(cheated, cost, margin, penalty, checks) - margin;

    /// <summary>Returns what cheating on a part loses against honest work.</summary>
    /// <param name="cheated">The part, in [0, 1].</param>
    /// <param name="cost">The cost of the whole task.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="checks">How many checks.</param>
    /// <returns>The loss; positive when honesty is better.</returns>
    public static Fraction LossAgainstHonesty(Fraction cheated, Fraction cost, Fraction margin, Fraction penalty, int checks) =>
        ((Fraction.One - Fraction.Pow(Fraction.One - cheated, checks)) * (penalty + margin + cost)) - (cheated * cost);

    /// <summary>Returns the fewest checks for which the published expected cost is positive.</summary>
    /// <param name="cheated">The part, in (0, 1].</param>
    /// <param name="cost">The cost of the whole task.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="penalty">The penalty.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No number of checks is enough.</exception>
    public static int MinimumChecks(Fraction cheated, Fraction cost, Fraction margin, Fraction penalty)
    {
        if (!cheated.IsPositive || (penalty + cost) <= cheated * cost)
        {
            throw new ArgumentOutOfRangeException(nameof(cheated), "No number of checks makes this part expensive.");
        }

        Fraction allowed = UndetectedShareAllowed(cheated, cost, margin, penalty);
        Fraction missed = Fraction.One;
        int checks = 0;
        for (; missed >= allowed; checks++)
        {
            missed *= Fraction.One - cheated;
        }

        return checks;
    }

    /// <summary>Returns the real number of checks above which the published expected cost is positive; for figures, never for a verdict.</summary>
    /// <param name="cheated">The part, in (0, 1).</param>
    /// <param name="cost">The cost of the whole task.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="penalty">The penalty.</param>
    /// <returns><c>log(1 - (M + cK)/(P + M + K)) / log(1-c)</c> in floating point.</returns>
    public static double ChecksThreshold(Fraction cheated, Fraction cost, Fraction margin, Fraction penalty) =>
        Math.Log(UndetectedShareAllowed(cheated, cost, margin, penalty).ToDouble()) / Math.Log((Fraction.One - cheated).ToDouble());

    private static Fraction UndetectedShareAllowed(Fraction cheated, Fraction cost, Fraction margin, Fraction penalty) =>
        Fraction.One - ((margin + (cheated * cost)) / (penalty + margin + cost));
}
