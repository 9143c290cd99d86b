using System.Globalization;
using System.Reflection;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Laws;

/// <summary>Every kind of check draws as many cases as the run asks for. With LAW_CASES set these tests say whether it is heard; without, that nothing changes.</summary>
public sealed class CasesOfThisRunTests
{
    private static readonly int Asked =
        Environment.GetEnvironmentVariable(CasesOfThisRun.Variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static int _drawn;

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    [InlineData(200_000)]
    public void Law_drawsWhatTheRunAsksFor(int cases)
    {
        int drawn = 0;
        Law law = Law.Of("count", "counts", MechanismArbitraries.Word(), _ => ++drawn > 0);
        law.Check(cases);
        Assert.Equal(Math.Max(cases, Asked), drawn);
    }

    [Fact]
    public void Law_ofOneCase_staysOne()
    {
        int drawn = 0;
        Law.Of("count", "counts", MechanismArbitraries.Word(), _ => ++drawn > 0).Check(cases: 1);
        Assert.Equal(1, drawn);
    }

    [Fact]
    public void Property_ofAConfiguration_drawsWhatTheRunAsksFor()
    {
        int drawn = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).Begun(), Prop.ForAll<int>(_ => ++drawn > 0));
        Assert.Equal(Math.Max(60, Asked), drawn);
    }

    /// <summary>One case too many fails.</summary>
    [Property(MaxTest = 60)]
    public bool Property_ofAnAttribute_drawsWhatItSays(int _) => Interlocked.Increment(ref _drawn) <= Math.Max(60, Asked);

    [Fact]
    public void Properties_ofThisAssembly_allListen()
    {
        FsCheck.Xunit.PropertyAttribute[] properties =
        [
            .. typeof(CasesOfThisRunTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
                .Select(method => method.GetCustomAttribute<FsCheck.Xunit.PropertyAttribute>()).OfType<FsCheck.Xunit.PropertyAttribute>(),
        ];
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.IsType<PropertyAttribute>(property));
        Assert.All(properties, property => Assert.True(property.MaxTest >= Asked || Asked == 0));
        Assert.All(properties, property => Assert.Equal(Draws.Seed is null, string.IsNullOrEmpty(property.Replay)));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("1", 1)]
    [InlineData("100000", 100_000)]
    public void Text_isRead(string? text, int expected) => Assert.Equal(expected, CasesOfThisRun.Parse(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e5")]
    [InlineData("many")]
    [InlineData("3000000000")]
    public void Text_thatIsNoNumber_isRefused(string text) =>
        Assert.Contains($"LAW_CASES is '{text}'", Assert.Throws<FormatException>(() => CasesOfThisRun.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(300, 0, 300)]
    [InlineData(300, 100_000, 100_000)]
    [InlineData(300, 5, 300)]
    [InlineData(1, 100_000, 1)]
    public void Least_isNeverLessThanAsked(int asked, int least, int expected) => Assert.Equal(expected, CasesOfThisRun.AtLeast(asked, least));
}
