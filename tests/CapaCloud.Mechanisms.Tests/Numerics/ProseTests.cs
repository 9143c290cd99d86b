using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class ProseTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("999", "999")]
    [InlineData("1000", "1,000")]
    [InlineData("-1", "-1")]
    [InlineData("-100", "-100")]
    [InlineData("-1234567", "-1,234,567")]
    [InlineData("340282366920938463463374607431768211455", "340,282,366,920,938,463,463,374,607,431,768,211,455")]
    public void Number_hasACommaBetweenThousands_inEveryCulture(string number, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal(text, Prose.Number(BigInteger.Parse(number, CultureInfo.InvariantCulture)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1, "job", "1 job")]
    [InlineData(0, "job", "0 jobs")]
    [InlineData(2, "duty", "2 duties")]
    [InlineData(1, "duty", "1 duty")]
    [InlineData(1_000, "delay", "1,000 delays")]
    public void Count_ofOne_isSingular(int number, string one, string text) => Assert.Equal(text, Prose.Count(number, one));

    [Fact]
    public void Sentences_haveUnitsAndVerbs()
    {
        Assert.Equal("1 unit", Prose.Units(Amount.One));
        Assert.Equal("-1 unit", Prose.Units(SignedAmount.Loss(Amount.One)));
        Assert.Equal("20,000 units", Prose.Units(Amount.Of(20_000)));
        Assert.Equal("1 unit was, 2 units were", $"{Prose.Units(Amount.One, "was", "were")}, {Prose.Units(Amount.Of(2), "was", "were")}");
        Assert.Equal("1 epoch, 21 epochs", $"{Prose.Epochs(EpochSpan.One)}, {Prose.Epochs(EpochSpan.Of(21))}");
        Assert.Equal("is 1 loss, are 2 losses", $"{Prose.Are(1, "loss", "losses")}, {Prose.Are(2, "loss", "losses")}");
        Assert.Equal("4.95 %, 100 %, 0 %", $"{Prose.Percent(Proportion.Parse("0.0495"))}, {Prose.Percent(Proportion.One)}, {Prose.Percent(Proportion.Zero)}");
    }

    [Fact]
    public void List_showsTheFirstItems_andCountsTheOthers()
    {
        Assert.Equal("[]", Prose.List(default(ImmutableArray<int>)));
        Assert.Equal("[1, 2]", Prose.List([1, 2]));
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7 and 992 more]", Prose.List([.. Enumerable.Range(0, 1_000)]));
        Assert.Equal($"[{new string('x', 160)}...]", Prose.List([new string('x', 161)]));
        Assert.Equal($"[{new string('x', 159)}...]", Prose.List([new string('x', 159) + "\ud83d\ude00" + "y"]));
    }
}
