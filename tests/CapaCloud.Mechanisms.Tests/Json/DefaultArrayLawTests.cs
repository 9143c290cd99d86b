using System.Collections.Immutable;
using System.Reflection;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>The law of lists: a list that nobody filled in is an empty one, in every public record and struct.</summary>
public sealed class DefaultArrayLawTests
{
    public static TheoryData<Type> Data => [.. DataTypes.All.Where(type => Lists(type).Any())];

    [Theory]
    [MemberData(nameof(Data))]
    public void EveryList_setToDefault_isEmpty(Type type)
    {
        foreach (PropertyInfo list in Lists(type))
        {
            object value = new Samples(1).Of(type);
            Assert.False(IsDefault(list, value), $"{type.Name}.{list.Name} of a sample is default");
            object nothing = Activator.CreateInstance(list.PropertyType)!;
            Exception? refused = Record.Exception(() => list.SetValue(value, nothing));
            Assert.True(refused is null or TargetInvocationException { InnerException: ArgumentException }, $"{type.Name}.{list.Name}: {refused}");
            Assert.False(IsDefault(list, value), $"{type.Name}.{list.Name} stays default");
        }
    }

    /// <summary>A default struct has no list that cannot be walked.</summary>
    [Theory]
    [MemberData(nameof(Structs))]
    public void EveryList_ofADefaultStruct_isEmpty(Type type) =>
        Assert.All(Lists(type), list => Assert.False(IsDefault(list, Activator.CreateInstance(type)!), $"{type.Name}.{list.Name}"));

    public static TheoryData<Type> Structs => [.. DataTypes.All.Where(type => type.IsValueType && Lists(type).Any())];

    private static IEnumerable<PropertyInfo> Lists(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>) && property.SetMethod is { IsPublic: true });

    private static bool IsDefault(PropertyInfo list, object value) => (bool)list.PropertyType.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list.GetValue(value))!;
}
