using System.Reflection;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Documentation.Tests.Pages;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>One word for one thing: no public name has a word that the page of names gives up for another.</summary>
public sealed partial class PublicNameTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static string[] Forbidden { get; } = [.. ForbiddenOn(RepositoryFiles.Read("docs/names.md"))];

    [Fact]
    public void EveryPublicName_hasOnlyWordsOfThePage()
    {
        Assert.Contains("Undecided", Forbidden);
        string[] complaints =
        [
            .. from type in PublicTypes.All
               from name in type.GetMembers(Declared).Where(member => member is not ConstructorInfo).Select(member => member.Name).Append(PublicTypes.NameOf(type)).Distinct()
               from word in Forbidden
               where Has(name, word)
               select $"{SourceCode.PlaceOf(type)}: {type.Name}.{name} has the word {word}; docs/names.md says what to say instead.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData("UndecidedRefund", "Undecided", true)]
    [InlineData("get_UndecidedRefund", "Undecided", true)]
    [InlineData("IsMassFault", "MassFault", true)]
    [InlineData("Named", "Named", true)]
    [InlineData("RenamedParticipant", "Named", false)]
    [InlineData("Utilities", "Util", false)]
    [InlineData("Undertaking", "Taking", false)]
    public void Has_looksAtWholeWords(string name, string word, bool expected) => Assert.Equal(expected, Has(name, word));

    private static bool Has(string name, string word) => Regex.IsMatch(name, $"(?<![A-Z]){word}(?![a-z])");

    private static IEnumerable<string> ForbiddenOn(string page) =>
        page.Split("## Words that no public name has")[1].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => CodeWord().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex CodeWord();
}
