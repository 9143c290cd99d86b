using System.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Presets.Networks.IExec;

/// <summary>iExec's score policy: what a worker's score weighs, what a fault costs, which confidence a trust level asks for.</summary>
/// <remarks>
/// <code>
/// weight     = max(floor(score / 3), 3) - 1          (a newcomer weighs 2, a score of 300 weighs 99)
/// confidence = 1 - 1 / max(trust, 1)
/// score'     = score + 1 after a replicated success, floor(2 score / 3) after a fault
/// </code>
/// Source: iExecBlockchainComputing/PoCo, IexecPoco2Facet; "PoCo and trust management".
/// </remarks>
public static class PocoTrust
{
    /// <summary>Gets the score as a reputation model: credibility at a fault rate of 0.2 that keeps two thirds after a fault.</summary>
    public static CredibilityReputation Model { get; } = new() { KeptNumerator = 2, KeptDenominator = 3 };

    /// <summary>Returns the score in a record: checks passed, in whole ones.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The score.</returns>
    public static ulong Score(in ReputationRecord record) => (ulong)(record.Proven.For.Parts / Proportion.PartsPerOne);

    /// <summary>Returns what a worker of that score weighs.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The weight, at least 2.</returns>
    public static ulong Weight(ulong score) => ulong.Max(score / 3, 3) - 1;

    /// <summary>Returns the weight by which rewards are shared.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>The binary logarithm, rounded down: 1 for a newcomer.</returns>
    public static int LogarithmicWeight(ulong weight) => BitOperations.Log2(weight);

    /// <summary>Returns the confidence that a trust level asks for.</summary>
    /// <param name="trust">The trust level; 0 is taken as 1.</param>
    /// <returns>The confidence, rounded to the nearest part.</returns>
    public static Proportion Confidence(ulong trust) => trust <= 1
        ? Proportion.Zero
        : Proportion.FromQuotient(trust - 1, trust, Rounding.HalfUp);
}
