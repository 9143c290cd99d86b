using CapaCloud.Mechanisms.Samples.Conformance;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Conformance.Tests;

public sealed class ReaderTests
{
    /// <summary>What people read is excepted; an empty list is a value, and so is each value inside a list.</summary>
    [Fact]
    public void Unread_ofACase_isWhatNobodyTook()
    {
        VectorCase item = Written.File.Cases[0].Afresh();
        Assert.Equal(["/inputs/first", "/inputs/list/0", "/inputs/none", "/expected/sum"], item.Unread());
        _ = item.Input("first");
        _ = item.Expect("sum");
        Assert.Empty(item.Inputs.GetProperty("none").EnumerateArray());
        VectorValue list = item.Inputs.GetProperty("list");
        Assert.Equal(1, list.GetArrayLength());
        Assert.True(item.Has("list"));
        Assert.Contains("3", list.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => list.GetRawText());
        Assert.Equal(["/inputs/list/0"], item.Unread());
        Assert.Equal("3", list[0].Text());
        Assert.Empty(item.Unread());
        Assert.NotEmpty(item.Afresh().Unread());
    }

    [Fact]
    public void Check_suiteThatPassesAnInputOver_isAMismatch()
    {
        FileResult result = FileResult.Of(Written.File, new Careless([]));
        CaseOutcome.Mismatched outcome = Assert.Single(result.Mismatches).Outcome;
        Assert.Contains("/inputs/list/0, /inputs/none", outcome.Actual, StringComparison.Ordinal);
        Assert.Equal(0, result.Matched);
    }

    [Fact]
    public void Check_inputLeftOutWithAReason_matches()
    {
        Dictionary<string, string> reasons = new() { ["/inputs/list/*"] = "for the test", ["/inputs/none"] = "for the test" };
        Assert.Equal(1, FileResult.Of(Written.File, new Careless(reasons)).Matched);
    }

    [Theory]
    [InlineData("/inputs/list/*", "/inputs/list/0", true)]
    [InlineData("/inputs/list", "/inputs/list/0", true)]
    [InlineData("/inputs/*/0", "/inputs/list/0", true)]
    [InlineData("/inputs/list/1", "/inputs/list/0", false)]
    [InlineData("/inputs/list/0/deep", "/inputs/list/0", false)]
    public void Matches_patternAndPlace_areCompared(string pattern, string place, bool matches) => Assert.Equal(matches, VectorPath.Matches(pattern, place));

    private sealed class Careless(Dictionary<string, string> reasons) : ConformanceSuite
    {
        public override string File => "sum.json";

        public override IReadOnlyDictionary<string, string> LeftOut => reasons;

        public override CaseOutcome Check(VectorFile file, VectorCase item) => CaseOutcome.Compare(item.Expect("sum"), $"{int.Parse(item.Input("first"), null) + 3}");
    }
}
