using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// The law of texts: what says itself in its own words says something, the same for equal values and in every culture, and not the same for all values.
/// </summary>
public sealed class TextLawTests
{
    private static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("ar-SA"), CultureInfo.GetCultureInfo("sv-SE")];

    public static TheoryData<Type> Data => [.. DataTypes.All.Where(SaysItself)];

    [Theory]
    [MemberData(nameof(Data))]
    public void ToString_saysSomething_alikeInEveryCulture_andNotAlwaysTheSame(Type type)
    {
        object[] values = [.. Enumerable.Range(0, 8).Select(seed => new Samples(seed).Of(type))];
        string[] texts = [.. values.Select(value => value.ToString()!)];
        Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.True(texts.Distinct(StringComparer.Ordinal).Count() > 1 || values.Distinct().Count() == 1, $"always {texts[0]}");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (CultureInfo culture in Cultures)
            {
                CultureInfo.CurrentCulture = culture;
                Assert.Equal(texts, values.Select(value => value.ToString()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A default value is asked for its text in a debugger, and must not fail there.</summary>
    [Theory]
    [MemberData(nameof(Structs))]
    public void ToString_ofDefault_saysSomething(Type type) => Assert.NotNull(RuntimeHelpers.GetUninitializedObject(type).ToString());

    public static TheoryData<Type> Structs => [.. DataTypes.All.Where(type => type.IsValueType)];

    /// <summary>An explanation adds its own amounts up, and samples do not belong together.</summary>
    private static bool SaysItself(Type type) =>
        type != typeof(Explanation)
        && type.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, Type.EmptyTypes) is { } method
        && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null;
}
