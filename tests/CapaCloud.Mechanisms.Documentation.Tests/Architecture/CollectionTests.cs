using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>A collection is empty, never <c>default</c>: not in a default struct, and not where somebody sets it to default.</summary>
public sealed class CollectionTests
{
    [Fact]
    public void EveryCollection_ofAPublicType_isNeverDefault()
    {
        string[] complaints = [.. PublicTypes.All.SelectMany(Complaints)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(CarelessStruct))]
    [InlineData(typeof(CarelessRecord))]
    public void Complaints_aDefaultThatComesThrough_isMade(Type type) => Assert.NotEmpty(Complaints(type));

    private static IEnumerable<string> Complaints(Type type)
    {
        if (type.IsInterface || type.ContainsGenericParameters || type.IsByRefLike || type.IsAbstract || typeof(Delegate).IsAssignableFrom(type))
        {
            yield break;
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(IsArray))
        {
            object instance = RuntimeHelpers.GetUninitializedObject(type);
            if (property.SetMethod is { IsPublic: true } set)
            {
                set.Invoke(instance, [Activator.CreateInstance(property.PropertyType)]);
            }
            else if (!type.IsValueType || property.GetMethod!.IsDefined(typeof(CompilerGeneratedAttribute)) is false)
            {
                continue;
            }

            if (IsDefault(property.GetValue(instance)!))
            {
                yield return $"{SourceCode.PlaceOf(type)}: {type.Name}.{property.Name} can be default.";
            }
        }
    }

    private static bool IsArray(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && property.GetIndexParameters().Length == 0;

    private static bool IsDefault(object array) => (bool)array.GetType().GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(array)!;

    private readonly record struct CarelessStruct(ImmutableArray<int> Numbers);

    private sealed record CarelessRecord(ImmutableArray<int> Numbers);
}
