using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Filecoin;

public sealed class FilecoinTerminationTests
{
    [Property]
    public void Fee_anySector_isBetweenItsBoundsAndGrowsWithAge(uint pledge, uint age, ushort more, uint fault)
    {
        FilecoinTermination rule = FilecoinTermination.Fip0098;
        (Amount locked, Amount faulted) = (Amount.Of(pledge), Amount.Of(fault));
        Amount fee = rule.Fee(locked, EpochSpan.Of(age), faulted);
        Assert.True(fee >= rule.MinimumMultiple.Of(locked) && fee >= rule.FaultMultiple.Of(faulted));
        Assert.True(fee <= Amount.Max(rule.PledgeMultiple.Of(locked), rule.FaultMultiple.Of(faulted)));
        Assert.True(rule.Fee(locked, EpochSpan.Of((ulong)age + more), faulted) >= fee);
    }

    /// <summary>By hand: twice a fault fee of 1,000 is more than 85 thousandths of 10,000.</summary>
    [Fact]
    public void Fee_otherMultiples_areTaken()
    {
        FilecoinTermination rule = FilecoinTermination.Fip0098 with { FaultMultiple = new FilecoinMultiple(2, 1) };
        Assert.Equal(Amount.Of(2_000), rule.Fee(Amount.Of(10_000), EpochSpan.Of(1), Amount.Of(1_000)));
        Assert.Equal(rule, JsonSerializer.Deserialize<FilecoinTermination>(JsonSerializer.Serialize(rule)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilecoinMultiple(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule with { EpochsInDay = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => rule with { LifetimeCapDays = 0 });
    }

    [Property]
    public void Schedule_anyRule_addsUpToTheTotal(uint total, byte start, byte offset, byte period, byte step, byte quantum)
    {
        FilecoinVesting rule = new() { Period = EpochSpan.Of(period + 1UL), Step = EpochSpan.Of(step + 1UL), Quantum = EpochSpan.Of(quantum + 1UL) };
        IReadOnlyList<FilecoinVestingStep> steps = rule.Schedule(Amount.Of(total), Epoch.Of(start), Epoch.Of(offset));
        Assert.Equal(Amount.Of(total), steps.Aggregate(Amount.Zero, (sum, one) => sum + one.Amount));
        Assert.All(steps, one => Assert.Equal(offset % (quantum + 1UL), one.Epoch.Number % (quantum + 1UL)));
        Assert.Throws<ArgumentOutOfRangeException>(() => rule with { Step = default });
    }
}
