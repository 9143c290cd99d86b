using System.Reflection;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Two values that are equal are == as well: a type that compares what it holds has the operators, or <c>==</c> compares references.</summary>
public sealed class EqualityOperatorTests
{
    [Fact]
    public void EveryPublicType_thatEqualsByValue_hasTheOperators()
    {
        string[] complaints = [.. PublicTypes.All.Where(IsMissing).Select(type => $"{SourceCode.PlaceOf(type)}: {type.Name} has Equals by value and no ==.")];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(WithoutOperators), true)]
    [InlineData(typeof(WithOperators), false)]
    [InlineData(typeof(ByReference), false)]
    public void IsMissing_seesWhatIsMissing(Type type, bool missing) => Assert.Equal(missing, IsMissing(type));

    private static bool IsMissing(Type type) =>
        !type.IsEnum
        && !type.IsByRefLike
        && type.GetMethod("Equals", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [typeof(object)]) is not null
        && type.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is null;

#pragma warning disable CS0659, CS0661, CA1067, CA2231 // These are specimens of what is wrong.
    private sealed class WithoutOperators
    {
        public override bool Equals(object? obj) => obj is WithoutOperators;
    }
#pragma warning restore CS0659, CS0661, CA1067, CA2231

    private sealed record WithOperators;

    private sealed class ByReference;
}
