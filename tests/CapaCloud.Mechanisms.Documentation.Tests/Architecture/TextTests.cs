using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>What the root's records print is for people: a record that holds a list says how much is in it, and never the name of the list's type.</summary>
public sealed class TextTests
{
    [Fact]
    public void EveryRecord_ofTheRoot_withAList_saysItInWords()
    {
        string[] complaints =
        [
            .. PublicTypes.All.Where(type => type.Namespace == LibraryAssemblies.Core && PrintsATypeName(type))
                .Select(type => $"{SourceCode.PlaceOf(type)}: {type.Name}.ToString() prints the name of a list's type."),
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(Careless), true)]
    [InlineData(typeof(Careful), false)]
    public void PrintsATypeName_seesIt(Type type, bool expected) => Assert.Equal(expected, PrintsATypeName(type));

    private static bool PrintsATypeName(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null
        && type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [])?.IsDefined(typeof(CompilerGeneratedAttribute)) == true
        && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType));

    private sealed record Careless(IReadOnlyList<int> Numbers);

    private sealed record Careful(IReadOnlyList<int> Numbers)
    {
        public override string ToString() => $"{Numbers.Count} numbers";
    }
}
