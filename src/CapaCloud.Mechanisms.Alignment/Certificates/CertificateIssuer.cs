using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Writes down what the exact engine proved, so that somebody who does not trust it can check.</summary>
/// <remarks>No formula of its own; see <see cref="AlignmentCertificate"/>.</remarks>
public static class CertificateIssuer
{
    /// <summary>Returns a certificate, or null when it is not shown that cheating loses, or the checker cannot redo the proof. Every certificate that is returned has been accepted by the checker.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The certificate or null.</returns>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    public static AlignmentCertificate? TryIssue(Mechanism mechanism, Economics economics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));

        MechanismIncentives incentives = MechanismIncentives.Of(mechanism, economics);
        if (IncentiveCheck.Check(incentives, economics.JobsPerEpoch, cancellation) is not IncentiveOutcome.Holds holds)
        {
            return null;
        }

        // Rounded down to a millionth of a base unit and one more, room for the checker's own rounding: the claim gets weaker, never stronger.
        Fraction millionth = new(1, 1_000_000);
        Fraction margin = new Fraction((holds.Margin / millionth).ToBigInteger() - 1) * millionth;
        if (!margin.IsPositive)
        {
            return null;
        }

        AlignmentCertificate certificate = new()
        {
            PolicyHash = mechanism.PolicyHash,
            EconomicsHash = EconomicsJson.Hash(economics),
            AuditRate = Proportion.FromQuotient((UInt128)incentives.AuditRate.Numerator, (UInt128)incentives.AuditRate.Denominator, Rounding.Down),
            Slashed = [.. incentives.Ladder.Rungs.Select(rung => Amount.Of((UInt128)rung.ToBigInteger()))],
            Margin = RationalInterval.Of(margin),
        };
        return CertificateChecker.Check(certificate, mechanism, economics, cancellation).IsAccepted ? certificate : null;
    }
}
