using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Tests.Laws;

public sealed class LawTests
{
    private static Law AmountsStayBelow(UInt128 limit) => Law.Of(
        "below", "amounts stay below a limit", MechanismArbitraries.Amount(), amount => amount.Units < limit);

    [Fact]
    public void Check_lawHolds_doesNotThrow() =>
        Law.Of("equal", "equals itself", MechanismArbitraries.Amount(), amount => amount.Equals(amount)).Check();

    [Fact]
    public void Check_lawViolated_showsSmallestCaseAndSeed()
    {
        LawViolatedException violation = Assert.Throws<LawViolatedException>(() => AmountsStayBelow(1_000).Check());
        Assert.Contains("Smallest case: 1000", violation.Message, StringComparison.Ordinal);
        Assert.Contains("Check(replay: \"", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_replayedSeed_findsTheSameFirstCase()
    {
        string first = AmountsStayBelow(1_000).FindViolation()!;
        string seed = first.Split('"')[1];
        string again = AmountsStayBelow(1_000).FindViolation(cases: 1, replay: seed)!;
        Assert.Equal(Line(first, "First case"), Line(again, "First case"));
    }

    [Fact]
    public void Check_implementationThrows_isAViolation()
    {
        Law law = Law.Of<Amount>("throws", "never throws", MechanismArbitraries.Amount(), _ => throw new InvalidOperationException("boom"));
        Assert.Contains("InvalidOperationException: boom", law.FindViolation(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("a,b")]
    public void Check_unreadableSeed_saysWhatIsExpected(string seed) =>
        Assert.Contains("two whole numbers", Assert.Throws<FormatException>(() => AmountsStayBelow(1).Check(replay: seed)).Message, StringComparison.Ordinal);

    private static string Line(string text, string start) =>
        text.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal)).Trim();
}
