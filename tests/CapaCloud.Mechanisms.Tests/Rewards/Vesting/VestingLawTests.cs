using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Vesting;

public sealed class VestingLawTests
{
    public static TheoryData<IVestingSchedule> Schedules =>
    [
        new LinearVesting(EpochSpan.Of(1461), EpochSpan.Of(365)),
        new LinearVesting(EpochSpan.Of(3)),
        new LinearVesting(EpochSpan.Zero),
        new LinearVesting(EpochSpan.Of(ulong.MaxValue), EpochSpan.Of(1)),
        new SteppedVesting([new VestingStep(EpochSpan.Of(0), 1), new VestingStep(EpochSpan.Of(30), 5), new VestingStep(EpochSpan.Of(90), 1)]),
        new SteppedVesting([new VestingStep(EpochSpan.Of(7), UInt128.MaxValue)]),
    ];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Laws_everySchedule_hold(IVestingSchedule schedule) => Assert.All(VestingLaws.For(schedule), law => law.Check(cases: 1_000));

    [Theory]
    [InlineData("falls", "never-falls")]
    [InlineData("too-much", "never-more-than-granted")]
    [InlineData("keeps-one", "all-in-the-end")]
    [InlineData("forgets-after-the-end", "all-in-the-end")]
    [InlineData("by-thousands", "more-granted-is-not-less")]
    public void Laws_mutant_isCaught(string mutant, string caughtBy) =>
        Assert.NotNull(VestingLaws.For(new Mutant(mutant)).Single(law => law.Name == caughtBy).FindViolation(cases: 3_000));

    /// <summary>What a grant did before it knew the epoch of its last act, and a grant that forgets that epoch.</summary>
    [Theory]
    [InlineData("counts-what-was-paid-as-unvested", "never-gives-out-more")]
    [InlineData("forgets-the-epoch", "past-is-refused")]
    public void Laws_mutantGrant_isCaught(string mutant, string caughtBy)
    {
        VestingLaws.For(new LinearVesting(EpochSpan.Of(40), EpochSpan.Of(10))).Single(law => law.Name == caughtBy).Check(cases: 1_000);
        Assert.NotNull(VestingGrantLaws.For(new LinearVesting(EpochSpan.Of(40), EpochSpan.Of(10)), mutant == "forgets-the-epoch" ? Forgetful : Former)
            .Single(law => law.Name == caughtBy).FindViolation(cases: 1_000));
    }

    private static GrantMove Forgetful(VestingGrant grant, GrantAct act) => GrantAct.Play(grant with { Latest = Epoch.Zero }, act);

    private static GrantMove Former(VestingGrant grant, GrantAct act)
    {
        if (act.Kind is 0 or 3 || grant.EndedAt is not null)
        {
            return Forgetful(grant, act);
        }

        Amount unvested = grant.UnvestedAt(Epoch.Of(act.Epoch));
        return new GrantMove(grant with { EndedAt = Epoch.Of(act.Epoch), Recovered = grant.Recovered + unvested }, Amount.Zero, unvested);
    }

    private sealed record Mutant(string What) : IVestingSchedule
    {
        private readonly LinearVesting _inner = new(EpochSpan.Of(40), EpochSpan.Of(10));

        public EpochSpan Duration => _inner.Duration;

        public Amount Vested(Amount total, EpochSpan elapsed)
        {
            Amount vested = _inner.Vested(total, elapsed);
            return What switch
            {
                "falls" => elapsed.Epochs == 20 ? Amount.Zero : vested,
                "too-much" => elapsed.Epochs == 39 && total < Amount.MaxValue ? total + Amount.One : vested,
                "keeps-one" => vested.SubtractToZero(Amount.One),
                "forgets-after-the-end" => elapsed > Duration ? Amount.Zero : vested,
                _ => elapsed >= Duration ? vested : Amount.Of(vested.Units / 1000 * 1000),
            };
        }
    }
}
