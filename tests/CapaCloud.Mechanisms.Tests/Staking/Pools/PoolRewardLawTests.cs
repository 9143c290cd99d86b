using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

public sealed class PoolRewardLawTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };

    /// <summary>A window of one epoch forgets who joined when at once.</summary>
    private static readonly StakingRules Short = new() { UnbondingPeriod = EpochSpan.One, LiabilityWindow = EpochSpan.One };

    public static TheoryData<string> Names => [.. PoolRewardLaws.For(Rules).Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Laws_operatorPool_hold(string name)
    {
        PoolRewardLaws.For(Rules).Single(law => law.Name == name).Check(cases: 1_000);
        PoolRewardLaws.For(Short).Single(law => law.Name == name).Check(cases: 300);
    }

    [Theory]
    [InlineData("latecomers share", "earned-by-who-stood")]
    [InlineData("latecomers share", "latecomers-gain-nothing")]
    [InlineData("latecomers share", "order-is-nothing")]
    [InlineData("who left gets nothing", "earned-by-who-stood")]
    [InlineData("who left gets nothing", "order-is-nothing")]
    [InlineData("hides what it refused", "reward-is-kept")]
    [InlineData("loses a unit", "reward-is-kept")]
    public void Laws_mutant_isCaught(string mutant, string caughtBy) =>
        Assert.NotNull(PoolRewardLaws.For(Rules, Mutant(mutant)).Single(law => law.Name == caughtBy).FindViolation(cases: 2_000));

    private static PoolRewarding Mutant(string what) => (pool, amount, now) =>
    {
        (OperatorPool after, Amount refused) = pool.Reward(amount, now, Rules);
        return what switch
        {
            "latecomers share" when pool.Layers is [.., { Pot.Assets.IsZero: false } last] =>
                (With(pool, pool.Layers.SetItem(pool.Layers.Length - 1, last with { Pot = last.Pot.Reward(amount).Pool })), Amount.Zero),
            "who left gets nothing" when after.Exits.Length == pool.Exits.Length && after.Layers is [.., { Pot.Assets.IsZero: false } last] =>
                (With(after, after.Layers.SetItem(after.Layers.Length - 1, last with { Pot = last.Pot.Reward(Sum(after.Exits) - Sum(pool.Exits)).Pool }), pool.Exits), refused),
            "hides what it refused" => (after, Amount.Zero),
            "loses a unit" when refused < amount => pool.Reward(amount - Amount.One, now, Rules),
            _ => (after, refused),
        };
    };

    private static Amount Sum(ImmutableArray<PoolExit> exits) => exits.Aggregate(Amount.Zero, (sum, exit) => sum + exit.Assets);

    private static OperatorPool With(OperatorPool pool, ImmutableArray<PoolLayer> layers, ImmutableArray<PoolExit>? exits = null) =>
        new(pool.OperatorId, layers, exits ?? pool.Exits, pool.Settled, pool.Latest, pool.Holdings, pool.Claims, pool.Given);
}
