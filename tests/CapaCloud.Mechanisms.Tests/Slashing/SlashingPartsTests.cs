using System.Text.Json;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>The small parts of a penalty, each by a number.</summary>
public sealed class SlashingPartsTests
{
    /// <summary>One against many, both ways round, and in every order of their steps: the sum in every epoch.</summary>
    [Theory]
    [InlineData(new[] { 5 }, new[] { 1, 3, 8, 20 })]
    [InlineData(new[] { 1, 3, 8, 20 }, new[] { 5 })]
    [InlineData(new[] { 1, 2, 3 }, new[] { 10, 11 })]
    [InlineData(new[] { 10, 11 }, new[] { 1, 2, 3 })]
    [InlineData(new int[0], new[] { 4, 5 })]
    [InlineData(new[] { 4, 5 }, new int[0])]
    public void Tally_merged_isTheSumInEveryEpoch(int[] left, int[] right)
    {
        FaultTally one = TallyOf(left), other = TallyOf(right), both = one.Merge(other);
        for (ulong epoch = 0; epoch < 40; epoch++)
        {
            Assert.Equal(one.AtFault(Epoch.Of(epoch)) + other.AtFault(Epoch.Of(epoch)), both.AtFault(Epoch.Of(epoch)));
        }

        Assert.Equal(both, other.Merge(one));
    }

    /// <summary>What an owner adds in an epoch is its largest fault of the window that ends there: nothing older is left in it.</summary>
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(4UL)]
    [InlineData(30UL)]
    public void Tally_ofOneOwner_isTheLargestFaultOfTheWindow(ulong window)
    {
        (ulong Fault, ulong AtFault)[] faults = [(2, 90), (3, 10), (9, 40), (10, 50), (11, 20), (20, 5), (20, 7), (29, 1)];
        FaultTally tally = FaultTally.Contribution([.. faults.Select(fault => (Epoch.Of(fault.Fault), Amount.Of(fault.AtFault)))], EpochSpan.Of(window), Epoch.Of(30));
        for (ulong epoch = 0; epoch < 70; epoch++)
        {
            ulong largest = faults.Where(fault => fault.Fault <= epoch && epoch - fault.Fault <= window).Select(fault => fault.AtFault).DefaultIfEmpty().Max();
            Assert.Equal(Amount.Of(largest), tally.AtFault(Epoch.Of(epoch)));
        }
    }

    /// <summary>All but addition are told apart from an order of discovery.</summary>
    [Fact]
    public void Combinations_sayWhetherTheOrderMatters()
    {
        Assert.True(new MaximumInSpanCombination().IsOrderIndependent);
        Assert.True(new MaximumOfCauseCombination().IsOrderIndependent);
        Assert.True(new SumCombination().IsOrderIndependent);
    }

    [Fact]
    public void Statements_withoutAnAuthor_proveNothing()
    {
        SignedStatement nobody = new(default, Epoch.Zero, 1, Digest.Parse(new string('1', 64)));

        Assert.False(Equivocation.TryProve(nobody, nobody with { Content = Digest.Parse(new string('2', 64)) }, default, out Evidence evidence, out string? refusal));
        Assert.Equal("the first statement has no author", refusal);
        Assert.Equal(default, evidence);
        Assert.False(Equivocation.TryProve(nobody with { Author = ParticipantId.Of("a") }, nobody, default, out _, out refusal));
        Assert.StartsWith("the statements are of a and of", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Offence_asTheNameOfAMember_isItsName_andNoneIsRefused()
    {
        Assert.Equal("{\"downtime\":2}", JsonSerializer.Serialize(new Dictionary<Offence, int> { [Offence.Downtime] = 2 }));
        Assert.Equal(2, JsonSerializer.Deserialize<Dictionary<Offence, int>>("{\"downtime\":2}")![Offence.Downtime]);
        Assert.Contains("No offence", Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Dictionary<Offence, int> { [default] = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal("(no offence)", default(Offence).ToString());
    }

    [Fact]
    public void Debt_growsByWhatIsShort_andHoldsBackThatMuch()
    {
        PenaltyDebt debt = new PenaltyDebt(Amount.Of(70)).Add(Amount.Of(30));

        Assert.Equal(Amount.Of(100), debt.Owed);
        Assert.Equal(Amount.Of(150), debt.WithdrawableOf(Amount.Of(250)));
        Assert.Equal(Amount.Zero, debt.WithdrawableOf(Amount.Of(99)));
        Assert.Equal((new PenaltyDebt(Amount.Of(95)), Amount.Of(5), Amount.Of(4)), debt.Repay(Amount.Of(9), Proportion.Half));
        Assert.True(debt.Repay(Amount.Of(500), Proportion.One).Debt.IsClear);
    }

    [Fact]
    public void Severity_ofADutyReport_isThePartMissed_roundedUp()
    {
        Assert.Equal(Proportion.Zero, new DutyReport(0, 0).Severity);
        Assert.Equal(Proportion.Zero, new DutyReport(7, 0).Severity);
        Assert.Equal(Proportion.FromParts(333_333_333_333_333_334), new DutyReport(2, 1).Severity);
        Assert.Equal(Proportion.One, new DutyReport(0, 1).Severity);
    }

    [Fact]
    public void Liveness_withoutRules_isRefusedByName()
    {
        LivenessRecord record = new(10, 0, 0, [], LivenessStanding.Free);

        Assert.Equal("rules", Assert.Throws<ArgumentNullException>(() => record.MissesLeft(null!)).ParamName);
        Assert.Contains("three defined standings", Assert.Throws<ArgumentOutOfRangeException>(() => new LivenessRecord(10, 0, 0, [], (LivenessStanding)3)).Message, StringComparison.Ordinal);
    }

    private static FaultTally TallyOf(int[] epochs) => FaultTally.Contribution(
        [.. epochs.Select(epoch => (Epoch.Of((ulong)epoch), Amount.Of(100 + (ulong)epoch)))], EpochSpan.Of(2), Epoch.Of(30));
}
