using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Records are equal by content: one that holds a list compares what is in it, not which list it is.</summary>
public sealed class ContentEqualityTests
{
    [Fact]
    public void EveryRecord_withAList_comparesItsContent()
    {
        string[] complaints = [.. PublicTypes.All.Where(ComparesReferences).Select(type => $"{SourceCode.PlaceOf(type)}: {type.Name} has a list and the Equals that the compiler made.")];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(Careless), true)]
    [InlineData(typeof(Careful), false)]
    [InlineData(typeof(WithoutList), false)]
    public void ComparesReferences_seesIt(Type type, bool expected) => Assert.Equal(expected, ComparesReferences(type));

    private static bool ComparesReferences(Type type) =>
        IsRecord(type)
        && type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Any(field => IsList(field.FieldType))
        && type.GetMethod("Equals", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [type])?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private sealed record Careless(IReadOnlyList<int> Numbers);

    private sealed record Careful(IReadOnlyList<int> Numbers)
    {
        public bool Equals(Careful? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

        public override int GetHashCode() => Numbers.Count;
    }

    private sealed record WithoutList(int Number);
}
