using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Whether honesty is the most profitable choice under a mechanism and an economy: one finding for each property.</summary>
/// <remarks>
/// <code>verdict = Fails if any finding fails, else Inconclusive if any is open, else NotAsked if any was not asked, else Holds</code>
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
    public required ImmutableArray<Finding> Findings { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Gets the sum of the findings.</summary>
    public AlignmentConclusion Conclusion =>
        Findings.Any(finding => finding is Finding.Fails) ? AlignmentConclusion.Fails
        : Findings.Any(finding => finding is Finding.Inconclusive) ? AlignmentConclusion.Inconclusive
        : Findings.Any(finding => finding is Finding.NotAsked) ? AlignmentConclusion.NotAsked
        : AlignmentConclusion.Holds;

    /// <summary>Gets the attack that earns most, or null when no property fails.</summary>
    public AlignmentAttack? WorstAttack =>
        Findings.OfType<Finding.Fails>().Select(finding => finding.Attack).OrderByDescending(attack => attack.ProfitPerEpoch).FirstOrDefault();

    /// <summary>Gets the answer in one plain sentence, in base units an epoch.</summary>
    public string Summary
    {
        get
        {
            Finding? honesty = Findings.FirstOrDefault(finding => finding.Property == AlignmentProperty.IncentiveCompatibility);
            string cheating = honesty switch
            {
                Finding.Fails fails => $"Cheating pays: {fails.Attack}.",
                Finding.Holds holds => $"Cheating loses at least {RationalText.AtLeast(CheatingMargin ?? holds.Margin, 2)} an epoch.",
                Finding.Inconclusive => "Whether cheating pays is not decided.",
                _ => "Whether cheating pays was not asked.",
            };
            string[] failing = [.. Findings.Where(finding => finding is Finding.Fails && finding.Property != AlignmentProperty.IncentiveCompatibility).Select(finding => $"{finding.Property}")];
            string[] missing = [.. Findings.OfType<Finding.NotAsked>().Select(finding => finding.Missing).Distinct()];
            return cheating
                + (failing.Length == 0 ? string.Empty : $" {(failing.Length == 1 ? "One property fails" : $"{failing.Length} properties fail")}: {string.Join(", ", failing)}.")
                + (missing.Length == 0 ? string.Empty : $" Not everything was asked: {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing.");
        }
    }

    private Fraction? CheatingMargin =>
        Findings.FirstOrDefault(finding => finding.Property == AlignmentProperty.ParallelSafety) is Finding.Holds { Margin.IsZero: false } holds ? holds.Margin : null;

    /// <summary>Returns the finding on a property.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The finding.</returns>
    /// <exception cref="KeyNotFoundException">The report has none on it.</exception>
    public Finding On(AlignmentProperty property) =>
        Findings.FirstOrDefault(finding => finding.Property == property)
        ?? throw new KeyNotFoundException($"The report has no finding on {property}.");

    /// <summary>Returns the plain sentence, the verdict, and each finding, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Summary).Append('\n').Append(PolicyName).Append(": ").Append(Conclusion);
        text.Append(" (").Append(RationalText.Approximate(Economics.Discount.High, 4)).Append(" is what the next epoch's unit is worth in this one; amounts in base units)");

        foreach (Finding finding in Findings)
        {
            text.Append("\n  ").Append(finding);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(AlignmentReport? other) =>
        other is not null
        && PolicyName == other.PolicyName
        && PolicyHash == other.PolicyHash
        && Economics == other.Economics
        && Findings.SequenceEqual(other.Findings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PolicyHash, Findings.Length);
}
