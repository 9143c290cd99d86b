using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>How low reputation may push the audit rate, and which way a score drifts.</summary>
/// <remarks>
/// <code>
/// p_min      = C / ((1-r)(R + S + V))       V the present value of what a lost reputation would have earned
/// drift      = credit - rate * penalty      of an always-wrong peer whose replies are credited before the check
/// break-even = credit / penalty
/// </code>
/// Base units, chances in [0, 1]. Exact. A rate that falls without a floor is milked: after N successes audited once in N, an old
/// participant cheats about N times before it is seen.
/// </remarks>
public static class AuditFloor
{
    /// <summary>Returns the audit rate that must be exceeded at the best reputation.</summary>
    /// <param name="cost">The cost saved by cheating.</param>
    /// <param name="reward">The reward of the job.</param>
    /// <param name="slash">The slash.</param>
    /// <param name="reputationRent">The present value of the income that a lost reputation costs.</param>
    /// <param name="colluding">The share of auditors who collude.</param>
    /// <returns>The threshold.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Nothing can be lost.</exception>
    public static Fraction Minimum(Fraction cost, Fraction reward, Fraction slash, Fraction reputationRent, Fraction colluding) =>
        ProofOfSampling.MinimumProbability(cost, reward, slash + reputationRent, colluding);

    /// <summary>Returns how the score of a peer who is always wrong moves with each reply, when replies are credited before they are checked.</summary>
    /// <param name="credit">The credit of each reply.</param>
    /// <param name="penalty">The penalty when a check finds it wrong.</param>
    /// <param name="checkRate">The share of replies that is checked.</param>
    /// <returns>The drift; positive when the wrong peer climbs.</returns>
    public static Fraction ScoreDrift(Fraction credit, Fraction penalty, Fraction checkRate) => credit - (checkRate * penalty);

    /// <summary>Returns the rate of checks at which such a score stops climbing.</summary>
    /// <param name="credit">The credit of each reply.</param>
    /// <param name="penalty">The penalty when a check finds it wrong, above 0.</param>
    /// <returns>The rate.</returns>
    public static Fraction BreakEvenCheckRate(Fraction credit, Fraction penalty) => credit / penalty;
}
