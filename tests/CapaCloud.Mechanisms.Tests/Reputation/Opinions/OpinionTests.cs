using CapaCloud.Mechanisms.Reputation;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Reputation.Opinions;

public sealed class OpinionTests
{
    private static readonly Opinion[] Paper =
    [
        new(Proportion.Percent(10), Proportion.Percent(30), Proportion.Half),
        new(Proportion.Percent(40), Proportion.Percent(20), Proportion.Half),
        new(Proportion.Percent(70), Proportion.Percent(10), Proportion.Half),
    ];

    private static ReputationTrack Counts(ulong good, ulong bad) => new(Ratio.Of(good), Ratio.Of(bad));

    [Fact]
    public void Compromise_paperExample_isExact()
    {
        Opinion fused = OpinionFusion.Compromise(Paper);
        Assert.Equal(("0.62875", "0.18225", "0.189"), (fused.Belief.ToString(), fused.Disbelief.ToString(), fused.Uncertainty.ToString()));
    }

    [Fact]
    public void Compromise_ofOne_isTheOpinionItself() => Assert.Equal(Paper[1], OpinionFusion.Compromise([Paper[1]]));

    /// <summary>Two sources that are sure, one by a million observations and one by ten: the million decide. Upstream's own test calls this broken.</summary>
    [Fact]
    public void Cumulative_sureSources_keepTheirWeights()
    {
        ReputationTrack fused = OpinionFusion.Cumulative([Counts(1_000_000, 0), Counts(0, 10)]);
        Assert.True(Opinion.FromEvidence(fused, Proportion.Half).Projected > Proportion.Percent(99));
    }

    [Fact]
    public void Weighted_sameEvidenceTwice_isThatEvidence() =>
        Assert.Equal(Counts(6, 2), OpinionFusion.Weighted([Counts(6, 2), Counts(6, 2)]));

    [Fact]
    public void Weighted_nobodyKnows_isNoEvidence() => Assert.Equal(default, OpinionFusion.Weighted([default, default]));

    [Property]
    public void FromEvidence_anyCounts_sumToOneAndComeBack(uint good, uint bad)
    {
        Opinion opinion = Opinion.FromEvidence(Counts(good % 10_000, bad % 10_000), Proportion.Half);
        Assert.Equal(Proportion.PartsPerOne, opinion.Belief.Parts + opinion.Disbelief.Parts + opinion.Uncertainty.Parts);
        UInt128 back = opinion.ToEvidence().For.Parts;
        UInt128 expected = (UInt128)(good % 10_000) * Proportion.PartsPerOne;
        Assert.True((back > expected ? back - expected : expected - back) < 1_000_000_000);
    }

    [Fact]
    public void BadInput_isNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Opinion(Proportion.Percent(60), Proportion.Percent(50), Proportion.Half));
        Assert.Contains("no finite evidence", Assert.Throws<InvalidOperationException>(
            () => new Opinion(Proportion.Half, Proportion.Half, Proportion.Half).ToEvidence()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OpinionFusion.Compromise([]));
        Assert.Throws<ArgumentException>(() => OpinionFusion.Least([]));
    }
}
