using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Regions;
using CapaCloud.Mechanisms.Settlement;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>The policy, its economics, the region in which it is proven, and the controllers.</summary>
internal static class Rules
{
    public const ulong UsualPrice = 150;

    public const string PriceName = "price";

    public static readonly Amount Bond = Amount.Of(80_000);

    public static readonly Amount Deposit = Bond;

    /// <summary>Every run asks for the same three: one is certified once.</summary>
    private static readonly Dictionary<Digest, CertifiedRegion> Regions = [];

    /// <summary>What can be certified of a policy, or nothing: many runs ask for the same ones.</summary>
    private static readonly Dictionary<Digest, AlignmentCertificate?> Certificates = [];

    private static readonly Ratio Eighth = Ratio.FromQuotient(1, 8, Rounding.Down);

    public static MechanismPolicy Base { get; } = Mechanism.Create(build => build
        .Name("adaptive")
        .Stake(stake => stake.MinimumBond(80_000).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50)))
        .DividePenalties(bounty: Proportion.Zero, treasury: Proportion.Percent(60))
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).SplitByLargestRemainder())).Policy;

    /// <summary>What is assumed: money in the unit of payments, so the bond counts at its price.</summary>
    public static Economics Assumed { get; } = new()
    {
        CostPerJob = (int)World.JobCost,
        ExternalGainPerJob = RationalInterval.Between(0, 700),
        PaymentPerJob = RationalInterval.Between(20, 2_000),
        JobsPerEpoch = World.JobsPerProvider,
        Participants = World.Providers,
        DetectionDelay = 0,
        DetectionAccuracy = RationalInterval.Between(new Fraction(9, 10), Fraction.One),
        HonestFaultRate = 0,
        IdentityPrice = 0,
    };

    public static ChangeRules Changes { get; } = new(EpochSpan.Of(20), EpochSpan.Of(10), EpochSpan.Of(50), approval: VoteRule.Usual);

    /// <summary>From 4 % to 40 % audits, and bonds of 80,000 to 400,000.</summary>
    public static CertifiedRegion Region(MechanismPolicy policy)
    {
        Digest hash = PolicyJson.Hash(policy);
        if (!Regions.TryGetValue(hash, out CertifiedRegion? region))
        {
            region = CertifiedRegion.TryCertify(policy, Assumed, Proportion.Percent(4), Proportion.Percent(40), Amount.Of(80_000), Amount.Of(400_000))
                ?? throw new InvalidOperationException("The region of the sample is not certified.");
            Regions.Add(hash, region);
        }

        return region;
    }

    public static AlignmentCertificate? CertificateOf(Mechanism mechanism)
    {
        if (!Certificates.TryGetValue(mechanism.PolicyHash, out AlignmentCertificate? certificate))
        {
            certificate = CertificateIssuer.TryIssue(mechanism, Assumed);
            Certificates.Add(mechanism.PolicyHash, certificate);
        }

        return certificate;
    }

    /// <summary>All that follows: the audit rate and the bond inside the region's walls, and the price beside the policy.</summary>
    public static Steering Steering(CertifiedRegion region, Tuning tuning) => new(
    [
        new SteeredParameter(region.AuditRate.Parameter, Audits(region.AuditRate, tuning.RestingAudits), region.AuditRate),
        new SteeredParameter(region.MinimumBond.Parameter, Bonds(region.MinimumBond), region.MinimumBond),
        new SteeredParameter(PriceName, Price(tuning.Load)),
    ]);

    /// <summary>The price follows demand: an exponential step of at most an eighth. It never falls below what a job costs in work: nobody would serve it.</summary>
    private static ExponentialStepController Price(uint load) =>
        new((ulong)(World.Providers * World.JobsPerProvider) * load / 100, 8, new ControlLimits(World.JobCost, 2_000, Eighth), Proportion.Percent(1));

    /// <summary>The audit rate follows the share of audits that fail, in parts of a million: aimed at a half percent.</summary>
    private static ProportionalIntegralController Audits(Wall wall, uint resting) => new(
        5_000, Proportion.Percent(resting).Parts, Ratio.FromQuotient(1, 100, Rounding.Down), Ratio.FromQuotient(1, 20, Rounding.Down), Proportion.Percent(95),
        wall.Confine(new ControlLimits(0, Proportion.PartsPerOne, Ratio.FromQuotient(1, 4, Rounding.Down))), default, default);

    /// <summary>The bond follows the price of the bonded token: 1 % a fall of the price, 1 % more bond.</summary>
    private static AlphaBetaController Bonds(Wall wall) => new(Proportion.Half, Proportion.Zero, wall.Confine(new ControlLimits(0, ulong.MaxValue, Eighth)));
}
