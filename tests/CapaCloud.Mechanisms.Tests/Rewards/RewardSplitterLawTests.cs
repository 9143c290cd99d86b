using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>The laws on every splitter, and each law broken by a mutant.</summary>
public sealed class RewardSplitterLawTests
{
    private const RewardSplitterPromises Everything = (RewardSplitterPromises)127;

    public static TheoryData<IRewardSplitter> Splitters =>
    [
        new LargestRemainderSplitter(),
        new FloorSplitter(),
        new CumulativeRoundingSplitter(),
        new CappedSplitter(Proportion.Percent(30)),
        new CappedSplitter(Proportion.Percent(5)),
        new CappedSplitter(Proportion.One),
        new CappedSplitter(Proportion.Zero),
        new MinimumShareSplitter(Amount.Zero),
        new MinimumShareSplitter(Amount.Of(3)),
        new MinimumShareSplitter(Amount.Of(1_000_000_000)),
        new DivisorSplitter(DivisorMethod.SainteLague),
        new DivisorSplitter(DivisorMethod.DHondt),
        new DivisorSplitter(DivisorMethod.HuntingtonHill),
        new DivisorSplitter(DivisorMethod.Adams),
        new DivisorSplitter(DivisorMethod.Dean),
        new DivisorSplitter(DivisorMethod.SainteLague, Amount.One),
        new DivisorSplitter(DivisorMethod.DHondt, Amount.Of(2)),
        new DivisorSplitter(DivisorMethod.HuntingtonHill, Amount.One),
        new DivisorSplitter(DivisorMethod.Adams, Amount.Of(5)),
        new DivisorSplitter(DivisorMethod.Dean, Amount.Of(1_000_000)),
    ];

    /// <summary>Each law's name, and an implementation that breaks it.</summary>
    public static TheoryData<string, IRewardSplitter> Mutants => new()
    {
        { "conserves", new MutantSplitter(new FloorSplitter()) { Alter = static (shares, _) => shares[0] += Amount.One } },
        { "zero-weight-gets-zero", new MutantSplitter(new FloorSplitter()) { Alter = static (shares, _) => shares[^1] += Amount.One } },
        { "all-zero-is-named", new MutantSplitter(new FloorSplitter()) { Outcome = RewardSplitOutcome.Divided } },
        { "repeatable", new MutantSplitter(new FloorSplitter()) { KeepsWhatWasThere = true } },
        { "split-gain", new MutantSplitter(new MinimumShareSplitter(Amount.Of(10))) { Gain = Amount.One } },
        { "sums-exactly", new MutantSplitter(new FloorSplitter()) { Promises = Everything } },
        { "within-quota", new MutantSplitter(new DivisorSplitter(DivisorMethod.DHondt)) { Promises = Everything } },
        { "permutation", new MutantSplitter(new CumulativeRoundingSplitter()) { Promises = Everything } },
        { "equal-weights", new MutantSplitter(new FloorSplitter()) { Promises = Everything, Alter = GiveTheRestToTheFirst } },
        { "monotone-weight", new MutantSplitter(new LargestRemainderSplitter()) { Promises = Everything, Weigh = LightestFirst } },
        { "monotone-pool", new MutantSplitter(new LargestRemainderSplitter()) { Promises = Everything } },
        { "scale", new MutantSplitter(new LargestRemainderSplitter()) { Promises = Everything, Weigh = static weight => weight >> 1 } },
    };

    [Theory]
    [MemberData(nameof(Splitters))]
    public void Laws_everySplitter_hold(IRewardSplitter splitter) =>
        Assert.All(RewardSplitterLaws.For(splitter), law => law.Check(cases: 250));

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_mutant_isCaught(string law, IRewardSplitter mutant) =>
        Assert.NotNull(RewardSplitterLaws.For(mutant).Single(candidate => candidate.Name == law).FindViolation(cases: 3_000));

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(
            RewardSplitterLaws.For(new MutantSplitter(new FloorSplitter()) { Promises = Everything }).Select(law => law.Name).Order(StringComparer.Ordinal),
            Mutants.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void TotalsLaws_floor_hold() => Assert.All(TotalsSplitterLaws.For(new FloorSplitter()), law => law.Check());

    [Fact]
    public void TotalsLaws_mutant_isCaught() =>
        Assert.NotNull(TotalsSplitterLaws.For(new RoundsUpAlone()).Single(law => law.Name == "alone-equals-together").FindViolation());

    private static UInt128 LightestFirst(UInt128 weight) => UInt128.MaxValue >> 5 > weight ? (UInt128.MaxValue >> 5) - weight : 0;

    private static void GiveTheRestToTheFirst(Amount[] shares, Amount remainder) => shares[0] += remainder;

    private sealed class RoundsUpAlone : ITotalsSplitter
    {
        private readonly FloorSplitter _floor = new();

        public RewardSplitterPromises Promises => _floor.Promises;

        public Amount SplitGain(Amount pool) => Amount.One;

        public Amount Share(Amount pool, UInt128 weight, UInt128 totalWeight) =>
            totalWeight == UInt128.Zero ? Amount.Zero : Amount.Of(MultiplyDivide.Up(pool.Units, weight, totalWeight));

        public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares) =>
            _floor.Split(pool, weights, tieBreak, shares);
    }
}
