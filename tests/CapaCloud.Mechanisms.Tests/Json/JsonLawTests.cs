using System.Reflection;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>The law of JSON over every public record, struct and enumeration of the core, found by reflection.</summary>
public sealed class JsonLawTests
{
    private const int LongText = 4_000;

    public static TheoryData<Type> Data => [.. DataTypes.All];

    public static TheoryData<Type> Enumerations => [.. DataTypes.Enumerations];

    [Theory]
    [MemberData(nameof(Data))]
    public void EveryRecordAndStruct_goesToJsonAndBack_strictly(Type type) => Invoke(nameof(Check), type);

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void EveryEnumeration_isWrittenByName(Type type) => Invoke(nameof(CheckNames), type);

    private static void Invoke(string law, Type type)
    {
        try
        {
            typeof(JsonLawTests).GetMethod(law, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            throw new Xunit.Sdk.XunitException($"{type.Name}: {exception.InnerException!.Message}", exception.InnerException);
        }
    }

    private static void Check<T>()
    {
        T[] values = [.. Enumerable.Range(0, 12).Select(seed => (T)new Samples(seed).Of(typeof(T)))];
        T[] mutated = [.. values.OrderBy(value => MechanismJson.Default.Write(value).Length).Where((_, index) => index is 2 or 8)];

        // What lies deeper in a long text is of a type that has a test of its own.
        bool isLong = MechanismJson.Default.Write(mutated[^1]).Length > LongText;
        JsonLaw.Check(values, mutated, MechanismJson.Default, new HashSet<string>(), isLong ? 3 : int.MaxValue);
        if (typeof(T).IsValueType)
        {
            CheckDefault<T>();
        }
    }

    /// <summary>A default struct comes back equal or says why it cannot: it is never read as something else.</summary>
    private static void CheckDefault<T>()
    {
        T again;
        try
        {
            again = MechanismJson.Default.Read<T>(MechanismJson.Default.Write(default(T)));
        }
        catch (JsonException)
        {
            return;
        }

        Assert.True(Equals(default(T), again), $"default came back as {again}");
    }

    private static void CheckNames<T>()
        where T : struct, Enum
    {
        // Without options of the library: the law holds for whoever serialises the type.
        foreach (T value in Enum.GetValues<T>())
        {
            string json = JsonSerializer.Serialize(value);
            Assert.Equal($"\"{value}\"", json);
            Assert.Equal(value, JsonSerializer.Deserialize<T>(json));
        }

        T unnamed = (T)Enum.ToObject(typeof(T), 1 << 30);
        Assert.Contains(Enum.GetNames<T>()[0], Assert.Throws<JsonException>(() => JsonSerializer.Serialize(unnamed)).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("0"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("\"0\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("\" " + Enum.GetNames<T>()[0] + "\""));
    }
}
