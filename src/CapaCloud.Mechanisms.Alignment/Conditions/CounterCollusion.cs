using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>Two replicas of one task whose owners could agree on a cheap wrong answer.</summary>
/// <remarks>
/// <code>
/// both honest: w - c        honest against a cheat: w - c + d - h        cheat against honest: -d        both cheat: w
/// without side contracts honesty dominates iff  d &gt; c + h
/// a side contract with bond t and bribe b restores collusion iff  t &gt; d - c - h + b
/// </code>
/// w wage, c cost, d deposit, h cost of arbitration, in base units. Exact. The counter to the side contract is to reward the first
/// who reports it. Source: Dong et al., "Betrayal, Distrust, and Rationality", CCS 2017.
/// </remarks>
public static class CounterCollusion
{
    /// <summary>Returns the deposit that must be exceeded when no side contract binds the two.</summary>
    /// <param name="cost">The cost of the task.</param>
    /// <param name="arbitration">The cost of arbitration.</param>
    /// <returns><c>c + h</c>.</returns>
    public static Fraction MinimumDeposit(Fraction cost, Fraction arbitration) => cost + arbitration;

    /// <summary>Returns the colluders' bond above which a side contract makes the agreement hold.</summary>
    /// <param name="deposit">The deposit of each replica.</param>
    /// <param name="cost">The cost of the task.</param>
    /// <param name="arbitration">The cost of arbitration.</param>
    /// <param name="bribe">What the ringleader pays the other.</param>
    /// <returns><c>d - c - h + b</c>.</returns>
    public static Fraction CollusionBond(Fraction deposit, Fraction cost, Fraction arbitration, Fraction bribe) =>
        deposit - cost - arbitration + bribe;

    /// <summary>Returns the deposit that must be reached when colluders can bind each other with a bond of at most so much.</summary>
    /// <param name="cost">The cost of the task.</param>
    /// <param name="arbitration">The cost of arbitration.</param>
    /// <param name="bond">The largest bond the colluders can raise.</param>
    /// <param name="bribe">What the ringleader pays the other.</param>
    /// <returns><c>c + h + t - b</c>, and never below <c>c + h</c>.</returns>
    public static Fraction MinimumDepositAgainstSideContract(Fraction cost, Fraction arbitration, Fraction bond, Fraction bribe)
    {
        Fraction plain = MinimumDeposit(cost, arbitration);
        Fraction bound = plain + bond - bribe;
        return bound > plain ? bound : plain;
    }
}
