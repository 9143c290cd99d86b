using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Certificates: every one that is issued is accepted, also after a trip through JSON, and none after a change.</summary>
internal static class AdversaryCertificates
{
    public static int Check(AdversaryDraw draw, ICollection<string> broken)
    {
        if (CertificateIssuer.TryIssue(draw.Mechanism, draw.Economics) is not { } certificate)
        {
            return 0;
        }

        AlignmentCertificate read = AlignmentCertificate.FromJson(certificate.ToJson());
        if (read != certificate || !CertificateChecker.Check(read, draw.Mechanism, draw.Economics).IsAccepted)
        {
            broken.Add($"draw {draw.Number}: an issued certificate is refused: {CertificateChecker.Check(read, draw.Mechanism, draw.Economics)}");
        }

        // A ladder of nothing but zeros proves nothing, whatever is written over it: there the alterations change no claim.
        AlignmentCertificate[] altered =
        [
            certificate with { Margin = RationalInterval.Of((certificate.Margin.Low * new Fraction(1_000)) + (draw.Economics.GainOf(draw.Economics.JobsPerEpoch) * new Fraction(1_000)) + new Fraction(1_000_000)) },
            certificate with { Margin = RationalInterval.Between(certificate.Margin.Low, certificate.Margin.Low + Fraction.One) },
            certificate with { EconomicsHash = EconomicsJson.Hash(draw.Economics with { CostPerJob = draw.Economics.CostPerJob.High + Fraction.One }) },
            certificate with { PolicyHash = certificate.EconomicsHash },
            certificate.AuditRate == Proportion.One ? certificate : certificate with { AuditRate = Proportion.One },
            certificate with { Slashed = [.. certificate.Slashed.Select(taken => taken.IsZero ? taken : taken + Amount.One)] },
        ];
        for (int index = 0; index < altered.Length; index++)
        {
            if (altered[index] != certificate && !altered[index].Slashed.All(taken => taken.IsZero) && CertificateChecker.Check(altered[index], draw.Mechanism, draw.Economics).IsAccepted)
            {
                broken.Add($"draw {draw.Number}: altered certificate {index} is accepted");
            }
        }

        return 1;
    }
}
