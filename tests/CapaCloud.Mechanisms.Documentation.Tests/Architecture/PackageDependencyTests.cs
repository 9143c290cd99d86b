using System.Reflection;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>What each package may stand on. The core stands on the framework alone.</summary>
public sealed class PackageDependencyTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { LibraryAssemblies.Core, [] },
        { $"{LibraryAssemblies.Core}.Alignment", [LibraryAssemblies.Core, "Fractions"] },
        { $"{LibraryAssemblies.Core}.Presets", [LibraryAssemblies.Core, $"{LibraryAssemblies.Core}.Alignment", "Fractions"] },
        {
            $"{LibraryAssemblies.Core}.DependencyInjection",
            [LibraryAssemblies.Core, "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Options"]
        },
        { $"{LibraryAssemblies.Core}.Testing", [LibraryAssemblies.Core, $"{LibraryAssemblies.Core}.Alignment", "FsCheck", "FSharp.Core"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void References_ofAPackage_areTheOnesAllowed(string package, string[] allowed)
    {
        IEnumerable<string> unexpected = LibraryAssemblies.Load(package).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !allowed.Contains(name));
        Assert.True(!unexpected.Any(), $"src/{package}/{package}.csproj(1): stands on {string.Join(", ", unexpected)}, which it must not.");
    }
}
