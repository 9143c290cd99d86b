using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Regions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

public sealed class CertifiedRegionTests
{
    private static MechanismPolicy Policy { get; } = Mechanism.Create(build => build
        .Name("region")
        .Stake(stake => stake.MinimumBond(1_000_000).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(50)))).Policy;

    private static Economics Costs(string faultRate) => new()
    {
        CostPerJob = 100,
        PaymentPerJob = RationalInterval.Between(150, 400),
        JobsPerEpoch = 20,
        Participants = 50,
        DetectionDelay = 0,
        DetectionAccuracy = RationalInterval.Parse("0.9"),
        HonestFaultRate = RationalInterval.Parse(faultRate),
        IdentityPrice = 0,
    };

    /// <summary>Every point that can be named holds by the public checker, and by a certificate of its own.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("0.0001")]
    public void At_pointsOfTheBox_allAreCertifiedByThemselves(string faultRate)
    {
        CertifiedRegion region = CertifiedRegion.TryCertify(Policy, Costs(faultRate), Proportion.Percent(2), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000))!;
        Assert.True(region.Recheck().IsAccepted);
        Random random = new(3);
        foreach (int draw in Enumerable.Range(0, 24))
        {
            UInt128 rate = draw switch { 0 => 0, 1 => UInt128.MaxValue, _ => (UInt128)random.NextInt64(0, 300_000_000_000_000_000) };
            UInt128 bond = draw switch { 2 => 0, 3 => UInt128.MaxValue, _ => (UInt128)random.NextInt64(0, 5_000_000) };
            MechanismPolicy point = region.At(region.AuditRate.Nearest(rate), region.MinimumBond.Nearest(bond));
            AlignmentCertificate? certificate = CertificateIssuer.TryIssue(Mechanism.FromPolicy(point), region.Economics);
            Assert.NotNull(certificate);
            Assert.True(certificate.Margin.Low >= region.Certificate.Margin.Low, $"{certificate.Margin.Low} at {rate}, {bond}");
        }
    }

    [Fact]
    public void TryCertify_aBoxWithABadCorner_isNull()
    {
        Assert.Null(CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.FromParts(1), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000)));
        Assert.Null(CertifiedRegion.TryCertify(Policy, Costs("0.2"), Proportion.Percent(2), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.Half, Proportion.Percent(2), Amount.One, Amount.One));
    }

    [Fact]
    public void At_aValueOfAnotherWall_isRefused()
    {
        CertifiedRegion one = CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.Percent(2), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000))!;
        CertifiedRegion other = CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.Percent(3), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000))!;
        Assert.Throws<ArgumentException>(() => one.At(other.AuditRate.Nearest(0), one.MinimumBond.Nearest(0)));
        Assert.Throws<ArgumentException>(() => one.At(one.MinimumBond.Nearest(0), one.AuditRate.Nearest(0)));
        Wall forged = new(one.AuditRate.Parameter, 0, 1, one.AuditRate.Certificate);
        Assert.Throws<ArgumentException>(() => one.At(forged.Nearest(0), one.MinimumBond.Nearest(0)));
    }

    /// <summary>The audit rate follows observed failures, inside the region: the policy in force is certified in every epoch.</summary>
    [Fact]
    public void Controller_confinedToTheRegion_steersCertifiedPolicies()
    {
        CertifiedRegion region = CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.Percent(2), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000))!;
        ControlLimits limits = region.AuditRate.Confine(new ControlLimits(0, Proportion.PartsPerOne, Ratio.FromQuotient(1, 4, Rounding.Down)));
        WalledController controller = new(new ExponentialStepController(1_000, 8, limits), region.AuditRate);
        ControllerState state = controller.Start(Proportion.Percent(5).Parts);
        foreach (ulong failures in new ulong[] { 0, 0, 0, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 0 })
        {
            state = controller.Next(state, failures);
            MechanismPolicy now = region.At(controller.ValueOf(state), region.MinimumBond.Nearest(1_000_000));
            Assert.NotNull(CertificateIssuer.TryIssue(Mechanism.FromPolicy(now), region.Economics));
        }
    }
}
