using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>When does checking pay for the one who is asked to check?</summary>
/// <remarks>
/// <code>
/// without forced errors   X &gt; C / (R + L)      X the rate at which others cheat
/// with forced errors      e * share &gt; C        e the rate of forced errors, share the part of the jackpot expected
/// attention challenges    P * A &gt; C            P the rate of challenges that must be answered, A the penalty for silence
/// </code>
/// C cost of checking, R reward for finding a fault, L loss from accepting one, in base units. Exact. Without forced errors the rate of
/// cheating in equilibrium is <c>C/(R+L)</c>: positive, and no fine on the cheater changes it. Source: Felten on the verifier's dilemma;
/// Luu et al., CCS 2015; Truebit, Arbitrum.
/// </remarks>
public static class VerifierDiligence
{
    /// <summary>Returns the rate of cheating above which checking pays, and at which it settles when nothing else makes checking pay.</summary>
    /// <param name="cost">The cost of checking.</param>
    /// <param name="reward">The reward for a fault found.</param>
    /// <param name="loss">The loss from accepting a false result.</param>
    /// <returns>The rate; above 1 when checking never pays.</returns>
    public static Fraction CheatingRateInEquilibrium(Fraction cost, Fraction reward, Fraction loss) =>
        (reward + loss).IsPositive
            ? cost / (reward + loss)
            : throw new ArgumentOutOfRangeException(nameof(reward), "A verifier who neither wins nor loses anything is indifferent to every fault.");

    /// <summary>Tells whether forced errors make checking pay.</summary>
    /// <param name="forcedErrorRate">The share of tasks that carry a forced error.</param>
    /// <param name="expectedShare">The part of the jackpot the verifier expects.</param>
    /// <param name="cost">The cost of checking.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool ForcedErrorsPay(Fraction forcedErrorRate, Fraction expectedShare, Fraction cost) => forcedErrorRate * expectedShare > cost;

    /// <summary>Tells whether attention challenges make checking pay.</summary>
    /// <param name="challengeRate">The share of tasks that must be answered.</param>
    /// <param name="penalty">The penalty for a missing or wrong answer.</param>
    /// <param name="cost">The cost of checking.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool AttentionChallengesPay(Fraction challengeRate, Fraction penalty, Fraction cost) => challengeRate * penalty > cost;
}
