using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>No verdict where the price of a wrong result waits out an appeal.</summary>
public sealed class AppealableOffenceTests
{
    private static readonly Mechanism Appealable = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { AppealWindow = EpochSpan.Of(4) }));

    private static readonly Economics Plain = new() { PaymentPerJob = RationalInterval.Of(10), CostPerJob = RationalInterval.Of(5) };

    [Fact]
    public void Check_wrongResultCanBeAppealed_isInconclusiveAndSaysWhatToCheck()
    {
        AlignmentReport report = AlignmentChecker.Check(Appealable, Plain);

        Assert.All(report.Findings, finding => Assert.Contains("detectionDelay of 8", Assert.IsType<Finding.Inconclusive>(finding).WhatWouldClose, StringComparison.Ordinal));
    }

    [Fact]
    public void DynamicCheck_wrongResultCanBeAppealed_givesNoVerdict()
    {
        DynamicOutcome outcome = DynamicEngine.Check(Appealable, Plain, DynamicEffort.Quick);

        Assert.Contains("appeal", Assert.IsType<DynamicOutcome.Outside>(outcome).Reason, StringComparison.Ordinal);
        Assert.All(AlignmentChecker.Check(Appealable, Plain, DynamicEffort.Quick).Findings, finding => Assert.IsType<Finding.Inconclusive>(finding));
        Assert.Null(CertificateIssuer.TryIssue(Appealable, Plain));
    }
}
