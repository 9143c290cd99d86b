using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>The floors of the core, and who looks upwards or sideways. Works on the meaning of every name in the source and on the folder in
/// which it is declared, not on usings and not on namespaces.</summary>
internal static class Floors
{
    private const string Prefix = $"src/{LibraryAssemblies.Core}/";

    private static readonly string[] Values = ["Collections", "Numerics", "Time", "Identity", "Hashing", "Ledger", "Serialization"];

    private static readonly string[] Siblings = ["Staking", "Slashing", "Reputation", "Verification", "Rewards", "Markets"];

    private static readonly string[] Steering = ["Adaptation"];

    private static readonly string[] Top = ["Settlement"];

    public static bool IsKnown(string folder) => Values.Contains(folder) || Siblings.Contains(folder) || Steering.Contains(folder) || Top.Contains(folder);

    public static bool MayUse(string user, string used) =>
        user == used || Top.Contains(user) || Values.Contains(used) || (Steering.Contains(user) && Siblings.Contains(used));

    public static IEnumerable<string> Complaints(IReadOnlyList<SyntaxTree> sources)
    {
        IEnumerable<MetadataReference> framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !Path.GetFileName(path).StartsWith(LibraryAssemblies.Core, StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        SyntaxTree usings = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.Linq;");
        CSharpCompilation compilation = CSharpCompilation.Create("Core", [.. sources, usings], framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        foreach (SyntaxTree source in sources)
        {
            string? user = FolderOf(source.FilePath);
            SemanticModel model = compilation.GetSemanticModel(source);
            foreach (SimpleNameSyntax name in source.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                string? used = FolderOf(model.GetSymbolInfo(name).Symbol);
                if (user is not null && used is not null && !MayUse(user, used))
                {
                    yield return $"{SourceCode.PlaceOf(name)}: {user} uses {name} of {used}.";
                }
            }
        }
    }

    /// <summary>The folder in which a name is declared: a namespace may span folders, so it says nothing.</summary>
    private static string? FolderOf(ISymbol? symbol) => symbol is null or INamespaceSymbol
        ? null
        : FolderOf(symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath);

    private static string? FolderOf(string? path) =>
        path?.StartsWith(Prefix, StringComparison.Ordinal) == true && path[Prefix.Length..].Split('/') is [var folder, _, ..] ? folder : null;
}
