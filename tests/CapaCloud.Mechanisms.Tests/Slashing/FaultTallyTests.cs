using System.Collections.Immutable;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class FaultTallyTests
{
    [Fact]
    public void Laws_ofTheLibrarysRule_hold() => Assert.All(FaultTallyLaws.For(FaultTallyRule.Library), law => law.Check());

    [Theory]
    [InlineData("owner-counts-once", "sums")]
    [InlineData("owner-counts-once", "window one short")]
    [InlineData("owner-counts-once", "window one long")]
    [InlineData("owner-counts-once", "last")]
    [InlineData("splitting-adds-nothing", "sums")]
    [InlineData("order-of-evidence", "last")]
    [InlineData("bounded", "keeps all")]
    [InlineData("future-is-refused", "takes the future")]
    [InlineData("merge-adds", "merges the larger")]
    [InlineData("merge-commutes", "merges the first")]
    [InlineData("merge-associates", "merges with a loss")]
    [InlineData("nothing-adds-nothing", "merges with a loss")]
    public void Law_brokenByAMutant_isFound(string law, string mutant) =>
        Assert.NotNull(FaultTallyLaws.For(Mutant(mutant)).Single(candidate => candidate.Name == law).FindViolation());

    /// <summary>Five wrong results of a holder of 10 % are 10 % of the stake at fault, not 50 %, and not enough for a breaker at 60 %, nor are six.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    public void ShareAt_manyVerdictsOfOneHolder_isItsStakeOnce(int verdicts)
    {
        (Epoch, Amount)[] faults = [.. Enumerable.Repeat((Epoch.Of(4), Amount.Of(1_000)), verdicts)];
        FaultTally tally = FaultTally.Contribution(faults, EpochSpan.Of(10), Epoch.Of(4));
        Assert.Equal(Proportion.Percent(10), tally.ShareAt(Epoch.Of(4), Amount.Of(10_000)));
        FaultTally two = tally.Merge(FaultTally.Contribution([(Epoch.Of(2), Amount.Of(500))], EpochSpan.Of(10), Epoch.Of(4)));
        Assert.Equal(Proportion.Percent(15), two.ShareAt(Epoch.Of(4), Amount.Of(10_000)));
        Assert.Equal(Proportion.Percent(5), two.ShareAt(Epoch.Of(3), Amount.Of(10_000)));
    }

    /// <summary>A lone absentee of ten epochs is one absentee in each of them.</summary>
    [Fact]
    public void AtFault_oneAbsenteeOverManyEpochs_isNotCorrelatedWithItself()
    {
        (Epoch, Amount)[] faults = [.. Enumerable.Range(0, 10).Select(epoch => (Epoch.Of((ulong)epoch), Amount.Of(100)))];
        FaultTally tally = FaultTally.Contribution(faults, EpochSpan.Of(3), Epoch.Of(9));
        Assert.Equal("100 from epoch 0, 0 from epoch 13", tally.ToString());
    }

    [Fact]
    public void Contribution_aLargerAndASmallerFault_countsEachForItsWindow()
    {
        FaultTally tally = FaultTally.Contribution(
            [(Epoch.Of(5), Amount.Of(7)), (Epoch.Of(3), Amount.Of(9))], EpochSpan.Of(2), Epoch.Of(5));
        Assert.Equal("9 from epoch 3, 7 from epoch 6, 0 from epoch 8", tally.ToString());
        Assert.Equal("(nothing at fault)", FaultTally.Empty.ToString());
        Assert.Equal([0, 9, 9, 7, 7, 0], new ulong[] { 2, 3, 5, 6, 7, 8 }.Select(epoch => (int)(ulong)tally.AtFault(Epoch.Of(epoch)).Units));
        Assert.Contains(
            "epoch 5 is after the present epoch 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => FaultTally.Contribution([(Epoch.Of(5), Amount.One)], EpochSpan.One, Epoch.Of(4))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ShareAt_anyStake_roundsUpAndIsAtMostOne()
    {
        FaultTally tally = FaultTally.Contribution([(Epoch.Of(1), Amount.One)], EpochSpan.Zero, Epoch.Of(1));
        Assert.Equal("0.333333333333333334", tally.ShareAt(Epoch.Of(1), Amount.Of(3)).ToString());
        Assert.Equal(Proportion.One, tally.ShareAt(Epoch.Of(1), Amount.One));
        Assert.Equal(Proportion.One, tally.ShareAt(Epoch.Of(1), Amount.Zero));
        Assert.Equal(Proportion.Zero, tally.ShareAt(Epoch.Of(2), Amount.Zero));
        Assert.Equal(Proportion.Zero, FaultTally.Empty.ShareAt(Epoch.Of(1), Amount.Zero));
    }

    [Fact]
    public void Merge_many_isInAnyGroupingTheSame() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).Begun(), Prop.ForAll(
        Gen.ListOf(OwnFaults.Any.Generator).ToArbitrary(),
        owners =>
        {
            FaultTally[] tallies = [.. owners.Select(owner => FaultTally.Contribution([.. owner.Faults], owner.Window, Epoch.MaxValue))];
            return FaultTally.Merge(tallies) == tallies.Aggregate(FaultTally.Empty, (sum, tally) => sum.Merge(tally));
        }));

    [Fact]
    public void Since_anyEpoch_keepsWhatComesAfter() => Check.One(Config.QuickThrowOnFailure.Begun(), Prop.ForAll(
        (from drawn in OwnFaults.Any.Generator from oldest in Gen.Choose(0, 30) select (drawn, oldest: Epoch.Of((ulong)oldest))).ToArbitrary(),
        pair =>
        {
            FaultTally tally = FaultTally.Contribution([.. pair.drawn.Faults], pair.drawn.Window, Epoch.MaxValue);
            FaultTally since = tally.Since(pair.oldest);
            return since.Steps.All(step => step.From >= pair.oldest)
                && Enumerable.Range(0, 40).Select(number => Epoch.Of((ulong)number)).Append(Epoch.MaxValue)
                    .All(epoch => since.AtFault(epoch) == (epoch >= pair.oldest ? tally.AtFault(epoch) : Amount.Zero));
        }));

    [Fact]
    public void Merge_beyondTheLargestAmount_stopsThere()
    {
        FaultTally most = FaultTally.Contribution([(Epoch.Of(1), Amount.MaxValue)], EpochSpan.One, Epoch.Of(1));
        Assert.Equal(Amount.MaxValue, most.Merge(most).AtFault(Epoch.Of(2)));
        Assert.Equal(Amount.Zero, most.Merge(most).AtFault(Epoch.Of(3)));
    }

    [Fact]
    public void Construction_stepsThatAreNoFunction_areRefused()
    {
        Assert.Equal(FaultTally.Empty, new FaultTally(default));
        Assert.Contains("expected a change", Refused(new FaultStep(Epoch.Of(1), Amount.Zero)), StringComparison.Ordinal);
        Assert.Contains("expected a change", Refused(new(Epoch.Of(1), Amount.One), new(Epoch.Of(2), Amount.One)), StringComparison.Ordinal);
        Assert.Contains("expected one after", Refused(new(Epoch.Of(1), Amount.One), new(Epoch.Of(1), Amount.Zero)), StringComparison.Ordinal);
        Assert.False(new FaultTally([new(Epoch.Of(1), Amount.One)]) == new FaultTally([new(Epoch.Of(2), Amount.One)]));
    }

    private static string Refused(params ImmutableArray<FaultStep> steps) => Assert.Throws<ArgumentException>(() => new FaultTally(steps)).Message;

    private static FaultTallyRule Mutant(string name)
    {
        FaultTallyRule library = FaultTallyRule.Library;
        return name switch
        {
            "sums" => library with
            {
                Contribution = (faults, window, now) => FaultTally.Merge([.. faults.Select(fault => FaultTally.Contribution([fault], window, now))]),
            },
            "window one short" => library with
            {
                Contribution = (faults, window, now) => FaultTally.Contribution(faults, window.IsZero ? window : EpochSpan.Of(window.Epochs - 1), now),
            },
            "window one long" => library with
            {
                Contribution = (faults, window, now) => FaultTally.Contribution(
                    faults, window == EpochSpan.MaxValue ? window : EpochSpan.Of(window.Epochs + 1), now),
            },
            "last" => library with
            {
                Contribution = (faults, window, now) => FaultTally.Contribution(faults.Length == 0 ? faults : [faults[^1]], window, now),
            },
            "keeps all" => library with
            {
                Contribution = (faults, window, now) => FaultTally.Merge(
                    [.. faults.SelectMany(fault => Enumerable.Range(0, 3).Select(later => FaultTally.Contribution(
                        [(Epoch.Of((ulong)(50 + (7 * later))), Amount.One)], EpochSpan.One, Epoch.MaxValue)))]),
            },
            "takes the future" => library with
            {
                Contribution = (faults, window, _) => FaultTally.Contribution(faults, window, Epoch.MaxValue),
            },
            "merges the larger" => library with { Merge = (left, right) => left.AtFault(Epoch.Of(5)) > right.AtFault(Epoch.Of(5)) ? left : right },
            "merges the first" => library with { Merge = (left, right) => left.IsEmpty ? right : left },
            _ => library with
            {
                Merge = (left, right) => left.Merge(right).Since(left.IsEmpty ? Epoch.Of(4) : left.Steps[0].From.Next),
            },
        };
    }
}
