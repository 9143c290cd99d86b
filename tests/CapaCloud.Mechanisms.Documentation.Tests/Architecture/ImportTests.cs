using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Imports stand in one order, as <c>dotnet format</c> writes them: the system's first, then by name; static ones and other names for types after them.</summary>
public sealed partial class ImportTests
{
    [Fact]
    public void EveryBlockOfImports_isInOrder()
    {
        string[] complaints = [.. new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(folder => RepositoryFiles.Under(folder, "*.cs")).SelectMany(Complaints)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData("using B;\nusing A;")]
    [InlineData("using A;\nusing System;")]
    [InlineData("using static A.B;\nusing C;")]
    [InlineData("using Z = A.B;\nusing C;")]
    [InlineData("using CapaCloud.Mechanisms.Staking;\nusing CapaCloud.Mechanisms;")]
    public void Block_outOfOrder_isFound(string text) => Assert.Contains(Blocks(text), static block => !IsInOrder(block));

    private static IEnumerable<string> Complaints(string file) =>
        Blocks(RepositoryFiles.Read(file)).Where(static block => !IsInOrder(block)).Select(block => $"{file}: expected the imports in order, got\n  {string.Join("\n  ", block)}");

    private static bool IsInOrder(List<string> block) => block.Zip(block.Skip(1), static (first, second) => Compare(Place(first), Place(second)) <= 0).All(static holds => holds);

    private static IEnumerable<List<string>> Blocks(string text)
    {
        List<string> block = [];
        foreach (string line in text.Split('\n').Append(string.Empty))
        {
            if (Import().IsMatch(line))
            {
                block.Add(line.TrimEnd());
                continue;
            }

            if (block.Count > 1)
            {
                yield return block;
            }

            block = [];
        }
    }

    private static (int Kind, bool IsOther, string[] Name) Place(string import)
    {
        Match parts = Import().Match(import);
        int kind = parts.Groups["alias"].Success ? 2 : parts.Groups["static"].Success ? 1 : 0;
        string name = kind == 2 ? parts.Groups["alias"].Value : parts.Groups["name"].Value;
        return (kind, kind == 2 || name.Split('.')[0] != "System", name.Split('.'));
    }

    private static int Compare((int Kind, bool IsOther, string[] Name) first, (int Kind, bool IsOther, string[] Name) second)
    {
        int order = first.Kind.CompareTo(second.Kind);
        order = order != 0 ? order : first.IsOther.CompareTo(second.IsOther);
        for (int part = 0; order == 0 && part < int.Max(first.Name.Length, second.Name.Length); part++)
        {
            order = string.Compare(first.Name.ElementAtOrDefault(part), second.Name.ElementAtOrDefault(part), StringComparison.OrdinalIgnoreCase);
        }

        return order;
    }

    [GeneratedRegex(@"^using (?<static>static )?((?<alias>\w+) = )?(?<name>[\w.:]+)[^(]*;\s*$")]
    private static partial Regex Import();
}
