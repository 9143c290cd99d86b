using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Tests.Strategies;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Certificates;

public sealed class CertificateTests
{
    private static readonly Mechanism Mechanism = Checking.Mechanisms.Marketplace;

    private static AlignmentCertificate Genuine { get; } = CertificateIssuer.TryIssue(Mechanism, Checking.Mechanisms.Ordinary)!;

    public static TheoryData<string, Func<AlignmentCertificate, AlignmentCertificate>> Tamperings => new()
    {
        { "a larger margin", it => it with { Margin = RationalInterval.Of(it.Margin.Low + new Fraction(10)) } },
        { "no margin", it => it with { Margin = 0 } },
        { "a higher audit rate", it => it with { AuditRate = Proportion.Percent(11) } },
        { "a larger slash", it => it with { Slashed = it.Slashed.SetItem(1, Amount.FromUnits(301)) } },
        { "a ladder that begins high", it => it with { Slashed = it.Slashed.SetItem(0, Amount.One) } },
        { "another policy under the same hash", it => it with { Policy = PolicyJson.Write(Checking.Mechanisms.Build(auditPercent: 5).Policy) } },
        { "another hash", it => it with { PolicyHash = Checking.Mechanisms.Build(auditPercent: 5).PolicyHash } },
        { "a costlier job", it => it with { Economics = it.Economics with { CostPerJob = 40 } } },
        { "impossible economics", it => it with { Economics = it.Economics with { DetectionAccuracy = 2 } } },
        { "a bribe", it => it with { Economics = it.Economics with { ExternalGainPerJob = 100 } } },
        { "colluding auditors", it => it with { Economics = it.Economics with { ColludingShare = new Fraction(9, 10) } } },
        { "another format", it => it with { Format = "v0" } },
        { "a policy that cannot be read", it => it with { Policy = "{}" } },
        { "no ladder", it => it with { Slashed = [] } },
    };

    [Fact]
    public void Check_genuine_isAcceptedAlsoAfterJson()
    {
        Assert.True(CertificateChecker.Check(Genuine).IsAccepted, CertificateChecker.Check(Genuine).ToString());
        AlignmentCertificate read = AlignmentCertificate.FromJson(Genuine.ToJson());
        Assert.Equal(Genuine, read);
        Assert.True(CertificateChecker.Check(read).IsAccepted);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Check_tampered_isRefused(string how, Func<AlignmentCertificate, AlignmentCertificate> tamper) =>
        Assert.False(CertificateChecker.Check(tamper(Genuine)).IsAccepted, how);

    [Fact]
    public void TryIssue_failingMechanism_givesNone() =>
        Assert.Null(CertificateIssuer.TryIssue(Checking.Mechanisms.Build(auditPercent: 0), Checking.Mechanisms.Ordinary));

    [Fact]
    public void Check_certificatesOfManyDraws_areAccepted()
    {
        int issued = 0;
        for (int number = 0; number < 100; number++)
        {
            Draw draw = Draw.Make(number);
            if (CertificateIssuer.TryIssue(draw.Mechanism, draw.Economics) is not { } certificate)
            {
                continue;
            }

            // With late verdicts and honest faults together, or mean gains below zero, the checker says that it cannot reach the case.
            bool reachable = draw.Economics.DetectionDelay == 0 || draw.Economics.HonestFaultRate.High.IsZero;
            CertificateOutcome outcome = CertificateChecker.Check(certificate);
            Assert.True(outcome.IsAccepted == reachable, $"draw {number}: {outcome}");
            issued++;
        }

        Assert.True(issued > 20, $"{issued} certificates");
    }

    [Fact]
    public void Check_stopped_throws() =>
        Assert.Throws<OperationCanceledException>(() => CertificateChecker.Check(Genuine, null, new CancellationToken(canceled: true)));
}
