using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Whether honesty is the most profitable choice under a mechanism and an economy: one finding for each property.</summary>
/// <remarks>
/// <code>conclusion = Fails if any finding fails, else Inconclusive if any is inconclusive, else NotAsked if any was not asked, else Holds</code>
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

    /// <summary>Gets the answer in plain sentences, what fails first: whether cheating pays and how much, what else fails or is inconclusive, and what was not asked.</summary>
    public string Summary
    {
        get
        {
            Finding? honesty = Findings.FirstOrDefault(finding => finding.Property == AlignmentProperty.IncentiveCompatibility);
            string cheating = honesty switch
            {
                Finding.Fails { Attack: var attack } => $"{(attack.Strategy.Contains("cheat", StringComparison.Ordinal) ? "Cheating pays" : "Honest work is not what pays best")}: {attack}.",
                Finding.Holds holds => $"Cheating loses at least {Figures.Floor(CheatingMargin ?? holds.Margin, "units an epoch")}.",
                Finding.Inconclusive => "Whether cheating pays is inconclusive.",
                _ => "Whether cheating pays was not asked.",
            };
            Finding[] others = [.. Findings.Where(finding => finding.Property != AlignmentProperty.IncentiveCompatibility)];
            Finding.Fails[] failing = [.. others.OfType<Finding.Fails>()];
            string[] open = [.. others.OfType<Finding.Inconclusive>().Select(finding => $"{finding.Property}")];
            string[] missing = [.. Findings.OfType<Finding.NotAsked>().Select(finding => finding.Missing).Distinct()];
            string[] sentences =
            [
                .. honesty is Finding.Fails || failing.Length == 0 ? [cheating] : new[] { $"{failing[0].Property} fails: {failing[0].Attack}." },
                .. failing.Length == 0 || (failing.Length == 1 && honesty is not Finding.Fails) ? []
                    : new[] { $"{Listed([.. failing.Skip(honesty is Finding.Fails ? 0 : 1).Select(finding => $"{finding.Property}")], "fails", "fail")} as well." },
                .. honesty is Finding.Fails || failing.Length == 0 ? [] : new[] { cheating },
                .. open.Length == 0 ? [] : new[] { $"{Listed(open, "is", "are")} inconclusive." },
                .. missing.Length == 0 ? [] : new[] { $"Not everything was asked: {Listed(missing, "is", "are")} missing." },
            ];
            return string.Join(' ', sentences);
        }
    }

    private Fraction? CheatingMargin =>
        Findings.FirstOrDefault(finding => finding.Property == AlignmentProperty.ParallelSafety) is Finding.Holds { Margin.IsZero: false } holds ? holds.Margin : null;

    private static string Listed(string[] names, string one, string many) =>
        names.Length == 1 ? $"{names[0]} {one}" : $"{string.Join(", ", names[..^1])} and {names[^1]} {many}";

    /// <summary>Returns the finding on a property.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The finding.</returns>
    /// <exception cref="KeyNotFoundException">The report has none on it.</exception>
    public Finding On(AlignmentProperty property) =>
        Findings.FirstOrDefault(finding => finding.Property == property)
        ?? throw new KeyNotFoundException($"The report has no finding on {property}.");

    /// <summary>Returns the <see cref="Summary"/>, the conclusion, and each finding, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Summary).Append('\n').Append(PolicyName).Append(": ").Append(Conclusion);
        text.Append(" (money is in base units; a unit that comes an epoch later counts as ").Append(Figures.Percent(Economics.Discount.High)).Append(" of one that comes now)");
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
