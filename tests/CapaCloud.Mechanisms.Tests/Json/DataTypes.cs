using System.Reflection;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>Which public types are data, by rule: every record and every struct that is no ref struct. Everything else is behaviour.</summary>
internal static class DataTypes
{
    /// <summary>Gets the data of the core.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(Amount).Assembly.GetExportedTypes().Where(IsData).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Gets the enumerations of the core.</summary>
    public static IReadOnlyList<Type> Enumerations { get; } =
        [.. typeof(Amount).Assembly.GetExportedTypes().Where(type => type.IsEnum).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Returns whether a type is data.</summary>
    public static bool IsData(Type type) =>
        !type.IsAbstract && !type.IsGenericTypeDefinition && ((type.IsValueType && !type.IsEnum && !type.IsByRefLike) || IsRecordClass(type));

    private static bool IsRecordClass(Type type) => type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;
}
