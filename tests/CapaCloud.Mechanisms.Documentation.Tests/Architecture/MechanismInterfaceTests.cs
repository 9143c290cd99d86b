using System.Reflection;

namespace CapaCloud.Mechanisms.Documentation.Tests.Architecture;

/// <summary>Whoever decorates a mechanism sees every act of it.</summary>
public sealed class MechanismInterfaceTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void IMechanism_hasEveryActOfTheMechanism() => Assert.Equal([], Acts(typeof(Mechanism)).Except(Acts(typeof(IMechanism))));

    [Fact]
    public void DelegatingMechanism_handsOnEveryAct() =>
        Assert.Equal([], Acts(typeof(IMechanism)).Except(Acts(typeof(DelegatingMechanism), method => method.IsVirtual && !method.IsFinal)));

    private static IEnumerable<string> Acts(Type type, Func<MethodInfo, bool>? where = null) =>
        type.GetMethods(Own).Where(where ?? (_ => true)).Select(method => method.ToString()!).Where(text => !text.Contains("ToString()", StringComparison.Ordinal));
}
