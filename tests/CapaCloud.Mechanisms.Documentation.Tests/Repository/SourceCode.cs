using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CapaCloud.Mechanisms.Documentation.Tests.Repository;

/// <summary>The library's source, parsed, to say in which file and line something stands.</summary>
internal static class SourceCode
{
    private static readonly Lazy<Dictionary<string, string>> Places = new(FindTypes);

    public static IReadOnlyList<SyntaxTree> Parse(string folder) =>
        [.. RepositoryFiles.Under(folder, "*.cs").Select(file => CSharpSyntaxTree.ParseText(RepositoryFiles.Read(file), path: file))];

    /// <summary>Returns the file and line of a type's first declaration.</summary>
    public static string PlaceOf(Type type) =>
        Places.Value.TryGetValue(type.FullName!.Replace('+', '.'), out string? place) ? place : $"{type.Assembly.GetName().Name}: {type.FullName}";

    public static string PlaceOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return $"{span.Path}({span.StartLinePosition.Line + 1})";
    }

    private static Dictionary<string, string> FindTypes()
    {
        Dictionary<string, string> places = [];
        foreach (MemberDeclarationSyntax type in Parse("src").SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MemberDeclarationSyntax>())
        {
            string? name = type switch
            {
                BaseTypeDeclarationSyntax declared => Suffixed(declared.Identifier.ValueText, (declared as TypeDeclarationSyntax)?.TypeParameterList),
                DelegateDeclarationSyntax declared => Suffixed(declared.Identifier.ValueText, declared.TypeParameterList),
                _ => null,
            };
            if (name is not null)
            {
                IEnumerable<string> outer = type.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(parent => Suffixed(parent.Identifier.ValueText, parent.TypeParameterList));
                string space = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
                places.TryAdd(string.Join('.', [space, .. outer, name]), PlaceOf(type));
            }
        }

        return places;
    }

    private static string Suffixed(string name, TypeParameterListSyntax? parameters) => parameters is null ? name : $"{name}`{parameters.Parameters.Count}";
}
