using System.Reflection;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Documentation.Tests.Architecture;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>What people ask for is answered by what is named beside it: a member that is there, on a page that uses it, and a sample.</summary>
public sealed partial class AskTests
{
    private const string Page = "docs/asks.md";

    private static readonly string[][][] Tables = [.. TablesOf(RepositoryFiles.Read(Page))];

    public static TheoryData<int> First => [.. Enumerable.Range(0, 15)];

    public static TheoryData<int> More => [.. Enumerable.Range(0, 15)];

    [Fact]
    public void Tables_haveFifteenAsksEach_inTheirOrder()
    {
        Assert.Equal(2, Tables.Length);
        Assert.All(Tables, table => Assert.Equal(Enumerable.Range(1, 15).Select(number => $"{number}"), table.Select(row => row[0])));
    }

    [Theory]
    [MemberData(nameof(First))]
    public void FirstAsks_everyCall_standsInAProgramOfItsPageThatIsRun(int index)
    {
        string[] row = Tables[0][index];
        string programs = string.Join('\n', LinkedPages(row[4]).SelectMany(page => MarkdownPage.Read(page).Blocks).Where(block => block.IsCSharp).Select(block => block.Text));
        Assert.Contains(LinkedPages(row[4]).SelectMany(page => MarkdownPage.Read(page).Blocks), block => block.IsOutput);
        Assert.All(CallsOf(row[3]), call => Assert.Matches($@"\b{Regex.Escape(call.Member)}\b", programs));
    }

    [Theory]
    [MemberData(nameof(First))]
    public void FirstAsks_everySample_isThere(int index) =>
        Assert.All(Links(Tables[0][index][5]), link => Assert.True(link.StartsWith("../samples/", StringComparison.Ordinal) || link.StartsWith("exploits.md", StringComparison.Ordinal), link));

    [Theory]
    [MemberData(nameof(First))]
    public void FirstAsks_everySample_usesACallOfItsRow(int index)
    {
        string[] row = Tables[0][index];
        foreach (string folder in Links(row[5]).Where(link => link.StartsWith("../samples/", StringComparison.Ordinal)).Select(link => link["../".Length..]))
        {
            string source = string.Join('\n', RepositoryFiles.Under(folder, "*.cs").Select(RepositoryFiles.Read));
            Assert.True(CallsOf(row[3]).Any(call => Regex.IsMatch(source, $@"\b{Regex.Escape(call.Member)}\b")), $"{Page}: {folder} uses none of {row[3]}.");
        }
    }

    [Theory]
    [MemberData(nameof(More))]
    public void MoreAsks_everyType_isNamedOnItsPage(int index)
    {
        string[] row = Tables[1][index];
        string text = string.Join('\n', LinkedPages(row[4]).Select(RepositoryFiles.Read));
        Assert.All(CallsOf(row[3]), call => Assert.Matches($@"\b{Regex.Escape(call.Type)}\b", text));
    }

    [Fact]
    public void EveryCall_isAPublicMember()
    {
        string[] missing = [.. Tables.SelectMany(table => table).SelectMany(row => CallsOf(row[3])).Where(call => !IsThere(call)).Select(call => $"{call.Type}.{call.Member}")];
        Assert.True(missing.Length == 0, $"{Page}: there is no {string.Join(", ", missing)}.");
    }

    [Theory]
    [InlineData("Mechanism", "Explain", true)]
    [InlineData("Mechanism", "ExplainEverything", false)]
    [InlineData("Oracle", "Explain", false)]
    public void IsThere_looksAtTheLibrary(string type, string member, bool expected) => Assert.Equal(expected, IsThere((type, member)));

    private static bool IsThere((string Type, string Member) call) => PublicTypes.All.Any(type => PublicTypes.NameOf(type) == call.Type
        && (type.GetMember(call.Member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Length > 0
            || PublicTypes.All.Any(extension => extension is { IsAbstract: true, IsSealed: true } && extension.GetMember(call.Member).OfType<MethodInfo>().Any(method => method.GetParameters() is [{ } first, ..] && first.ParameterType.IsAssignableFrom(type)))));

    private static IEnumerable<string[][]> TablesOf(string text)
    {
        List<string[]> rows = [];
        foreach (string line in text.Split('\n').Append(""))
        {
            if (line.StartsWith('|'))
            {
                rows.Add([.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())]);
            }
            else if (rows.Count > 0)
            {
                yield return [.. rows.Skip(2)];
                rows = [];
            }
        }
    }

    private static (string Type, string Member)[] CallsOf(string cell)
    {
        (string, string)[] calls = [.. Call().Matches(cell).Select(match => (match.Groups["type"].Value, match.Groups["member"].Value))];
        Assert.NotEmpty(calls);
        return calls;
    }

    private static IEnumerable<string> LinkedPages(string cell) => Links(cell).Select(link => RepositoryFiles.Relative(RepositoryFiles.Absolute(Path.Combine("docs", link.Split('#')[0]))));

    private static string[] Links(string cell)
    {
        string[] links = [.. Link().Matches(cell).Select(match => match.Groups["target"].Value)];
        Assert.NotEmpty(links);
        return links;
    }

    [GeneratedRegex("`(?<type>[A-Za-z]+)\\.(?<member>[A-Za-z]+)`")]
    private static partial Regex Call();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
