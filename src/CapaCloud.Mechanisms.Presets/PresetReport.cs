using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>Whether a preset keeps every role honest: a report for each.</summary>
/// <remarks><code>conclusion = Fails if any role's fails, else Inconclusive if any is inconclusive, else NotAsked if any was not asked, else Holds</code></remarks>
public sealed record PresetReport
{
    /// <summary>Gets the name of the preset.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the reports, the provider's first.</summary>
    public required ImmutableArray<RoleReport> Roles { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Gets the sum of the reports.</summary>
    public AlignmentConclusion Conclusion =>
        Has(AlignmentConclusion.Fails) ? AlignmentConclusion.Fails
        : Has(AlignmentConclusion.Inconclusive) ? AlignmentConclusion.Inconclusive
        : Has(AlignmentConclusion.NotAsked) ? AlignmentConclusion.NotAsked
        : AlignmentConclusion.Holds;

    /// <summary>Gets everything that fails, role by role, in the order of the questions.</summary>
    public IEnumerable<(string Role, Finding.Fails Finding)> Failures =>
        Roles.SelectMany(role => role.Report.Findings.OfType<Finding.Fails>().Select(finding => (role.Role, finding)));

    /// <summary>Gets what is left open, role by role, in the order of the questions.</summary>
    public IEnumerable<(string Role, Finding.Inconclusive Finding)> OpenQuestions =>
        Roles.SelectMany(role => role.Report.Findings.OfType<Finding.Inconclusive>().Select(finding => (role.Role, finding)));

    /// <summary>Gets the first failure with its attack; else what is open first; else by how much cheating loses.</summary>
    public string Summary =>
        Failures.Select(failure => $"{failure.Role}, {failure.Finding.Property}: {failure.Finding.Attack}").FirstOrDefault()
        ?? OpenQuestions.Select(open => $"{open.Role}, {open.Finding.Property} is inconclusive: {open.Finding.WhatWouldClose}").FirstOrDefault()
        ?? Roles.FirstOrDefault()?.Report.Summary
        ?? "Nothing was asked.";

    /// <summary>Returns the report of a role.</summary>
    /// <param name="role">The role: "provider", "delegator", "validator" or "requester".</param>
    /// <returns>The report.</returns>
    /// <exception cref="KeyNotFoundException">Nothing was asked for that role.</exception>
    public AlignmentReport Of(string role) => Roles.FirstOrDefault(candidate => candidate.Role == role)?.Report
        ?? throw new KeyNotFoundException($"Nothing was asked for a '{role}'; there are reports for {string.Join(", ", Roles.Select(each => each.Role))}.");

    /// <summary>Returns the conclusion, and a line for each role.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Name}: {Conclusion}{string.Concat(Roles.Select(role => $"\n  {role.Role}: {role.Report.Conclusion} on {Prose.Count(role.Report.Findings.Length, "question")}{Worst(role.Report)}"))}";

    /// <inheritdoc/>
    public bool Equals(PresetReport? other) => other is not null && Name == other.Name && Roles.SequenceEqual(other.Roles);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Roles.Length);

    private static string Worst(AlignmentReport report) =>
        report.Findings.FirstOrDefault(finding => finding is Finding.Fails) is Finding.Fails fails ? $"; {fails.Property}: {fails.Attack}" : string.Empty;

    private bool Has(AlignmentConclusion conclusion) => Roles.Any(role => role.Report.Conclusion == conclusion);
}
