using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using Microsoft.CodeAnalysis.CSharp;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

public sealed class FloorTests
{
    private const string Source = "src/CapaCloud.Mechanisms";

    [Fact]
    public void EveryFolder_ofTheCore_isOnAFloor() =>
        Assert.All(
            RepositoryFiles.FoldersOf(Source).Where(folder => RepositoryFiles.Under($"{Source}/{folder}", "*.cs").Count > 0),
            folder => Assert.True(Floors.IsKnown(folder), $"{Source}/{folder}: is on no floor of CONTRIBUTING.md."));

    [Fact]
    public void NoName_inTheCore_pointsUpwardsOrToASibling()
    {
        string[] complaints = [.. Floors.Complaints(SourceCode.Parse(Source)).Distinct()];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData("Numerics", "Slashing", "src/CapaCloud.Mechanisms/Numerics/low.cs(1): Numerics uses Thing of Slashing.")]
    [InlineData("Slashing", "Staking", "src/CapaCloud.Mechanisms/Slashing/low.cs(1): Slashing uses Thing of Staking.")]
    [InlineData("Rewards", "Settlement", "src/CapaCloud.Mechanisms/Rewards/low.cs(1): Rewards uses Thing of Settlement.")]
    [InlineData("Markets", "Adaptation", "src/CapaCloud.Mechanisms/Markets/low.cs(1): Markets uses Thing of Adaptation.")]
    [InlineData("Adaptation", "Settlement", "src/CapaCloud.Mechanisms/Adaptation/low.cs(1): Adaptation uses Thing of Settlement.")]
    public void Complaints_aNameThatPointsUpwards_isNamedWithFileAndLine(string user, string used, string complaint) =>
        Assert.Equal([complaint], Complaints(user, used));

    [Theory]
    [InlineData("Settlement", "Slashing")]
    [InlineData("Slashing", "Ledger")]
    [InlineData("Ledger", "Numerics")]
    [InlineData("Rewards", "Rewards")]
    [InlineData("Adaptation", "Markets")]
    public void Complaints_aNameThatPointsDownwards_none(string user, string used) => Assert.Empty(Complaints(user, used));

    /// <summary>One namespace in two folders: only the folder counts.</summary>
    private static IEnumerable<string> Complaints(string user, string used) => Floors.Complaints(
    [
        CSharpSyntaxTree.ParseText("namespace CapaCloud.Mechanisms; class User { Thing? thing; }", path: $"{Source}/{user}/low.cs"),
        CSharpSyntaxTree.ParseText("namespace CapaCloud.Mechanisms; public class Thing;", path: $"{Source}/{used}/Deeper/high.cs"),
    ]);
}
