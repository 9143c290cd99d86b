using System.Globalization;
using CapaCloud.Mechanisms.Documentation.Tests.Architecture;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>The table of public types by namespace says what is there.</summary>
public sealed class ArchitecturePageTests
{
    private static IReadOnlyList<(string Namespace, int Count)> Rows { get; } =
    [
        .. RepositoryFiles.Read("docs/architecture.md").Split('\n')
            .Select(line => line.Split('|'))
            .Where(cells => cells is [_, var first, _, _, var last, _] && (first.Contains('`', StringComparison.Ordinal) || first.Contains("all, in", StringComparison.Ordinal)) && last.Trim().Length > 0)
            .Select(cells => (cells[1].Trim().Trim('`'), int.Parse(cells[4], CultureInfo.InvariantCulture))),
    ];

    [Fact]
    public void LastColumn_isTheCountOfToday()
    {
        Dictionary<string, int> counted = PublicTypes.All.Where(type => type.DeclaringType is not { IsGenericType: true }).GroupBy(type => RowOf(type.Namespace!)).ToDictionary(group => group.Key, group => group.Count());
        counted["all"] = counted.Values.Sum();
        Assert.Equal(
            counted.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key} {row.Value}"),
            Rows.Select(row => (Name: row.Namespace.StartsWith("all, in", StringComparison.Ordinal) ? "all" : row.Namespace, row.Count)).OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => $"{row.Name} {row.Count}"));
    }

    /// <summary>The networks have a namespace each, and one row.</summary>
    private static string RowOf(string space) => space.StartsWith("CapaCloud.Mechanisms.Presets.Networks", StringComparison.Ordinal) ? "CapaCloud.Mechanisms.Presets.Networks.*" : space;
}
