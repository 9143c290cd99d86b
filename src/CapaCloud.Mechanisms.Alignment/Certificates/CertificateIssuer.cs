using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Certificates;

/// <summary>Writes down what the exact engine proved, so that somebody who does not trust it can check.</summary>
/// <remarks>No formula of its own; see <see cref="AlignmentCertificate"/>.</remarks>
public static class CertificateIssuer
{
    /// <summary>Returns a certificate, or null when incentive compatibility does not hold for the mechanism and the economics.</summary>
    /// <param name="mechanism">The mechanism; its rules must have names in the policy's JSON.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The certificate or null.</returns>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    public static AlignmentCertificate? TryIssue(
        Mechanism mechanism, Economics economics, PolicyTypes? types = null, CancellationToken cancellation = default)
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
        return margin.IsPositive
            ? new AlignmentCertificate
            {
                PolicyHash = mechanism.PolicyHash,
                Policy = PolicyJson.Write(mechanism.Policy, types),
                Economics = economics,
                AuditRate = Proportion.FromQuotient((UInt128)incentives.AuditRate.Numerator, (UInt128)incentives.AuditRate.Denominator, Rounding.Down),
                Slashed = incentives.Slashed,
                Margin = RationalInterval.Of(margin),
            }
            : null;
    }
}
