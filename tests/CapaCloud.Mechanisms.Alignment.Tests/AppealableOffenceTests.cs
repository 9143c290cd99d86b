using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>No verdict where the price of a wrong result waits out an appeal.</summary>
public sealed class AppealableOffenceTests
{
    [Fact]
    public void Check_wrongResultCanBeAppealed_isInconclusiveAndSaysWhatToCheck()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { AppealWindow = EpochSpan.Of(4) }));

        AlignmentReport report = AlignmentChecker.Check(mechanism, new Economics { PaymentPerJob = RationalInterval.Of(10), CostPerJob = RationalInterval.Of(5) });

        Assert.All(report.Findings, finding => Assert.Contains("detectionDelay of 8", Assert.IsType<Finding.Inconclusive>(finding).WhatWouldClose, StringComparison.Ordinal));
    }
}
