using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>What a record prints is for people: its content, the first items of a list, and never the name of a type.</summary>
public sealed class TextTests
{
    [Fact]
    public void EveryPublicRecord_printsItsContent()
    {
        string[] complaints =
        [
            .. from type in PublicTypes.All
               from member in PrintedTypeNames(type)
               select $"{SourceCode.PlaceOf(type)}: {type.Name}.ToString() prints the name of a type for {member}.",
        ];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(Careless), "Numbers")]
    [InlineData(typeof(CarelessValue), "Names")]
    [InlineData(typeof(CarelessHolder), "Nameless")]
    [InlineData(typeof(Caller), "Answer")]
    [InlineData(typeof(Careful), "")]
    [InlineData(typeof(Plain), "")]
    public void PrintedTypeNames_areSeen(Type type, string members) => Assert.Equal(members, string.Join(',', PrintedTypeNames(type)));

    /// <summary>The members of a record with the text of the compiler whose own text is the name of their type.</summary>
    private static IEnumerable<string> PrintedTypeNames(Type type) =>
        !type.IsAbstract
        && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null
        && type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance, [])?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true
            ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && PrintsItsName(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
                .Select(property => property.Name)
            : [];

    private static bool PrintsItsName(Type type)
    {
        if (type == typeof(string) || type.IsEnum || (type.IsInterface && !typeof(IEnumerable).IsAssignableFrom(type)))
        {
            return false;
        }

        Type? speaker = type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance, [])?.DeclaringType;
        bool isForeignList = typeof(IEnumerable).IsAssignableFrom(type) && type.Namespace!.StartsWith("System", StringComparison.Ordinal);
        return isForeignList || typeof(Delegate).IsAssignableFrom(type) || speaker == typeof(object) || speaker == typeof(ValueType);
    }

    private sealed record Careless(IReadOnlyList<int> Numbers);

    private readonly record struct CarelessValue(IReadOnlyList<string> Names, int Number);

    private sealed record CarelessHolder(Nameless Nameless);

    private sealed record Caller(Func<int> Answer);

    private sealed record Careful(IReadOnlyList<int> Numbers)
    {
        public override string ToString() => $"{Numbers.Count} numbers";
    }

    private sealed record Plain(int Number, string Name, DayOfWeek Day, Amount? Amount);

    private sealed class Nameless;
}
