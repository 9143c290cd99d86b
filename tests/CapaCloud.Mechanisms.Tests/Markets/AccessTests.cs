using CapaCloud.Mechanisms.Markets;
using FsCheck;
using FsCheck.Fluent;
using static CapaCloud.Mechanisms.Tests.Markets.MarketBids;

namespace CapaCloud.Mechanisms.Tests.Markets;

public sealed class AccessTests
{
    private static readonly AccessRule Rule = new(
        [new(Proportion.Zero, Proportion.Percent(1)), new(Proportion.Half, Proportion.Percent(5)), new(Proportion.One, Proportion.Percent(30))]);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(25, 30)]
    [InlineData(50, 50)]
    [InlineData(75, 175)]
    [InlineData(100, 300)]
    public void Limit_betweenPoints_isLinear(uint percent, ulong units) => Assert.Equal(units, Rule.Limit(Proportion.Percent(percent), 1_000));

    [Fact]
    public void Limit_newcomerInASmallMarket_getsOneUnit()
    {
        Assert.Equal(1UL, Rule.Limit(Proportion.Zero, 3));
        Assert.Equal(0UL, Rule.Limit(Proportion.One, 0));
    }

    /// <summary>No cliff: a step of the score moves the share by at most the steepest slope, and never down.</summary>
    [Fact]
    public void ShareAt_everyScore_risesWithoutACliff() => Prop.ForAll(
        Arb.From(from score in Testing.Generators.Generate.Proportion from step in Gen.Choose(1, 1_000_000) select (score, step)),
        item =>
        {
            Proportion later = Proportion.FromParts(ulong.Min(Proportion.PartsPerOne, item.score.Parts + (ulong)item.step));
            ulong rise = Rule.ShareAt(later).Parts - Rule.ShareAt(item.score).Parts;
            return Rule.ShareAt(later) >= Rule.ShareAt(item.score) && rise <= (ulong)item.step;
        }).Check(Config.QuickThrowOnFailure.Begun());

    /// <summary>Two points a hair apart are a cliff, whatever the shares are in between.</summary>
    [Fact]
    public void Rule_steeperThanTheBound_isRefused()
    {
        AccessPoint first = new(Proportion.Zero, Proportion.Percent(1)), last = new(Proportion.One, Proportion.Half);
        Proportion hair = Proportion.FromParts(Proportion.Half.Parts + 1), twentieth = Proportion.Percent(55);
        Assert.Contains("a cliff", Assert.Throws<ArgumentException>(() => new AccessRule([first, new(Proportion.Half, Proportion.Percent(1)), new(hair, Proportion.Half), last])).Message, StringComparison.Ordinal);
        AccessRule steepest = new([first, new(Proportion.Half, Proportion.Percent(1)), new(twentieth, Proportion.Percent(51)), new(Proportion.One, Proportion.Percent(51))]);
        Assert.Equal(AccessRule.SteepestRise, steepest.Steepness);
        Assert.Throws<ArgumentException>(() => new AccessRule(
            [first, new(Proportion.Half, Proportion.Percent(1)), new(twentieth, Proportion.FromParts(Proportion.Percent(51).Parts + 1)), new(Proportion.One, Proportion.One)]));
        Assert.Equal(Ratio.FromQuotient(1, 2, Rounding.Down), new AccessRule([first, new(Proportion.Half, Proportion.Percent(1)), new(Proportion.One, Proportion.Percent(26))]).Steepness);
    }

    [Fact]
    public void Divide_tooLittle_levelsOut()
    {
        ulong[] units = new ulong[3];
        CapacityClaim[] claims = [Claim("a", 20), Claim("b", 60), Claim("c", 60)];
        Assert.Equal(0UL, CapacityAllocation.Divide(100, claims, null, Seed, units));
        Assert.Equal([20UL, 40UL, 40UL], units);
    }

    /// <summary>The uniform rule: conserves, serves equals alike, ignores the order, and no other claim gets anybody nearer to what it wants.</summary>
    [Fact]
    public void Divide_anyClaims_keepsTheLaws() => Prop.ForAll(
        Arb.From(from capacity in Gen.Choose(0, 30) from wants in Gen.ListOf(Gen.Choose(1, 12), 5) from shift in Gen.Choose(0, 4) select (capacity, wants.ToArray(), shift)),
        item =>
        {
            (int capacity, int[] wants, int shift) = item;
            ulong[] units = Divide(capacity, wants);
            ulong total = (ulong)wants.Sum();
            bool conserves = units.Aggregate(0UL, (sum, own) => sum + own) == ulong.Min((ulong)capacity, total);
            bool alike = wants.Zip(units).GroupBy(pair => pair.First, pair => pair.Second).All(group => group.Max() - group.Min() <= 1);
            int[] order = [.. Enumerable.Range(0, wants.Length).Select(index => (index + shift) % wants.Length)];
            bool orderless = Divide(capacity, wants, order).SequenceEqual(units);
            bool truthful = Enumerable.Range(0, wants.Length).All(claim => Enumerable.Range(1, 14).All(other =>
            {
                ulong got = Divide(capacity, [.. wants.Select((want, index) => index == claim ? other : want)])[claim];
                return Distance(got, wants[claim]) >= Distance(units[claim], wants[claim]);
            }));
            return conserves && alike && orderless && truthful;
        }).Check(Config.QuickThrowOnFailure.Begun());

    [Fact]
    public void Divide_badClaims_areRefused()
    {
        Assert.Equal(BidRefusal.NoBidder, Assert.Throws<BidRefusedException>(() => CapacityAllocation.Divide(1, [default], null, Seed, new ulong[1])).Refusal);
        Assert.Equal(BidRefusal.ZeroQuantity, Assert.Throws<BidRefusedException>(() => CapacityAllocation.Divide(1, [Claim("a", 0)], null, Seed, new ulong[1])).Refusal);
        Assert.Equal(BidRefusal.SeveralBids, Assert.Throws<BidRefusedException>(() => CapacityAllocation.Divide(1, [Claim("a", 1), Claim("a", 2)], null, Seed, new ulong[2])).Refusal);
        Assert.Throws<ArgumentException>(() => CapacityAllocation.Divide(1, [Claim("a", 1)], null, Seed, []));
    }

    private static ulong Distance(ulong got, int wanted) => got > (ulong)wanted ? got - (ulong)wanted : (ulong)wanted - got;

    private static CapacityClaim Claim(string name, ulong wanted) => new(ParticipantId.Of(name), wanted, Proportion.Half);

    private static ulong[] Divide(int capacity, int[] wants, int[]? order = null)
    {
        order ??= [.. Enumerable.Range(0, wants.Length)];
        ulong[] units = new ulong[wants.Length], byName = new ulong[wants.Length];
        CapacityAllocation.Divide((ulong)capacity, [.. order.Select(index => Claim($"c{index}", (ulong)wants[index]))], null, Seed, units);
        for (int place = 0; place < order.Length; place++)
        {
            byName[order[place]] = units[place];
        }

        return byName;
    }
}
