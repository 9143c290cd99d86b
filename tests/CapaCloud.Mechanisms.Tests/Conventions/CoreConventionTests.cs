using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Tests.Conventions;

/// <summary>What the compiled core must not contain, whatever its source looks like.</summary>
public sealed class CoreConventionTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Floating = [typeof(double), typeof(float), typeof(decimal), typeof(Half)];

    private static readonly Assembly Core = typeof(Amount).Assembly;

    [Fact]
    public void EveryStruct_ofTheCore_isReadOnly()
    {
        // A ref struct lives on the stack and works in its caller's buffer; it is no value that is kept.
        IEnumerable<string> mutable = Core.GetTypes()
            .Where(type => type is { IsValueType: true, IsEnum: false, IsPublic: true, IsByRefLike: false } && !type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false))
            .Select(type => type.FullName!);
        Assert.Equal([], mutable);
    }

    [Fact]
    public void Core_hasNoFloatingPoint_inFieldsSignaturesAndLocals() => Assert.Equal([], FloatingUses(Core));

    [Fact]
    public void Core_hasNoFloatingPoint_inItsInstructions() =>
        Assert.Equal([], Methods(Core).Where(FloatingInstructions.AnyIn).Select(Name));

    /// <summary>The scan itself must be able to see: it finds each kind of use in this test's own assembly.</summary>
    [Fact]
    public void Scan_ofAnAssemblyWithFloatingPoint_findsIt()
    {
        Assert.Contains(FloatingUses(typeof(FloatingSpecimen).Assembly), name => name.Contains("FloatingSpecimen.Field", StringComparison.Ordinal));
        Assert.Contains(FloatingUses(typeof(FloatingSpecimen).Assembly), name => name.Contains("FloatingSpecimen.Signature", StringComparison.Ordinal));
        Assert.True(FloatingInstructions.AnyIn(typeof(FloatingSpecimen).GetMethod(nameof(FloatingSpecimen.Instructions), Everything)!));
        Assert.False(FloatingInstructions.AnyIn(typeof(FloatingSpecimen).GetMethod(nameof(FloatingSpecimen.Whole), Everything)!));
    }

    private static IReadOnlyList<string> FloatingUses(Assembly assembly) =>
    [
        .. assembly.GetTypes().SelectMany(type => type.GetFields(Everything)).Where(field => IsFloating(field.FieldType))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"),
        .. Methods(assembly).Where(method => method.GetParameters().Any(parameter => IsFloating(parameter.ParameterType))
            || (method is MethodInfo { ReturnType: var result } && IsFloating(result))
            || (method.GetMethodBody()?.LocalVariables.Any(local => IsFloating(local.LocalType)) ?? false)).Select(Name),
    ];

    private static IEnumerable<MethodBase> Methods(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)));

    private static string Name(MethodBase method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsFloating(Type type) =>
        Floating.Contains(type.HasElementType ? type.GetElementType() : type)
        || (type.IsGenericType && type.GetGenericArguments().Any(IsFloating));
}
