using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>No sentence says "1 units" or "1 error(s)": a number with what it counts is said by <c>Prose</c>, which has the words in one place.</summary>
public sealed class PluralTests
{
    /// <summary>What sentences of the library count.</summary>
    private static readonly HashSet<string> Nouns =
    [
        "units", "epochs", "jobs", "duties", "items", "verdicts", "cases", "participants", "postings", "tranches", "shares", "bytes", "bids", "streams", "players", "peers", "validators",
        "seats", "checks", "answers", "terms", "results", "reporters", "records", "positions", "panels", "outcomes", "digits", "votes", "appeals", "commitments", "accounts", "places",
        "payments", "weights", "kinds", "trials", "delegations", "holdings", "findings", "reasons", "errors", "requesters", "rulings", "decimals", "levels", "losses", "rounds", "layers",
        "audits", "offers", "entries", "points", "claims", "tasks", "questions", "misses",
    ];

    /// <summary>Holes that are never one, or whose own text has said how many: the words of figures, and constants.</summary>
    private static readonly string[] Spoken = ["Prose.", "Figures.", "Answer.Show(", "MaxValue", "Most", "Max"];

    [Fact]
    public void EveryNumber_withWhatItCounts_isSaidByProse()
    {
        string[] complaints = [.. Packages().SelectMany(Complaints)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData("$\"{count} units\"", 1)]
    [InlineData("$\"{list.Length} errors: {first}\"", 1)]
    [InlineData("$\"{count} error(s)\"", 1)]
    [InlineData("\"some error(s)\"", 1)]
    [InlineData("$\"{Prose.Units(count)} and {MostJobs} jobs\"", 0)]
    [InlineData("$\"{author} answers task {task}\"", 0)]
    [InlineData("$\"{place} names nobody\"", 0)]
    public void Complaints_areMade(string expression, int expected) =>
        Assert.Equal(expected, Complaints(CSharpSyntaxTree.ParseText($"class Some {{ object Text => {expression}; }}", path: "src/Some.cs")).Count());

    private static IEnumerable<SyntaxTree> Packages() => LibraryAssemblies.Names.Where(name => !name.EndsWith(".Testing", StringComparison.Ordinal)).SelectMany(name => SourceCode.Parse($"src/{name}"));

    private static IEnumerable<string> Complaints(SyntaxTree source)
    {
        foreach (SyntaxNode node in source.GetRoot().DescendantNodes())
        {
            if (node is InterpolatedStringTextSyntax or LiteralExpressionSyntax && node.ToString().Contains("(s)", StringComparison.Ordinal))
            {
                yield return $"{SourceCode.PlaceOf(node)}: '(s)' is no plural: {node}";
            }

            if (node is InterpolatedStringExpressionSyntax text)
            {
                for (int index = 1; index < text.Contents.Count; index++)
                {
                    if (text.Contents[index - 1] is InterpolationSyntax hole && text.Contents[index] is InterpolatedStringTextSyntax after && IsCount(hole, $"{after}"))
                    {
                        yield return $"{SourceCode.PlaceOf(hole)}: say '{hole}{after}' by Prose.";
                    }
                }
            }
        }
    }

    private static bool IsCount(InterpolationSyntax hole, string after)
    {
        string said = $"{hole.Expression}", word = new([.. after.Skip(1).TakeWhile(char.IsAsciiLetter)]);
        return after[0] == ' ' && Nouns.Contains(word) && !Spoken.Any(spoken => said.Contains(spoken, StringComparison.Ordinal)) && !IsSomebody(said, word);
    }

    /// <summary>Words that are verbs as well: who bids, answers or claims is no number.</summary>
    private static bool IsSomebody(string said, string word) =>
        word is "bids" or "answers" or "claims" or "checks" && new[] { "Bidder", "author", "Provider", "participant" }.Any(who => said.EndsWith(who, StringComparison.Ordinal));
}
