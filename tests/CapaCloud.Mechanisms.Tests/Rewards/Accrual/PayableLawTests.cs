using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

public sealed class PayableLawTests
{
    [Fact]
    public void Laws_indexedRewards_hold() => Assert.All(PayableLaws.For(() => new IndexedPayable()), law => law.Check(cases: 400));

    [Fact]
    public void Laws_delegatorRewards_hold() => Assert.All(PayableLaws.For(() => new DelegatorPayable()), law => law.Check(cases: 300));

    [Theory]
    [InlineData("promises-one-more", "payable-within-pool")]
    [InlineData("hides-one", "payable-within-pool")]
    [InlineData("promises-one-more", "claim-pays-payable")]
    [InlineData("pays-one-more", "claim-pays-payable")]
    [InlineData("pays-nothing", "little-is-left")]
    public void Laws_mutant_isCaught(string mutant, string caughtBy) =>
        Assert.NotNull(PayableLaws.For(() => new Mutant(mutant)).Single(law => law.Name == caughtBy).FindViolation(cases: 2_000));

    private sealed class Mutant(string what) : IndexedPayable
    {
        public override Amount Held => what == "hides-one" ? base.Held.SubtractToZero(Amount.One) : base.Held;

        public override Amount Payable(int member) => what == "promises-one-more" ? base.Payable(member) + Amount.One : base.Payable(member);

        public override Amount Claim(int member) => what switch
        {
            "pays-nothing" => Amount.Zero,
            "pays-one-more" => base.Claim(member) + Amount.One,
            _ => base.Claim(member),
        };
    }
}
