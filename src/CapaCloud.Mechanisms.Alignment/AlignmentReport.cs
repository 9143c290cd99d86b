using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Hashing;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Whether honesty is the most profitable choice under a mechanism and an economy: one finding for each property.</summary>
/// <remarks>
/// <code>verdict = Fails if any finding fails, else Inconclusive if any is open, else Holds</code>
/// Immutable. The policy hash says which mechanism is meant.
/// </remarks>
public sealed record AlignmentReport
{
    /// <summary>Gets the name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Gets the content hash of the policy.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the economics that were asked about.</summary>
    public required Economics Economics { get; init; }

    /// <summary>Gets the findings, in the order of the properties.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Gets the sum of the findings.</summary>
    public AlignmentVerdict Verdict =>
        Findings.Any(finding => finding is Finding.Fails) ? AlignmentVerdict.Fails
        : Findings.Any(finding => finding is Finding.Inconclusive) ? AlignmentVerdict.Inconclusive
        : AlignmentVerdict.Holds;

    /// <summary>Gets the attack that earns most, or null when no property fails.</summary>
    public AlignmentAttack? WorstAttack =>
        Findings.OfType<Finding.Fails>().Select(finding => finding.Attack).OrderByDescending(attack => attack.Profit.Low).FirstOrDefault();

    /// <summary>Returns the finding on a property.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The finding.</returns>
    /// <exception cref="KeyNotFoundException">The report has none on it.</exception>
    public Finding On(AlignmentProperty property) =>
        Findings.FirstOrDefault(finding => finding.Property == property)
        ?? throw new KeyNotFoundException($"The report has no finding on {property}.");

    /// <summary>Returns the verdict and each finding, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(PolicyName).Append(": ").Append(Verdict);
        if (WorstAttack is { } attack)
        {
            text.Append(": ").Append(attack);
        }

        foreach (Finding finding in Findings)
        {
            text.Append("\n  ").Append(finding);
        }

        return text.ToString();
    }
}
