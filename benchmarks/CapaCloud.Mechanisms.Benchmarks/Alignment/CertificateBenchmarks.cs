using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>The full certificates of the lab's examples, issued and checked: the marketplace by the exact conditions, reputation alone by the future.</summary>
[MemoryDiagnoser]
public class CertificateBenchmarks
{
    private (Mechanism Mechanism, Economics Economics) _marketplace;
    private (Mechanism Mechanism, Economics Economics) _reputation;

    [GlobalSetup]
    public void Setup()
    {
        _marketplace = LabExamples.Read("marketplace");
        _reputation = LabExamples.Read("reputation-alone");
    }

    /// <summary>All thirteen questions and the exact certificate, issued and checked.</summary>
    [Benchmark]
    public bool Marketplace()
    {
        AlignmentReport report = AlignmentChecker.Check(_marketplace.Mechanism, _marketplace.Economics);
        AlignmentCertificate? certificate = CertificateIssuer.TryIssue(_marketplace.Mechanism, _marketplace.Economics);
        return report.Conclusion == AlignmentConclusion.Holds && certificate is not null && CertificateChecker.Check(certificate, _marketplace.Mechanism, _marketplace.Economics).IsAccepted
            ? true : throw new InvalidOperationException("The marketplace has no certificate.");
    }

    /// <summary>All thirteen questions with the participant's whole future, and the dynamic certificate, issued and checked.</summary>
    [Benchmark]
    public bool ReputationAlone() =>
        AlignmentChecker.Check(_reputation.Mechanism, _reputation.Economics, DynamicEffort.Quick).On(AlignmentProperty.IncentiveCompatibility)
            is Finding.Holds { Certificate: { } certificate } && DynamicCertificateChecker.Check(certificate, _reputation.Mechanism, _reputation.Economics).IsAccepted
            ? true : throw new InvalidOperationException("Reputation alone has no certificate.");
}
