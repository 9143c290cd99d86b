using System.Reflection;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>The five packages, as built.</summary>
internal static class LibraryAssemblies
{
    public const string Core = "CapaCloud.Mechanisms";

    public static IReadOnlyList<string> Names { get; } =
        [Core, $"{Core}.Alignment", $"{Core}.Presets", $"{Core}.DependencyInjection", $"{Core}.Testing"];

    public static Assembly Load(string name) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
}
