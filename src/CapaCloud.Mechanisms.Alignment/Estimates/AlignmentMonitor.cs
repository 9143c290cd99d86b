using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>Asks each epoch whether reality has left what a proof assumes: which assumption first, how far, and which policy holds again.</summary>
/// <remarks>
/// <code>
/// a figure departs when its observed interval reaches outside the assumed one; it surely departs when the two do not meet
/// the property is asked again with the observed intervals; where it does not hold, the least bond and the least audit rate that hold are looked for
/// </code>
/// A figure that can only leave on its harmless side (a detection accuracy above the assumed one, a fault rate below it) is not a departure. A pure function: a service calls it, and nothing
/// is remembered.
/// </remarks>
public static class AlignmentMonitor
{
    /// <summary>Asks whether reality has left what a certificate assumes.</summary>
    /// <param name="certificate">The certificate. It names policy and economics by hash and holds neither; they are given beside it.</param>
    /// <param name="history">What settled history tells.</param>
    /// <param name="mechanism">The mechanism of the certified policy.</param>
    /// <param name="assumed">The economics that were certified.</param>
    /// <param name="confidence">The confidence of all intervals together, below one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The certificate is about another policy or other economics.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is one, or something happened more often than it was tried.</exception>
    public static MonitorReport Monitor(
        AlignmentCertificate certificate, ObservedHistory history, Mechanism mechanism, Economics assumed, Proportion confidence, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(assumed);
        if (certificate.PolicyHash != mechanism.PolicyHash)
        {
            throw new ArgumentException($"The certificate is about policy {certificate.PolicyHash}, and the mechanism has {mechanism.PolicyHash}; expected the certified one.", nameof(mechanism));
        }

        Digest economics = EconomicsJson.Hash(assumed);
        return certificate.EconomicsHash != economics
            ? throw new ArgumentException($"The certificate is about economics {certificate.EconomicsHash}, and {economics} were given; expected the certified ones.", nameof(assumed))
            : Check(mechanism, assumed, EconomicsEstimate.Of(history, confidence), certificate.Property, cancellation);
    }

    /// <summary>Compares what was assumed with what is observed.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="assumed">The economics that the proof is about.</param>
    /// <param name="observed">What is observed.</param>
    /// <param name="property">What must hold; parallel safety is what certificates are about.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The economics, assumed or observed, are not valid.</exception>
    public static MonitorReport Check(
        Mechanism mechanism,
        Economics assumed,
        EconomicsEstimate observed,
        AlignmentProperty property = AlignmentProperty.ParallelSafety,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(assumed);
        ArgumentNullException.ThrowIfNull(observed);
        Economics now = observed.Over(assumed);
        Finding finding = AlignmentChecker.Check(mechanism, now, property, cancellation);
        bool holds = finding is Finding.Holds;
        return new MonitorReport
        {
            Departures = [.. Departures(assumed, observed).OrderByDescending(static item => item.IsCertain).ThenByDescending(static item => item.Distance)],
            Observed = finding,
            BondThatHolds = holds ? null : PolicyDesign.LeastStake(mechanism.Policy, now, property, cancellation),
            AuditRateThatHolds = holds ? null : PolicyDesign.LeastAuditRate(mechanism.Policy, now, property, cancellation),
            Unseen = observed.Missing,
        };
    }

    private static IEnumerable<AssumptionDeparture> Departures(Economics assumed, EconomicsEstimate observed)
    {
        AssumptionDeparture?[] all =
        [
            Of(nameof(Economics.HonestFaultRate), assumed.HonestFaultRate, observed.HonestFaultRate, upwards: true, downwards: false),
            Of(nameof(Economics.DetectionAccuracy), assumed.DetectionAccuracy, observed.DetectionAccuracy, upwards: false, downwards: true),
            Of(nameof(Economics.CostPerJob), assumed.CostPerJob, observed.CostPerJob?.Range, upwards: true, downwards: true),
            Of(nameof(Economics.PaymentPerJob), assumed.PaymentPerJob, observed.PaymentPerJob?.Range, upwards: true, downwards: true),
            Of(nameof(Economics.DetectionDelay), Whole(assumed.DetectionDelay), observed.DetectionDelay?.Range, upwards: true, downwards: true),
            Of(nameof(Economics.JobsPerEpoch), Whole(assumed.JobsPerEpoch), observed.JobsPerEpoch?.Range, upwards: true, downwards: true),
        ];
        return all.OfType<AssumptionDeparture>();
    }

    private static RationalInterval Whole(long value) => RationalInterval.Of(new Fraction(value));

    private static AssumptionDeparture? Of(string name, RationalInterval assumed, RationalInterval? seen, bool upwards, bool downwards)
    {
        if (seen is not { } observed)
        {
            return null;
        }

        Fraction above = upwards && observed.High > assumed.High ? observed.High - assumed.High : Fraction.Zero;
        Fraction below = downwards && observed.Low < assumed.Low ? assumed.Low - observed.Low : Fraction.Zero;
        Fraction distance = above > below ? above : below, scale = assumed.High.IsZero ? Fraction.One : assumed.High;
        bool isCertain = (upwards && observed.Low > assumed.High) || (downwards && observed.High < assumed.Low);
        return distance.IsZero ? null : new AssumptionDeparture(name, assumed, observed, distance / scale, isCertain);
    }
}
