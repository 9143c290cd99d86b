namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>The public types of all packages.</summary>
internal static class PublicTypes
{
    public static IReadOnlyList<Type> All { get; } = [.. LibraryAssemblies.Names.SelectMany(name => LibraryAssemblies.Load(name).GetExportedTypes())];

    /// <summary>The name without the number of its type parameters.</summary>
    public static string NameOf(Type type) => type.Name.Split('`')[0];
}
