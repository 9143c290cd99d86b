using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Totals;

/// <summary>The sums of an epoch reach 2^128 - 1 and no further, and what is refused is not counted.</summary>
public sealed class EpochTotalsBuilderTests
{
    [Fact]
    public void Work_reachesTheLargestNumber()
    {
        EpochTotalsBuilder builder = new();
        Add(builder, UInt128.MaxValue - 1, 0);
        Add(builder, 1, 0);
        Add(builder, 0, 0);
        Assert.Contains("1 unit of claim 0 more", Assert.Throws<OverflowException>(() => Add(builder, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Equal((UInt128.MaxValue, 3UL), (builder.ToTotals().Work, builder.ToTotals().Participants));
    }

    [Fact]
    public void Claim_reachesTheLargestNumber()
    {
        EpochTotalsBuilder builder = new();
        Add(builder, 0, UInt128.MaxValue);
        Add(builder, 7, 0);
        Assert.Throws<OverflowException>(() => Add(builder, 0, 1));
        Assert.Equal((UInt128.MaxValue, (UInt128)7, 2UL), (builder.ToTotals().Claim, builder.ToTotals().Work, builder.ToTotals().Participants));
    }

    private static void Add(EpochTotalsBuilder builder, UInt128 work, UInt128 claim) =>
        builder.Add(new ParticipantInput { Report = new ParticipantReport { Participant = SmallNetwork.Alice, Work = work } }, new Assessment { Claim = claim });
}
