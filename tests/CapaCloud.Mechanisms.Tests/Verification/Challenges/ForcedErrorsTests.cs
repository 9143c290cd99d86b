using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification.Challenges;

public sealed class ForcedErrorsTests
{
    private static readonly ParticipantId Solver = ParticipantId.Of("solver");
    private static readonly TaskId Task = TaskId.Of("t");

    [Fact]
    public void IsForced_needsTheSealedSecretAndItsOwnSeed()
    {
        ForcedErrors errors = new(Proportion.Half);
        Digest secret = ResultHash.OfChoice(1);
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.ForcedError);
        Digest seal = ForcedErrors.Seal(Solver, Task, seed.Window, secret);
        Assert.Equal(errors.IsForced(seed, Solver, Task, secret, seal), errors.IsForced(seed, Solver, Task, secret, seal));
        Assert.Throws<ArgumentException>(() => errors.IsForced(seed, Solver, Task, ResultHash.OfChoice(2), seal));
        Assert.Throws<ArgumentException>(() => errors.IsForced(AuditSamplingTests.Seed(SelectionPurpose.Audit), Solver, Task, secret, seal));
    }

    [Fact]
    public void IsForced_hundredThousandSecrets_frequencyIsTheRate()
    {
        ForcedErrors errors = new(Proportion.Percent(2));
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.ForcedError);
        int forced = Enumerable.Range(0, 100_000).Count(number =>
        {
            Digest secret = ResultHash.OfChoice((ulong)number);
            return errors.IsForced(seed, Solver, Task, secret, ForcedErrors.Seal(Solver, Task, seed.Window, secret));
        });
        Assert.InRange(forced, 2_000 - 266, 2_000 + 266); // six standard deviations
    }

    [Theory]
    [InlineData(true, true, VerdictReason.ForcedErrorReported, VerdictOutcome.Correct)]
    [InlineData(true, false, VerdictReason.ForcedErrorMissed, VerdictOutcome.Incorrect)]
    [InlineData(false, true, VerdictReason.AwaitsArbitration, VerdictOutcome.Inconclusive)]
    [InlineData(false, false, VerdictReason.AwaitsArbitration, VerdictOutcome.Inconclusive)]
    public void Judge_onlyForcedErrorsProveAnything(bool forced, bool reported, VerdictReason reason, VerdictOutcome outcome)
    {
        Verdict verdict = ForcedErrors.Judge(Solver, Task, Epoch.Zero, forced, reported, default);
        Assert.Equal((reason, outcome), (verdict.Reason, verdict.Outcome));
    }

    [Theory]
    [InlineData(1, "1024")]
    [InlineData(2, "1024")]
    [InlineData(3, "768")]
    [InlineData(4, "512")]
    [InlineData(5, "320")]
    [InlineData(200, "0")]
    public void Jackpot_paid_asInThePaper(int claimants, string paid) =>
        Assert.Equal(Amount.Parse(paid), Jackpot.Paid(Amount.Of(1_024), claimants));

    [Property]
    public bool Jackpot_moreNames_neverPayMore(Amount jackpot, byte extra) =>
        Jackpot.Paid(jackpot, extra + 2) <= Jackpot.Paid(jackpot, extra + 1) && Jackpot.Paid(jackpot, extra + 1) <= jackpot;

    [Fact]
    public void Jackpot_nobody_isRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Jackpot.Share(Amount.One, 0));

    [Fact]
    public void SampledChallenge_callsOthersThanTheAsserter()
    {
        SampledChallenge sampling = new(Proportion.One, 3);
        ParticipantId[] validators = [Solver, .. Enumerable.Range(0, 5).Select(number => ParticipantId.Of($"v{number}"))];
        for (int number = 0; number < 100; number++)
        {
            var called = sampling.Challenge(
                AuditSamplingTests.Seed(SelectionPurpose.Audit), AuditSamplingTests.Seed(SelectionPurpose.Committee), new AuditCandidate(Solver, TaskId.Of($"t{number}")), validators);
            Assert.Equal(3, called.Distinct().Count());
            Assert.DoesNotContain(Solver, called);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledChallenge(Proportion.Zero, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampledChallenge(Proportion.One, 0));
        Assert.Throws<ArgumentException>(() => sampling.Challenge(
            AuditSamplingTests.Seed(SelectionPurpose.Audit), AuditSamplingTests.Seed(SelectionPurpose.Audit), new AuditCandidate(Solver, Task), validators));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampling.Challenge(
            AuditSamplingTests.Seed(SelectionPurpose.Audit), AuditSamplingTests.Seed(SelectionPurpose.Committee), new AuditCandidate(Solver, Task), [Solver]));
    }

    [Fact]
    public void SampledChallenge_challengesAtItsRate()
    {
        SampledChallenge sampling = new(Proportion.Percent(10), 1);
        int called = Enumerable.Range(0, 100_000).Count(number => !sampling.Challenge(
            AuditSamplingTests.Seed(SelectionPurpose.Audit), AuditSamplingTests.Seed(SelectionPurpose.Committee), new AuditCandidate(Solver, TaskId.Of($"t{number}")), [ParticipantId.Of("v")]).IsEmpty);
        Assert.InRange(called, 10_000 - 570, 10_000 + 570); // six standard deviations
    }
}
