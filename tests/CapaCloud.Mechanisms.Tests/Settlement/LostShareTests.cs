using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Four equal providers and a pool of 1,000: what one of them loses, and who gets it.</summary>
public sealed class LostShareTests
{
    private static readonly ParticipantId[] Names = [.. new[] { "a", "b", "c", "d" }.Select(ParticipantId.Of)];

    [Theory]
    [InlineData(LostShareUse.Penalty, 250UL, 100UL, 150UL)]
    [InlineData(LostShareUse.Treasury, 250UL, 250UL, 0UL)]
    [InlineData(LostShareUse.Burned, 250UL, 0UL, 250UL)]
    [InlineData(LostShareUse.Others, 333UL, 0UL, 0UL)]
    public void Settle_oneIsCondemned_theOthersEarnAsBefore(LostShareUse use, ulong each, ulong treasury, ulong burned)
    {
        EpochSettlement settled = Settle(Network(use), Report() with
        {
            Evidence = [new Evidence { Offence = Offence.Equivocation, Offender = Names[3], FaultEpoch = Epoch.Zero, Severity = Proportion.One }],
        });

        Assert.Equal(Amount.Zero, settled.OutcomeOf(Names[3]).Reward);
        Assert.All(Names[..3], name => Assert.InRange(settled.OutcomeOf(name).Reward, Amount.Of(each), Amount.Of(each + (use == LostShareUse.Others ? 1UL : 0UL))));
        Assert.Equal((Amount.Of(treasury), Amount.Of(burned)), (Lost(settled, LedgerAccount.Treasury), Lost(settled, LedgerAccount.Burned)));
        Assert.Equal(Amount.Of(treasury + burned), settled.Lost);
    }

    [Fact]
    public void Settle_oneIsKnockedOffTheNetwork_theOthersEarnAsBefore()
    {
        EpochReport report = Report();
        EpochSettlement settled = Settle(Network(LostShareUse.Penalty), report with
        {
            Participants = report.Participants.SetItem(3, report.Participants[3] with { DutiesDue = 4, Missed = [new MissedDuties("offline", 3)] }),
        });

        Assert.Equal([250UL, 250UL, 250UL, 62UL], Names.Select(name => (ulong)settled.OutcomeOf(name).Reward.Units));
        Assert.Equal(Amount.Of(188), settled.Lost);
        Assert.Equal(Amount.Zero, settled.After.Dust);
    }

    [Fact]
    public void Settle_workThatWasNotDone_isNoClaim()
    {
        EpochReport report = Report();
        EpochSettlement settled = Settle(Network(LostShareUse.Penalty), report with { Participants = report.Participants.RemoveAt(3) });

        Assert.Equal(Amount.Zero, settled.Lost);
        Assert.Equal(Amount.Of(1_000), Names[..3].Aggregate(Amount.Zero, (sum, name) => sum + settled.OutcomeOf(name).Reward));
    }

    [Fact]
    public void Settle_workBelowTheBond_takesNothingFromTheOthers()
    {
        Mechanism mechanism = Network(LostShareUse.Penalty, bond: 100);
        NetworkState state = mechanism.Open(Epoch.Zero, Names.Select((name, index) => KeyValuePair.Create(name, Amount.Of(index == 3 ? 0UL : 100UL)))).State;
        EpochSettlement settled = mechanism.Settle(state, Report());

        Assert.Equal(Amount.Zero, settled.Lost);
        Assert.Equal(Amount.Zero, settled.OutcomeOf(Names[3]).Reward);
    }

    [Fact]
    public void Explain_ofAnEpochInWhichSomethingWasLost_showsWhatIsDivided()
    {
        Mechanism mechanism = Network(LostShareUse.Penalty);
        EpochSettlement settled = Settle(mechanism, Report() with
        {
            Evidence = [new Evidence { Offence = Offence.Equivocation, Offender = Names[3], FaultEpoch = Epoch.Zero, Severity = Proportion.One }],
        });
        ExplanationStep divided = Assert.Single(mechanism.Explain(settled, Names[0]).Steps, step => step.Name == "what is divided");

        Assert.Equal(750, (int)divided.Result);
    }

    [Fact]
    public void Terms_ofTotalsWithALargerWeightThanClaim_areRefused()
    {
        Mechanism mechanism = Network(LostShareUse.Penalty);
        NetworkState state = mechanism.Genesis(Epoch.Zero);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            mechanism.Terms(state, mechanism.Climate(state, default, FaultTotals.None), EpochTotals.None with { Weight = 3, Claim = 2 }, Amount.Of(1)));

        Assert.Contains("a weight of 3 and a claim of 2", refused.Message, StringComparison.Ordinal);
    }

    private static Mechanism Network(LostShareUse use, ulong bond = 0) => Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(bond))
        .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { ForfeitsReward = true })
        .DividePenalties(Proportion.Zero, Proportion.Percent(40))
        .Reward(reward => reward.TimesUptime().LostShare(use)));

    private static EpochReport Report() => new()
    {
        Epoch = Epoch.Zero,
        Beacon = new Beacon(1, Digest.Parse(new string('5', 64))),
        Payments = Amount.Of(1_000),
        Participants = [.. Names.Select(name => new ParticipantReport { Participant = name, Work = 10 })],
    };

    private static EpochSettlement Settle(Mechanism mechanism, EpochReport report) =>
        mechanism.Settle(mechanism.Open(Epoch.Zero, Names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State, report);

    private static Amount Lost(EpochSettlement settled, LedgerAccount to) => settled.Postings
        .Where(posting => posting.From == LedgerAccount.RewardPool && posting.To == to)
        .Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
}
