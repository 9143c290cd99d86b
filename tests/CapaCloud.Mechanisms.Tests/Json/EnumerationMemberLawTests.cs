using System.Reflection;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>
/// No value of a public type holds a number that its enumeration has not: it is refused where the value is made, with the number and the names. So whatever can be made can be
/// stored. By reflection over all data, so that a new member is asked as well.
/// </summary>
public sealed class EnumerationMemberLawTests
{
    private const int Strange = 77;

    public static TheoryData<string> Members => [.. Found().Select(found => $"{found.Type.FullName}.{found.Property.Name}")];

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_setToANumberThatThereIsNot_isRefused(string member)
    {
        (Type of, PropertyInfo property) = Found().Single(found => $"{found.Type.FullName}.{found.Property.Name}" == member);
        object value = new Samples(11).Of(of);
        int asked = 0;
        if (property.SetMethod is { IsPublic: true })
        {
            asked++;
            Refused(() => property.SetValue(value, Enum.ToObject(property.PropertyType, Strange)), property);
        }

        foreach (ConstructorInfo maker in of.GetConstructors().Where(maker => maker.GetParameters().Any(parameter => parameter.ParameterType == property.PropertyType)))
        {
            object?[]? arguments = Arguments(maker, value, property);
            if (arguments is not null)
            {
                asked++;
                Refused(() => maker.Invoke(arguments), property);
            }
        }

        Assert.True(asked > 0, $"{member} can be given by no public member; the law has nothing to ask");
    }

    /// <summary>The law is seen to fail on a type that takes anything.</summary>
    [Fact]
    public void Member_ofATypeThatTakesAnything_isCaught()
    {
        PropertyInfo property = typeof(Careless).GetProperty(nameof(Careless.Outcome))!;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Refused(() => property.SetValue(new Careless(), (VerdictOutcome)Strange), property));
    }

    private static void Refused(Action act, PropertyInfo property)
    {
        Exception refused = Assert.Throws<TargetInvocationException>(act).InnerException!;
        Assert.IsAssignableFrom<ArgumentException>(refused);
        Assert.Contains($"{Strange}", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Message.Length > 20, $"{property}: {refused.Message}");
    }

    private static object?[]? Arguments(ConstructorInfo maker, object value, PropertyInfo strange)
    {
        ParameterInfo[] parameters = maker.GetParameters();
        object?[] arguments = new object?[parameters.Length];
        for (int index = 0; index < parameters.Length; index++)
        {
            PropertyInfo? from = value.GetType().GetProperties().FirstOrDefault(property =>
                string.Equals(property.Name, parameters[index].Name, StringComparison.OrdinalIgnoreCase) && property.PropertyType == parameters[index].ParameterType);
            if (from is null)
            {
                return null;
            }

            arguments[index] = from == strange ? Enum.ToObject(strange.PropertyType, Strange) : from.GetValue(value);
        }

        return arguments;
    }

    private static IEnumerable<(Type Type, PropertyInfo Property)> Found() =>
        from type in DataTypes.All
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.PropertyType.IsEnum && property.GetIndexParameters().Length == 0
        where property.SetMethod is { IsPublic: true } || type.GetConstructors().Any(maker => maker.GetParameters().Any(parameter =>
            parameter.ParameterType == property.PropertyType && string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)))
        where !property.PropertyType.IsDefined(typeof(FlagsAttribute), inherit: false)
        select (type, property);

    private sealed class Careless
    {
        public VerdictOutcome Outcome { get; set; }
    }
}
