using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Somebody with several names, and what is said of each: neither the order of the report nor the name that is used moves money.</summary>
public sealed class SeveralNamesTests
{
    private static readonly ParticipantId Bob = ParticipantId.Of("bob"), Robert = ParticipantId.Of("robert");

    private static readonly RepairOrder Order = new("council", "a lost key");

    private static readonly Mechanism Network = Mechanism.Create(build => build
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Half))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))
        .Excuse("power")
        .Reward(reward => reward.IssuePerEpoch(1_000).TimesUptime()));

    private static MissedDuties[] Many(int causes, ulong each, int from = 0) => [.. Enumerable.Range(from, causes).Select(number => new MissedDuties($"c{number}", each))];

    /// <summary>65 causes under one name spoil the excuse of that row, not that of the other, and 40 and 41 causes are not too many together.</summary>
    [Theory]
    [InlineData(65, 0UL)]
    [InlineData(40, 0UL)]
    [InlineData(2, 1UL)]
    public void Rows_underTwoNames_areJudgedAlone_inAnyOrder(int causes, ulong each)
    {
        NetworkState state = Repairs.ExchangeKey(Network, Network.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000))]).State, Bob, Robert, Order).After;
        ParticipantReport old = new() { Participant = Bob, Work = 1, DutiesDue = 100, Missed = [.. Many(causes, each)] };
        ParticipantReport present = new() { Participant = Robert, Work = 1, DutiesDue = 100, Missed = [.. Many(40, 0, from: 100), new MissedDuties("power", 10)] };
        EpochSettlement forwards = Network.Settle(state, new EpochReport { Epoch = Epoch.Zero, Participants = [old, present] });
        EpochSettlement backwards = Network.Settle(state, new EpochReport { Epoch = Epoch.Zero, Participants = [present, old] });
        Assert.Equal(forwards.After, backwards.After);
        Assert.Equal(forwards.SetAside.AsEnumerable(), backwards.SetAside);
        Assert.Equal(causes > ParticipantReport.MostCauses ? [SetAsideReason.TooManyCauses] : [], forwards.SetAside.Select(item => item.Reason));

        // Of 190 duties that nothing excuses, 2 are missed at most: half of 2 of 190 of 1,000 units.
        Assert.Equal(each == 0 ? Amount.Zero : Amount.Of(6), forwards.OutcomeOf(Robert).Slashed);
    }

    [Fact]
    public void SetAside_ofTwoNames_isTheSameInAnyOrder()
    {
        NetworkState state = Repairs.ExchangeKey(Network, Network.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000))]).State, Bob, Robert, Order).After;
        Evidence[] brought = [.. new[] { Bob, Robert }.Select(name => new Evidence { Offence = Offence.IncorrectResult, Offender = name, Task = TaskId.Of("t"), Severity = Proportion.One })];
        EpochSettlement forwards = Network.Settle(state, new EpochReport { Epoch = Epoch.Zero, Evidence = [.. brought] });
        EpochSettlement backwards = Network.Settle(state, new EpochReport { Epoch = Epoch.Zero, Evidence = [.. brought.Reverse()] });
        Assert.Equal(forwards.SetAside.AsEnumerable(), backwards.SetAside);
        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(forwards.SetAside).Reason);
    }

    /// <summary>Whoever takes delegations does not become its own delegator, in whichever direction two records are merged.</summary>
    [Fact]
    public void MergeRecords_ofAnOperatorAndItsDelegator_isRefused()
    {
        Mechanism network = Mechanism.Create(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(5)).Delegated(_ => { })).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)));
        NetworkState state = network.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000)), KeyValuePair.Create(Robert, Amount.Of(1_000))]).State;
        state = network.DelegateStake(network.SetCommission(state, Robert, Proportion.Zero), Bob, Robert, Amount.Of(500)).State;
        Assert.Contains("nobody delegates to itself", Assert.Throws<RepairRefusedException>(() => Repairs.MergeRecords(network, state, Robert, Bob, Order)).Message, StringComparison.Ordinal);
        Assert.Contains("nobody delegates to itself", Assert.Throws<RepairRefusedException>(() => Repairs.MergeRecords(network, state, Bob, Robert, Order)).Message, StringComparison.Ordinal);
    }

    /// <summary>What reached an operator's wallet is its share less what went to its delegators; the explanation says the same as the outcome.</summary>
    [Fact]
    public void Explanation_ofAnOperator_paysWhatTheOutcomePays()
    {
        Mechanism network = Mechanism.Create(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(5)).Delegated(_ => { })).Reward(reward => reward.IssuePerEpoch(1_000)));
        NetworkState state = network.Open(Epoch.Zero, [KeyValuePair.Create(Bob, Amount.Of(1_000)), KeyValuePair.Create(Robert, Amount.Of(1_000))]).State;
        state = network.DelegateStake(network.SetCommission(state, Robert, Proportion.Percent(10)), Bob, Robert, Amount.Of(3_000)).State;
        state = network.Settle(state, new EpochReport { Epoch = Epoch.Zero }).After;

        // Two epochs of issuance, for nobody worked in the first. Three quarters of the stake are delegated, and a tenth of what they earn is commission.
        EpochSettlement settled = network.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Participants = [new ParticipantReport { Participant = Robert, Work = 1 }] });
        Explanation explanation = network.Explain(settled, Robert);
        Assert.Equal((settled.OutcomeOf(Robert).Paid, Amount.Of(1_350)), (explanation.Paid, explanation.ToDelegators));
        Assert.Contains("passed 1,350 units on to its delegators", explanation.Summary, StringComparison.Ordinal);
        Assert.Equal(SignedAmount.Change(Amount.Zero, Amount.Of(650)), explanation.Net);
        Assert.Equal(Amount.Of(1_350).Units, explanation.Steps.Single(step => step.Name == "to the delegators").Result);
    }

    /// <summary>A builder's step adds to what was said before.</summary>
    [Fact]
    public void Builder_saidTwice_keepsBoth()
    {
        MechanismPolicy policy = Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Half))
            .Excuse("power").Excuse("storm")
            .DividePenalties(bounty: Proportion.Percent(10)).DividePenalties(treasury: Proportion.Percent(20))).Policy;
        Assert.Equal(["power", "storm"], policy.ExcusedCauses.AsEnumerable());
        Assert.Equal(new PenaltyPolicy { BountyShare = Proportion.Percent(10), TreasuryShare = Proportion.Percent(20) }, policy.Penalty);
    }

    /// <summary>What was decided under the former name is known under the present one: said again under it, it costs nothing.</summary>
    [Fact]
    public void Fault_decidedUnderTheFormerName_isADuplicateUnderThePresentOne()
    {
        NetworkState state = Trial.Open(Network, (Bob, 1_000UL), (Trial.Alice, 1_000UL));
        state = Network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Trial.WrongEvidence(Bob, "t", Epoch.Zero, Proportion.One)] }).After;
        state = Repairs.ExchangeKey(Network, state, Bob, Robert, Order).After;
        EpochSettlement again = Network.Settle(state, new EpochReport { Epoch = state.Epoch, Evidence = [Trial.WrongEvidence(Robert, "t", Epoch.Zero, Proportion.One)] });
        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(again.SetAside).Reason);
        Assert.Equal(Amount.Zero, again.OutcomeOf(Robert).Slashed);
    }

    /// <summary>A passed audit of a merged record is contradicted by a wrong result of that record, and not by one of the other.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PassedAudit_ofAMergedRecord_isContradictedByItsOwnFaultsAlone(bool isSameRecord)
    {
        NetworkState state = Trial.Open(Network, (Bob, 1_000UL), (Robert, 1_000UL));
        state = Repairs.MergeRecords(Network, state, Bob, Robert, Order).After;
        Verdict passed = Trial.Right(Bob, "t", Epoch.Zero), wrong = Trial.Wrong(isSameRecord ? Bob : Robert, "t", Epoch.Zero);
        EpochSettlement settled = Network.Settle(state, new EpochReport { Epoch = Epoch.Zero, Verdicts = [passed, wrong] });
        Assert.Equal(isSameRecord ? [SetAsideReason.Contradicted] : [], settled.SetAside.Select(item => item.Reason));
    }
}
