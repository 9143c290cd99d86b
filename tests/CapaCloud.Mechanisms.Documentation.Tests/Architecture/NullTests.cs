using System.Reflection;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Alignment.Games;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Null is refused where it comes in, by the name of the parameter, and not found out later by who never saw it.</summary>
public sealed class NullTests
{
    private static readonly Type[] BuilderTypes =
    [
        .. PublicTypes.All.Where(type => PublicTypes.NameOf(type).EndsWith("Builder", StringComparison.Ordinal) && type.GetConstructor([]) is not null),
    ];

    public static TheoryData<Type> Builders => [.. BuilderTypes];

    [Theory]
    [MemberData(nameof(Builders))]
    public void EveryMember_ofABuilder_refusesNull(Type builder)
    {
        string[] complaints = [.. Complaints(builder, () => Activator.CreateInstance(builder)!)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData(typeof(MechanismBuilder))]
    [InlineData(typeof(StakeBuilder))]
    [InlineData(typeof(VerificationBuilder))]
    [InlineData(typeof(RewardBuilder))]
    [InlineData(typeof(JobBuilder))]
    [InlineData(typeof(GameBuilder))]
    public void Builders_haveThoseThatUsersCall(Type builder) => Assert.Contains(builder, BuilderTypes);

    /// <summary>What is called on a type, its constructors and static members, never fails with a fault of its own when it is handed null.</summary>
    [Fact]
    public void EveryConstructor_andStaticMember_toleratesOrRefusesNull()
    {
        string[] complaints = [.. PublicTypes.All.SelectMany(Faults).Order(StringComparer.Ordinal)];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Fact]
    public void Complaints_aBuilderThatTakesNull_isMade() => Assert.NotEmpty(Complaints(typeof(CarelessBuilder), () => new CarelessBuilder()));

    [Fact]
    public void Faults_aMemberThatFallsOverNull_isMade() => Assert.NotEmpty(Faults(typeof(CarelessBuilder)));

    private static IEnumerable<string> Complaints(Type type, Func<object> make) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        from parameter in method.GetParameters()
        where RefusesNull(parameter)
        let thrown = Thrown(() => method.Invoke(make(), Arguments(method, parameter)))
        where thrown is not ArgumentNullException
        select $"{SourceCode.PlaceOf(type)}: {type.Name}.{method.Name}({parameter.Name}: null) gave {thrown?.GetType().Name ?? "no exception"}.";

    private static IEnumerable<string> Faults(Type type) =>
        from method in type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>()
        where method is ConstructorInfo || method.IsStatic
        where !method.ContainsGenericParameters && !type.ContainsGenericParameters && !(method is ConstructorInfo && type.IsAbstract)
        where method.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike && !parameter.ParameterType.IsByRef)
        from parameter in method.GetParameters()
        where RefusesNull(parameter)
        let thrown = Thrown(() => _ = method is ConstructorInfo made ? made.Invoke(Arguments(method, parameter)) : method.Invoke(null, Arguments(method, parameter)))
        where thrown is NullReferenceException or InvalidCastException or IndexOutOfRangeException
        select $"{SourceCode.PlaceOf(type)}: {type.Name}.{method.Name}({parameter.Name}: null) gave {thrown.GetType().Name}.";

    private static bool RefusesNull(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType
        && !parameter.ParameterType.IsByRef
        && !parameter.ParameterType.IsByRefLike
        && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;

    private static object?[] Arguments(MethodBase method, ParameterInfo isNull) =>
        [.. method.GetParameters().Select(parameter => parameter == isNull ? null : Sample(parameter))];

    /// <summary>Something plain, so that the first thing wrong is the null.</summary>
    private static object? Sample(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return type == typeof(string) ? "name"
            : type.IsValueType && !type.IsByRefLike ? RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type)
            : type.IsArray ? Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()])
            : null;
    }

    private static Exception? Thrown(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException is TypeInitializationException { InnerException: { } inner } ? inner : exception.InnerException;
        }
    }

    private sealed class CarelessBuilder
    {
        public int Length { get; private set; }

        public static int Of(string name) => name.Length;

        public CarelessBuilder Named(string name)
        {
            Length = name is null ? 0 : name.Length;
            return this;
        }
    }
}
