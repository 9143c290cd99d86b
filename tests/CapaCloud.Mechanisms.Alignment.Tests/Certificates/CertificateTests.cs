using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Tests.Strategies;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Certificates;

public sealed class CertificateTests
{
    private static readonly Mechanism Mechanism = Checking.Mechanisms.Marketplace;

    private static readonly Economics Ordinary = Checking.Mechanisms.Ordinary;

    private static AlignmentCertificate Genuine { get; } = CertificateIssuer.TryIssue(Mechanism, Checking.Mechanisms.Ordinary)!;

    public static TheoryData<string, Func<AlignmentCertificate, AlignmentCertificate>> Tamperings => new()
    {
        { "a larger margin", it => it with { Margin = RationalInterval.Of(it.Margin.Low + new Fraction(10)) } },
        { "no margin", it => it with { Margin = 0 } },
        { "a margin that is an interval", it => it with { Margin = RationalInterval.Between(it.Margin.Low, 1_000_000) } },
        { "a higher audit rate", it => it with { AuditRate = Proportion.Percent(11) } },
        { "a larger slash", it => it with { Slashed = it.Slashed.SetItem(1, Amount.Of(301)) } },
        { "a ladder that begins high", it => it with { Slashed = it.Slashed.SetItem(0, Amount.One) } },
        { "a ladder too long", it => it with { Slashed = [Amount.Zero, .. Enumerable.Repeat(Amount.Of(300), 200)] } },
        { "another hash", it => it with { PolicyHash = Checking.Mechanisms.Build(auditPercent: 5).PolicyHash } },
        { "other economics", it => it with { EconomicsHash = EconomicsJson.Hash(Ordinary with { CostPerJob = 4 }) } },
        { "another format", it => it with { Format = "v0" } },
        { "more acts than it proves", it => it with { Acts = "every act there is" } },
        { "more starts than it proves", it => it with { Starts = "everywhere" } },
        { "another property", it => it with { Property = AlignmentProperty.IncentiveCompatibility } },
        { "no ladder", it => it with { Slashed = [] } },
    };

    public static TheoryData<string, Mechanism, Economics> Others => new()
    {
        { "a policy with fewer audits", Checking.Mechanisms.Build(auditPercent: 5), Ordinary },
        { "a costlier job", Mechanism, Ordinary with { CostPerJob = 40 } },
        { "impossible economics", Mechanism, Ordinary with { DetectionAccuracy = 2 } },
        { "a bribe", Mechanism, Ordinary with { ExternalGainPerJob = 100 } },
        { "colluding auditors", Mechanism, Ordinary with { ColludingShare = new Fraction(9, 10) } },
        { "nothing is paid", Mechanism, Ordinary with { PaymentPerJob = 0 } },
        { "an outside option", Mechanism, Ordinary with { OutsideOption = 1_000 } },
        { "one participant", Mechanism, Ordinary with { Participants = 1 } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Check_anotherMechanismOrEconomics_isRefused(string what, Mechanism mechanism, Economics economics) =>
        Assert.False(CertificateChecker.Check(Genuine, mechanism, economics).IsAccepted, what);

    [Fact]
    public void FromJson_tooLong_isRefused() =>
        Assert.Throws<System.Text.Json.JsonException>(() => AlignmentCertificate.FromJson(new string(' ', AlignmentCertificate.MostCharacters + 1)));

    /// <summary>The checker shares the mechanism and the rational numbers with the engines, and nothing else.</summary>
    [Fact]
    public void Checker_sources_nameNoEngine()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "src/CapaCloud.Mechanisms.Alignment/Certificates");
        foreach (string file in new[] { "CertificateChecker.cs", "LadderMeter.cs", "PanelEscape.cs", "AlignmentCertificate.cs" })
        {
            string text = File.ReadAllText(Path.Combine(folder, file));
            Assert.DoesNotMatch("using CapaCloud.Mechanisms.Alignment.(Exact|Probing|Lives|Worlds|Properties|Conditions|Dynamics)", text);
            Assert.DoesNotMatch("(MechanismProbe|NetworkWorld|StaticCheck|CoalitionPanel|HonestLife|PenaltyLadder)", text);
        }
    }

    [Fact]
    public void Check_genuine_isAcceptedAlsoAfterJson()
    {
        Assert.True(CertificateChecker.Check(Genuine, Mechanism, Ordinary).IsAccepted, CertificateChecker.Check(Genuine, Mechanism, Ordinary).ToString());
        AlignmentCertificate read = AlignmentCertificate.FromJson(Genuine.ToJson());
        Assert.Equal(Genuine, read);
        Assert.True(CertificateChecker.Check(read, Mechanism, Ordinary).IsAccepted);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Check_tampered_isRefused(string how, Func<AlignmentCertificate, AlignmentCertificate> tamper) =>
        Assert.False(CertificateChecker.Check(tamper(Genuine), Mechanism, Ordinary).IsAccepted, how);

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

            CertificateOutcome outcome = CertificateChecker.Check(certificate, draw.Mechanism, draw.Economics);
            Assert.True(outcome.IsAccepted, $"draw {number}: {outcome}");
            issued++;
        }

        Assert.True(issued > 20, $"{issued} certificates");
    }

    [Fact]
    public void Check_stopped_throws() =>
        Assert.Throws<OperationCanceledException>(() => CertificateChecker.Check(Genuine, Mechanism, Ordinary, new CancellationToken(canceled: true)));
}
