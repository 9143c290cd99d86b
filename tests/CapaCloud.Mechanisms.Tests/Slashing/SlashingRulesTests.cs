using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>What evidence says, and a factor beyond what can be multiplied out.</summary>
public sealed class SlashingRulesTests
{
    [Fact]
    public void Evidence_namesItsReporter_whereThereIsOne()
    {
        Evidence evidence = new() { Offence = Offence.Downtime, Offender = ParticipantId.Of("bob"), FaultEpoch = Epoch.Of(4), Severity = Proportion.Half };
        Assert.EndsWith("severity 0.5", evidence.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("severity 0.5, reported by carol", (evidence with { Reporter = ParticipantId.Of("carol") }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scaled_byTheLargestFactor_takesAll()
    {
        OffenceContext context = new() { Severity = Proportion.One };
        Assert.Equal(Proportion.One, SlashingCurve.Constant(Proportion.One).Scaled(Ratio.MaxValue).Evaluate(context));
        Assert.Equal(Proportion.One, SlashingCurve.Constant(Proportion.Percent(1)).Scaled(Ratio.MaxValue).Evaluate(context));
    }
}
