using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Regions;
using CapaCloud.Mechanisms.Settlement;

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
        Wall stated = new(one.AuditRate.Parameter, one.AuditRate.Lowest, one.AuditRate.Highest);
        Assert.Throws<ArgumentException>(() => one.At(stated.Nearest(0), one.MinimumBond.Nearest(0)));
        Assert.True(one.AuditRate.IsCertified && one.MinimumBond.IsCertified && !stated.IsCertified);
    }

    /// <summary>A service that was stopped: controllers come back from a file, and the region from its certificate, once the checker accepts it.</summary>
    [Fact]
    public void Walled_controllersOfAFile_runAgainOnceTheCertificateWasChecked()
    {
        CertifiedRegion region = CertifiedRegion.TryCertify(Policy, Costs("0"), Proportion.Percent(2), Proportion.Percent(30), Amount.Of(50_000), Amount.Of(5_000_000))!;
        Ratio eighth = Ratio.FromQuotient(1, 8, Rounding.Down);
        Steering steering = new(
        [
            new SteeredParameter(region.AuditRate.Parameter, new ExponentialStepController(5_000, 8, region.AuditRate.Confine(new ControlLimits(0, Proportion.PartsPerOne, eighth))), region.AuditRate),
            new SteeredParameter(region.MinimumBond.Parameter, new ExponentialStepController(5_000, 8, region.MinimumBond.Confine(new ControlLimits(0, 5_000_000, eighth))), region.MinimumBond),
        ]);
        Mechanism mechanism = Mechanism.FromPolicy(region.Corner);
        AdaptiveState state = steering.Begin(mechanism.Open(Epoch.Zero, []).State, region.Corner);
        Steering read = MechanismJson.Default.Read<Steering>(MechanismJson.Default.Write(steering));
        Assert.Equal(steering, read);
        Assert.Throws<ArgumentException>(() => read.Adapt(state, []));
        CertifiedRegion restored = CertifiedRegion.TryRestore(region.Corner, region.Economics, region.Certificate, Proportion.Percent(30), Amount.Of(5_000_000))!;
        Assert.Equal(steering.Adapt(state, []).State, restored.Walled(read).Adapt(state, []).State);

        // A wider box, other economics, another corner: the certificate is not theirs.
        Assert.Null(CertifiedRegion.TryRestore(region.Corner, region.Economics with { CostPerJob = 140 }, region.Certificate, Proportion.Percent(30), Amount.Of(5_000_000)));
        MechanismPolicy weaker = PolicyDesign.WithStake(region.Corner, Amount.Of(10_000));
        Assert.Null(CertifiedRegion.TryRestore(weaker, region.Economics, region.Certificate, Proportion.Percent(30), Amount.Of(5_000_000)));
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
