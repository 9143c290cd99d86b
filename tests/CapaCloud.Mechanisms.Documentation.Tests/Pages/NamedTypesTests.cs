using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Documentation.Tests.Architecture;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>Every public type is named on a page that somebody wrote: in its prose or in a program.</summary>
public sealed partial class NamedTypesTests
{
    private static readonly Lazy<HashSet<string>> Words = new(
        () => [.. RepositoryFiles.MarkdownPages.SelectMany(page => Word().Matches(RepositoryFiles.Read(page)).Select(match => match.Value))]);

    [Fact]
    public void EveryPublicType_isNamedOnAPage()
    {
        string[] complaints =
        [
            .. from type in PublicTypes.All
               where !type.IsNested && !Words.Value.Contains(PublicTypes.NameOf(type))
               select $"{SourceCode.PlaceOf(type)}: {type.FullName} is named on no page.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Words_doNotHaveWhatNobodyWrote() => Assert.DoesNotContain("NobodyEverWroteThisWord", Words.Value);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
