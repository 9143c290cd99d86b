using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

public sealed class PoolClaimLawTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(12), LiabilityWindow = EpochSpan.Of(12) };

    private static Dictionary<string, PoolPayment> Mutants { get; } = new()
    {
        // What the first version did: the pool remembered no claims.
        ["claim-once"] = (pool, claim, now) => pool.Claims.Any(known => known.Number == claim.Number) ? pool.Withdraw(claim, now, Rules) : (pool, Amount.Of(claim.Units)),

        // Who comes first has what the slash took from others made good.
        ["claims-in-any-order"] = (pool, claim, now) =>
        {
            (OperatorPool after, Amount paid) = pool.Withdraw(claim, now, Rules);
            return (after, pool.Claims.Count > 1 ? Amount.Of(claim.Units) : paid);
        },
        ["worth-conserved"] = (pool, claim, now) => pool.Withdraw(claim, now, Rules) is var (after, paid) ? (after, paid.SubtractToZero(Amount.One)) : default,
    };

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Fact]
    public void Withdraw_keepsEveryLaw() => Assert.All(PoolClaimLaws.For(Rules), law => law.Check(cases: 300));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(PoolClaimLaws.For(Rules, Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 300));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), PoolClaimLaws.For(Rules).Select(law => law.Name).Order());
}
