using System.Reflection;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Tests.Json;

/// <summary>Equality, hashes and order of every public record and struct of the core, found by reflection.</summary>
public sealed class ValueLawTests
{
    public static TheoryData<Type> Data => [.. DataTypes.All];

    [Theory]
    [MemberData(nameof(Data))]
    public void EveryRecordAndStruct_isEqualExactlyWhenItSaysTheSame(Type type)
    {
        try
        {
            typeof(ValueLawTests).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            throw new Xunit.Sdk.XunitException($"{type.Name}: {exception.InnerException!.Message}", exception.InnerException);
        }
    }

    /// <summary>The law catches a value that forgets one of its parts when it is compared.</summary>
    [Fact]
    public void Law_valueThatForgetsAPart_isCaught() =>
        Assert.Contains("Equals says", Assert.Throws<Xunit.Sdk.XunitException>(() => ValueLaw.Check(
            [new Forgetful(1, 2), new Forgetful(1, 3)], value => JsonSerializer.Serialize(value), text => JsonSerializer.Deserialize<Forgetful>(text)!)).Message, StringComparison.Ordinal);

    private static void Check<T>() => ValueLaw.Check<T>([.. Enumerable.Range(0, 6).Select(seed => (T)new Samples(seed).Of(typeof(T)))]);

    private sealed record Forgetful(int Kept, int Forgotten)
    {
        public bool Equals(Forgetful? other) => other is not null && Kept == other.Kept;

        public override int GetHashCode() => Kept;
    }
}
