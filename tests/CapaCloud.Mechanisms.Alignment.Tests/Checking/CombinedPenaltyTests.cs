using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Where the dearest fault of a span counts, what a second one gains is not played: nothing is said to hold, and nothing is certified.</summary>
public sealed class CombinedPenaltyTests
{
    [Fact]
    public void Check_theDearestOfASpan_holdsNothing()
    {
        Assert.IsType<Finding.Holds>(AlignmentChecker.Check(Market(null), Mechanisms.Ordinary).On(AlignmentProperty.IncentiveCompatibility));
        Assert.NotNull(CertificateIssuer.TryIssue(Market(null), Mechanisms.Ordinary));
        foreach (EpochSpan span in new[] { EpochSpan.One, EpochSpan.Of(10) })
        {
            AlignmentReport report = AlignmentChecker.Check(Market(span), Mechanisms.Ordinary);
            Assert.All(report.Findings, finding => Assert.IsNotType<Finding.Holds>(finding));
            Assert.Null(CertificateIssuer.TryIssue(Market(span), Mechanisms.Ordinary));
            Assert.IsNotType<DynamicOutcome.Holds>(DynamicEngine.Check(Market(span), Mechanisms.Ordinary, DynamicEffort.Quick));
        }
    }

    private static Mechanism Market(EpochSpan? span) => Mechanism.Create(build =>
    {
        build.Stake(stake => stake.MinimumBond(10_000))
            .Verify(verify => verify.AuditRate(Proportion.Half))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half));
        _ = span is { } length ? build.CountDearestIn(length) : build;
    });
}
