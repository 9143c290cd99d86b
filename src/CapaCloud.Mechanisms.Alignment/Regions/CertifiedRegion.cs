using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Regions;

/// <summary>A box of audit rates, bonds and economics in which cheating on any number of jobs loses at every point: what a controller may be given as walls.</summary>
/// <remarks>
/// <code>
/// certified: the policy at (lowest rate, lowest bond), with a rate of honest faults of up to HonestFaultRate * highest rate / lowest rate
/// it follows for every rate and bond of the box:
///   a false result is caught at least as often (its chance grows with the rate)
///   an honest result is condemned at most as often as was counted on (rate * fault rate grows with the rate; both ends were counted on)
///   a verdict takes at least as much (the same fractions of a bond that is not smaller)
/// </code>
/// The proof at the corner is an <see cref="AlignmentCertificate"/> for parallel safety that the independent checker accepted; the economics are a box of their
/// own, prices included. Other properties are not claimed. The audit rate of the box is one for everybody. A point of the box is a policy only through <see cref="At"/>, which
/// takes values of this region's walls and no others: leaving is impossible by type. Immutable.
/// </remarks>
public sealed class CertifiedRegion
{
    private const string RatePath = "$.verification.sampler.fixed";

    private const string BondPath = "$.stake.minimumBond";

    private CertifiedRegion(MechanismPolicy corner, Economics economics, AlignmentCertificate certificate, Wall auditRate, Wall minimumBond)
    {
        (Corner, Economics, Certificate, AuditRate, MinimumBond) = (corner, economics, certificate, auditRate, minimumBond);
    }

    /// <summary>Gets the policy at the corner that was certified.</summary>
    public MechanismPolicy Corner { get; }

    /// <summary>Gets the economics for which the region holds, as they were given.</summary>
    public Economics Economics { get; }

    /// <summary>Gets the certificate of the corner.</summary>
    public AlignmentCertificate Certificate { get; }

    /// <summary>Gets the audit rates, in parts of 10^18.</summary>
    public Wall AuditRate { get; }

    /// <summary>Gets the minimum bonds, in base units.</summary>
    public Wall MinimumBond { get; }

    /// <summary>Certifies a box, or says that it could not.</summary>
    /// <param name="policy">The policy whose other rules hold everywhere in the box.</param>
    /// <param name="economics">The economics, intervals included.</param>
    /// <param name="lowestRate">The lowest audit rate, not zero.</param>
    /// <param name="highestRate">The highest audit rate.</param>
    /// <param name="lowestBond">The lowest minimum bond, not zero.</param>
    /// <param name="highestBond">The highest minimum bond.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The region; <see langword="null"/> when the corner could not be certified.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty, or begins at zero.</exception>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    /// <exception cref="PolicyRefusedException">The policy at the corner cannot be composed.</exception>
    public static CertifiedRegion? TryCertify(
        MechanismPolicy policy, Economics economics, Proportion lowestRate, Proportion highestRate, Amount lowestBond, Amount highestBond, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        RequireBox(lowestRate, highestRate, lowestBond, highestBond);
        MechanismPolicy corner = PolicyDesign.WithStake(PolicyDesign.WithAuditRate(policy, lowestRate), lowestBond);
        if (Widened(economics, lowestRate, highestRate) is not { } widened
            || CertificateIssuer.TryIssue(Mechanism.FromPolicy(corner), widened, cancellation) is not { } certificate)
        {
            return null;
        }

        // What an issuer gives out is asked of the checker too: it is the one that has to be believed.
        return CertificateChecker.Check(certificate, Mechanism.FromPolicy(corner), widened, cancellation).IsAccepted ? Of(corner, economics, certificate, highestRate, highestBond) : null;
    }

    private static CertifiedRegion Of(MechanismPolicy corner, Economics economics, AlignmentCertificate certificate, Proportion highestRate, Amount highestBond) => new(
        corner,
        economics,
        certificate,
        Wall.Certified(RatePath, ((BernoulliSampler)corner.Verification.Sampler).AtLeast.Parts, highestRate.Parts, certificate.PolicyHash),
        Wall.Certified(BondPath, corner.Stake.MinimumBond.Units, highestBond.Units, certificate.PolicyHash));

    private static void RequireBox(Proportion lowestRate, Proportion highestRate, Amount lowestBond, Amount highestBond)
    {
        if (lowestRate.IsZero || highestRate < lowestRate || lowestBond.IsZero || highestBond < lowestBond)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lowestRate), $"Audit rates from {lowestRate} to {highestRate} and bonds from {lowestBond} to {highestBond}; expected ranges above 0 whose ends are in order.");
        }
    }

    /// <summary>Makes a region again from a certificate that was stored, when the independent checker accepts it: without looking for the proof anew.</summary>
    /// <param name="corner">The policy at the corner that was certified.</param>
    /// <param name="economics">The economics for which the region holds, intervals included, as they were given.</param>
    /// <param name="certificate">The certificate of the corner.</param>
    /// <param name="highestRate">The highest audit rate of the box.</param>
    /// <param name="highestBond">The highest minimum bond of the box.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The region; <see langword="null"/> when the checker does not accept the certificate for that box.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The corner has no one audit rate for everybody, or the economics are not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The box is empty, or begins at zero.</exception>
    public static CertifiedRegion? TryRestore(
        MechanismPolicy corner, Economics economics, AlignmentCertificate certificate, Proportion highestRate, Amount highestBond, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corner);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(certificate);
        if (corner.Verification.Sampler is not BernoulliSampler sampler || PolicyDesign.WithAuditRate(corner, sampler.AtLeast) != corner)
        {
            throw new ArgumentException("The corner has no one audit rate for everybody; expected the policy of a region.", nameof(corner));
        }

        RequireBox(sampler.AtLeast, highestRate, corner.Stake.MinimumBond, highestBond);
        return Widened(economics, sampler.AtLeast, highestRate) is { } widened && CertificateChecker.Check(certificate, Mechanism.FromPolicy(corner), widened, cancellation).IsAccepted
            ? Of(corner, economics, certificate, highestRate, highestBond)
            : null;
    }

    /// <summary>Gives controllers this region's own walls in the place of equal ones: those of controllers that were read from a file name the proof, and are not certified by that.</summary>
    /// <param name="steering">The controllers.</param>
    /// <returns>The same controllers; what has another wall, or none, stays as it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="steering"/> is null.</exception>
    public Steering Walled(Steering steering)
    {
        ArgumentNullException.ThrowIfNull(steering);
        return new Steering([.. steering.Parameters.Select(item => item.Wall == AuditRate ? item.Within(AuditRate) : item.Wall == MinimumBond ? item.Within(MinimumBond) : item)]);
    }

    /// <summary>Returns the policy at a point of the region.</summary>
    /// <param name="auditRate">A value of this region's wall of audit rates.</param>
    /// <param name="minimumBond">A value of this region's wall of bonds.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A value is of another wall.</exception>
    public MechanismPolicy At(WalledValue auditRate, WalledValue minimumBond)
    {
        ArgumentNullException.ThrowIfNull(auditRate);
        ArgumentNullException.ThrowIfNull(minimumBond);
        Require(auditRate, AuditRate);
        Require(minimumBond, MinimumBond);
        return PolicyDesign.WithStake(
            PolicyDesign.WithAuditRate(Corner, Proportion.FromParts((ulong)auditRate.Value)), Amount.Of(minimumBond.Value));
    }

    /// <summary>Checks the certificate again, with the independent checker.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Accepted, or the reasons why not.</returns>
    public CertificateOutcome Recheck(CancellationToken cancellation = default) => CertificateChecker.Check(
        Certificate,
        Mechanism.FromPolicy(Corner),
        Widened(Economics, Proportion.FromParts((ulong)AuditRate.Lowest), Proportion.FromParts((ulong)AuditRate.Highest))!,
        cancellation);

    private static void Require(WalledValue value, Wall wall)
    {
        if (value.Wall != wall || !value.Wall.IsCertified)
        {
            throw new ArgumentException($"{value} is of another wall; expected one of this region's own, '{wall.Parameter}' from {wall.Lowest} to {wall.Highest}; a wall that is stated by hand or read from a file is another.", nameof(value));
        }
    }

    /// <summary>The economics in which honest results are condemned at the corner as often as anywhere in the box; none when that is always.</summary>
    private static Economics? Widened(Economics economics, Proportion lowestRate, Proportion highestRate)
    {
        Fraction highest = economics.HonestFaultRate.High * new Fraction(highestRate.Parts, lowestRate.Parts);
        return highest >= Fraction.One ? null : economics with { HonestFaultRate = RationalInterval.Between(economics.HonestFaultRate.Low, highest) };
    }
}
