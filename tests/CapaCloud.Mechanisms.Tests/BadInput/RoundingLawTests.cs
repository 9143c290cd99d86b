using System.Reflection;
using CapaCloud.Mechanisms.Tests.Json;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>The law of directions: whoever asks for a rounding that there is not is told so, by every public method that rounds as it is told.</summary>
public sealed class RoundingLawTests
{
    private const int Tries = 8;

    public static TheoryData<string> Methods => [.. Told.Select(NameOf).Distinct()];

    private static IEnumerable<MethodInfo> Told => typeof(Amount).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsAbstract && !method.IsSpecialName && !method.ContainsGenericParameters && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Rounding))
            && method.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike && !parameter.ParameterType.IsByRef));

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryMethod_thatIsToldARoundingThatThereIsNot_refusesItByName(string name)
    {
        foreach (MethodInfo method in Told.Where(method => NameOf(method) == name))
        {
            Assert.All(Enumerable.Range(0, Tries), seed => Assert.Equal("rounding", Refusal(method, seed)));
        }
    }

    /// <summary>The name of the refused parameter; the right one as well where the values beside it are refused first.</summary>
    private static string? Refusal(MethodInfo method, int seed)
    {
        Samples samples = new(seed);
        object? subject = method.IsStatic ? null : samples.Of(method.DeclaringType!);
        object?[] arguments = [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Rounding) ? (Rounding)99 : samples.Of(parameter.ParameterType))];
        try
        {
            method.Invoke(subject, arguments);
            return "accepted";
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException is ArgumentOutOfRangeException { ParamName: "rounding" } || IsRefusedAnyway(method, subject, arguments) ? "rounding" : exception.InnerException!.ToString();
        }
    }

    private static bool IsRefusedAnyway(MethodInfo method, object? subject, object?[] arguments)
    {
        try
        {
            method.Invoke(subject, [.. arguments.Select(argument => argument is Rounding ? Rounding.Down : argument)]);
            return false;
        }
        catch (TargetInvocationException)
        {
            return true;
        }
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
