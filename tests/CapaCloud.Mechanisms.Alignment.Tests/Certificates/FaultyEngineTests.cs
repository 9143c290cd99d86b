using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Certificates;

/// <summary>
/// Faults seeded into the engine, each by making it see the question as a faulty engine would: what it then claims about the true question
/// is caught by the checker.
/// </summary>
public sealed class FaultyEngineTests
{
    private static readonly Mechanism Mechanism = Checking.Mechanisms.Build(auditPercent: 10, slashPercent: 30, bond: 1_000, forfeits: false);

    private static readonly Economics True = new()
    {
        CostPerJob = 5,
        PaymentPerJob = 10,
        JobsPerEpoch = 20,
        ColludingShare = new Fraction(1, 10),
        DetectionAccuracy = new Fraction(9, 10),
        ExternalGainPerJob = RationalInterval.Between(0, 3),
        Participants = 100,
        DetectionDelay = 0,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        SidePaymentLimit = 0,
        OutsideOption = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    public static TheoryData<string, Mechanism, Economics, Func<Economics, Economics>, Func<Mechanism, Mechanism>?> Faults => new()
    {
        { "dropped outcome: the auditor colludes", Mechanism, True, it => it with { ColludingShare = 0 }, null },
        { "dropped outcome: the audit finds nothing", Mechanism, True, it => it with { DetectionAccuracy = 1 }, null },
        { "dropped outcome: an honest job is condemned", Mechanism, True with { HonestFaultRate = new Fraction(1, 50) }, it => it with { HonestFaultRate = 0 }, null },
        { "wrong end of an interval", Mechanism, True, it => it with { ExternalGainPerJob = it.ExternalGainPerJob.Low }, null },
        { "action left out: cheating on many jobs at once", Checking.Mechanisms.Build(1, 100, 500, forfeits: false), Checking.Mechanisms.Trap, it => it with { JobsPerEpoch = 1 }, null },
        { "wrong discount", Mechanism, True with { DetectionDelay = 1, JobsPerEpoch = 2, Discount = new Fraction(9, 10) }, it => it with { Discount = new Fraction(999, 1_000) }, null },
        { "delay forgotten", Mechanism, True with { DetectionDelay = 1, JobsPerEpoch = 2, Discount = new Fraction(9, 10) }, it => it with { DetectionDelay = 0 }, null },
        { "cost of cheating counted twice", Mechanism, True, it => it with { CheatingCostPerJob = 1 }, null },
        { "the newcomers' audit rate instead of the floor", Adaptive(), True, it => it, _ => Checking.Mechanisms.Build(25, 30, 1_000, forfeits: false) },
        { "the whole stake instead of a part", Mechanism, True, it => it, _ => Checking.Mechanisms.Build(10, 100, 1_000, forfeits: false) },
        { "forfeiture that the policy does not have", Mechanism, True with { CostPerJob = 20, PaymentPerJob = 60 }, it => it, _ => Forfeiting() },
        { "stake above the minimum bond", Mechanism, True, it => it, _ => Checking.Mechanisms.Build(10, 30, 2_000, forfeits: false) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_claim_isRefused(
        string fault, Mechanism mechanism, Economics economics, Func<Economics, Economics> seen, Func<Mechanism, Mechanism>? seenMechanism)
    {
        AlignmentCertificate claimed = CertificateIssuer.TryIssue(seenMechanism?.Invoke(mechanism) ?? mechanism, seen(economics))
            ?? throw new InvalidOperationException($"{fault}: the faulty engine claims nothing, so the test shows nothing.");

        CertificateOutcome outcome = CertificateChecker.Check(
            claimed with { PolicyHash = mechanism.PolicyHash, EconomicsHash = EconomicsJson.Hash(economics) }, mechanism, economics);

        Assert.False(outcome.IsAccepted, fault);
    }

    [Fact]
    public void RoundingInward_claim_isRefused()
    {
        // The certificate leaves a millionth or two of its margin out; a millionth more than the truth must be refused.
        AlignmentCertificate certificate = CertificateIssuer.TryIssue(Mechanism, True)!;
        Assert.True(CertificateChecker.Check(certificate, Mechanism, True).IsAccepted);

        Fraction inward = certificate.Margin.Low + new Fraction(3, 1_000_000);

        Assert.False(CertificateChecker.Check(certificate with { Margin = RationalInterval.Of(inward) }, Mechanism, True).IsAccepted);
    }

    [Fact]
    public void TrueQuestions_ofTheFaults_areAnsweredWithoutTheClaim()
    {
        // The engine without faults claims less on each question, or nothing.
        foreach (var row in Faults)
        {
            (Mechanism mechanism, Economics economics) = ((Mechanism)row[1], (Economics)row[2]);
            AlignmentCertificate? honest = CertificateIssuer.TryIssue(mechanism, economics);
            Assert.True(honest is null || CertificateChecker.Check(honest, mechanism, economics).IsAccepted, (string)row[0]);
        }
    }

    private static Mechanism Adaptive() => Checking.Mechanisms.Build(
        10, 30, 1_000, forfeits: false, build => build.Verify(verify => verify.AuditRate(Proportion.Percent(10), Proportion.Percent(25))));

    private static Mechanism Forfeiting() => Checking.Mechanisms.Build(
        10, 30, 1_000, forfeits: true, build => build.Reward(reward => reward.TimesReputation(new Rewards.ConstantMultiplier(Ratio.One))));
}
