using CapaCloud.Mechanisms.Documentation.Tests.Pages;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>The rule of CONTRIBUTING.md: folders are for who changes a file, namespaces for who uses a type.</summary>
public sealed class NamespaceTests
{
    /// <summary>What one glance at the root may meet.</summary>
    private const int MostTypesInTheRoot = 110;

    /// <summary>Folders of the core whose namespace has another name than the folder; null is the root.</summary>
    private static readonly Dictionary<string, string?> Renamed = new()
    {
        ["Collections"] = null,
        ["Time"] = null,
        ["Identity"] = null,
        ["Ledger"] = null,
        ["Hashing"] = "Serialization",
        ["Markets/Escrows"] = "Escrow",
    };

    [Fact]
    public void EveryFile_ofTheCore_liesInTheRootOrInItsModule()
    {
        string[] complaints = [.. SourceCode.Parse($"src/{LibraryAssemblies.Core}").Select(Complaint).OfType<string>()];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Fact]
    public void Namespaces_ofTheCore_haveNoThirdLevel() =>
        Assert.All(PublicTypes().Select(type => type.Namespace!).Distinct(), space => Assert.InRange(space.Split('.').Length, 2, 3));

    [Fact]
    public void Root_hasFewTypes()
    {
        int count = PublicTypes().Count(type => type.Namespace == LibraryAssemblies.Core);
        Assert.True(count <= MostTypesInTheRoot, $"{LibraryAssemblies.Core} has {count} public types; more than {MostTypesInTheRoot} nobody takes in.");
    }

    [Fact]
    public void FirstExample_hasAtMostThreeUsings() =>
        Assert.InRange(CSharpSyntaxTree.ParseText(MarkdownPage.Read("README.md").Blocks.First(block => block.IsCSharp).Text).GetCompilationUnitRoot().Usings.Count, 1, 3);

    [Theory]
    [InlineData("Slashing/Low.cs", "CapaCloud.Mechanisms.Slashing")]
    [InlineData("Slashing/Deeper/Low.cs", "CapaCloud.Mechanisms.Slashing")]
    [InlineData("Slashing/Low.cs", "CapaCloud.Mechanisms")]
    [InlineData("Time/Low.cs", "CapaCloud.Mechanisms")]
    [InlineData("Markets/Escrows/Low.cs", "CapaCloud.Mechanisms.Escrow")]
    [InlineData("Numerics/AmountJsonConverter.cs", "CapaCloud.Mechanisms.Serialization")]
    public void Complaint_byTheRule_none(string file, string space) => Assert.Null(Complaint(file, space));

    [Theory]
    [InlineData("Slashing/Low.cs", "CapaCloud.Mechanisms.Rewards")]
    [InlineData("Slashing/Deeper/Low.cs", "CapaCloud.Mechanisms.Slashing.Deeper")]
    [InlineData("Markets/Escrows/Low.cs", "CapaCloud.Mechanisms.Markets")]
    [InlineData("Time/Low.cs", "CapaCloud.Mechanisms.Time")]
    public void Complaint_againstTheRule_isMade(string file, string space) => Assert.NotNull(Complaint(file, space));

    private static string? Complaint(string file, string space) =>
        Complaint(CSharpSyntaxTree.ParseText($"namespace {space};", path: $"src/{LibraryAssemblies.Core}/{file}"));

    private static string? Complaint(SyntaxTree source)
    {
        BaseNamespaceDeclarationSyntax? declared = source.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        string[] parts = source.FilePath.Split('/')[2..];
        string module = ModuleOf(parts);
        string converters = $"{LibraryAssemblies.Core}.Serialization";
        return declared?.Name.ToString() switch
        {
            null or LibraryAssemblies.Core => null,
            string space when space == module => null,
            // JSON attributes name converters, people do not.
            string space when space == converters && parts[^1].EndsWith("JsonConverter.cs", StringComparison.Ordinal) => null,
            string space => $"{SourceCode.PlaceOf(declared!)}: {space} is neither {LibraryAssemblies.Core} nor {module}.",
        };
    }

    private static string ModuleOf(string[] parts)
    {
        string? name = parts[0];
        if (Renamed.TryGetValue(parts[0], out string? one))
        {
            name = one;
        }
        else if (parts.Length > 2 && Renamed.TryGetValue($"{parts[0]}/{parts[1]}", out string? two))
        {
            name = two;
        }

        return name is null ? LibraryAssemblies.Core : $"{LibraryAssemblies.Core}.{name}";
    }

    private static Type[] PublicTypes() => LibraryAssemblies.Load(LibraryAssemblies.Core).GetExportedTypes();
}
