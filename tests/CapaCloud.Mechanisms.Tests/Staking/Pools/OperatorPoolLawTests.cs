using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

public sealed class OperatorPoolLawTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(12), LiabilityWindow = EpochSpan.Of(12) };

    /// <summary>Each breaks the law of its name, most of them in a way that networks really did.</summary>
    private static Dictionary<string, PoolCharge> Mutants { get; } = new()
    {
        // Only what still stands is charged: leaving in the epoch of the fault escapes.
        ["loss-follows-the-fault"] = (pool, fault, fraction, now) => Sound(pool, fault, fraction, now) is var slash
            ? slash with { Taken = slash.Taken - Exits(pool, slash), Pool = pool } : default,

        // Whoever is in the pool now is charged.
        ["later-stake-is-safe"] = (pool, _, fraction, now) => Sound(pool, now, fraction, now),
        ["books-balance"] = (pool, fault, fraction, now) => Sound(pool, fault, fraction, now) is var slash ? slash with { Taken = slash.Taken + Amount.One } : default,
        ["charged-once"] = (pool, fault, fraction, now) => Sound(pool, fault, fraction, now) with { Pool = pool },

        // The second fault is charged on what the first left.
        ["faults-add"] = (pool, fault, fraction, now) => Sound(
            pool, fault, pool.Layers.Any(layer => layer.Marks.Any(mark => !mark.Lost.IsZero)) ? fraction.Multiply(Proportion.Percent(90), Rounding.Up) : fraction, now),
        ["all-can-leave"] = (pool, fault, fraction, now) => Sound(pool, fault, fraction, now) is var slash
            ? slash with { Pool = Lost(slash.Pool) } : default,
        ["alike-lose-alike"] = (pool, fault, fraction, now) => Sound(pool, Epoch.Of(Math.Min(fault.Number, 41)), fraction, now),
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Fact]
    public void Slash_keepsEveryLaw() => Assert.All(OperatorPoolLaws.For(Rules), law => law.Check(cases: 400));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(OperatorPoolLaws.For(Rules, Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 400));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), OperatorPoolLaws.For(Rules).Select(law => law.Name).Order());

    private static PoolSlash Sound(OperatorPool pool, Epoch fault, Proportion fraction, Epoch now) => pool.Slash(fault, fraction, now, Rules);

    private static Amount Exits(OperatorPool before, PoolSlash slash) => before.Unbonding - slash.Pool.Unbonding;

    /// <summary>A pool whose last exit has mislaid a unit.</summary>
    private static OperatorPool Lost(OperatorPool pool) => new(
        pool.OperatorId,
        [.. pool.Layers.Select((layer, index) => index == 0 && layer.Pot.Assets > Amount.One ? layer with { Pot = layer.Pot with { Shares = layer.Pot.Shares + 1_000_000 } } : layer)],
        pool.Exits,
        pool.Settled,
        pool.Latest,
        pool.Holdings,
        pool.Claims,
        pool.Given);
}
