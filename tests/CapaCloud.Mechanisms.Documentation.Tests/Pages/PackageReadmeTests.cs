using CapaCloud.Mechanisms.Documentation.Tests.Architecture;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>A package's README is read on the page of the package, where no other file of the repository is.</summary>
public sealed class PackageReadmeTests
{
    public static TheoryData<string> Packages => [.. LibraryAssemblies.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryPackage_saysHowToAddIt(string package) =>
        Assert.Contains($"dotnet add package {package}\n", RepositoryFiles.Read($"src/{package}/README.md"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryLink_ofAPackage_leadsOutOfTheRepository(string package) =>
        Assert.All(MarkdownPage.Read($"src/{package}/README.md").Links, link => Assert.StartsWith("https://", link.Target, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryPackage_hasAProgram(string package) =>
        Assert.Contains(MarkdownPage.Read($"src/{package}/README.md").Blocks, block => block.IsCSharp);
}
