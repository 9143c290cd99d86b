using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Settlement.Delegations;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;
using CapaCloud.Mechanisms.Verification;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Edges of a settlement's rules: what counts just at them, and what a broken value is refused with.</summary>
public sealed class SettlementRulesTests
{
    [Theory]
    [InlineData("task")]
    [InlineData("requester")]
    [InlineData("class")]
    [InlineData("stage")]
    public void Job_withoutOneOfItsParts_isFoundInItsPlace(string part)
    {
        NetworkState state = JobTrial.Market.Award(JobTrial.Open(JobTrial.Market), JobTrial.Award());
        ParticipantState alice = state.StateOf(JobTrial.Alice);
        Job job = alice.Jobs[0];
        job = part switch
        {
            "task" => job with { Task = default },
            "requester" => job with { Requester = default },
            "class" => job with { Class = null! },
            _ => job with { Stage = JobStage.None },
        };
        NetworkState broken = state with { Participants = [.. state.Participants.Select(one => one.Participant == JobTrial.Alice ? one with { Jobs = [job] } : one)] };
        Assert.Contains(broken.Inconsistencies(), found => found.Path == "$.participants[0].jobs");
        string refused = Assert.Throws<SettlementRefusedException>(() => JobTrial.Market.Settle(broken, new EpochReport { Epoch = state.Epoch })).Message;
        Assert.Contains("$.participants[0].jobs", refused, StringComparison.Ordinal);
        Assert.Contains("expected all four", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocation_withoutAnAuction_isRefusedInItsPlace()
    {
        MechanismPolicy policy = JobTrial.Market.Policy with { Allocation = new AllocationPolicy { Auction = null! } };
        Assert.Contains(Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(policy)).Errors, error => error.Path == "$.allocation.auction");
    }

    /// <summary>Nobody who did not work counts, whoever is first in the state.</summary>
    [Fact]
    public void Participation_isTheShareOfThoseWhoWorked()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice, 0), Report(Bob, 5), Report(Carol, 0)));
        Assert.Equal(Proportion.PartsPerOne / 3, EpochReadings.Participation(settled));
    }

    [Fact]
    public void SteeredParameter_andPolicyParameter_refuseNothingByName()
    {
        Assert.Throws<ArgumentException>(() => new SteeredParameter("", new AlphaBetaController(Proportion.Half, Proportion.Zero, new ControlLimits(500, 5_000, Ratio.One))));
        Assert.Equal("policy", Assert.Throws<ArgumentNullException>(() => PolicyParameter.With(null!, "$.stake.minimumBond", 5)).ParamName);
        Assert.Equal("policy", Assert.Throws<ArgumentNullException>(() => PolicyParameter.Read(null!, "$.stake.minimumBond")).ParamName);
    }

    /// <summary>A silence has a price, and a wrong result has none: there is nothing to compare it with.</summary>
    [Fact]
    public void Relations_ofASilenceAlone_areChecked()
    {
        MechanismPolicy policy = Mechanism.Create(build => build.Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(5)))).Policy;
        PolicyFigures figures = new(Amount.One, Proportion.Half, EpochSpan.One, EpochSpan.One);
        Assert.DoesNotContain(PolicyRelations.Check(policy, figures), found => found.Relation == PolicyRelation.SilenceNotCheaper);
    }

    [Fact]
    public void Mending_saysThatListsWerePutInOrder_onlyWhenTheyWere()
    {
        NetworkState state = Open();
        NetworkState turned = state with { Participants = [.. state.Participants.Reverse()] };
        Assert.Contains(StateMending.Plan(turned).Steps, step => step.StartsWith("lists are put in order", StringComparison.Ordinal));
        NetworkState owed = state with { Treasury = Amount.Of(5) };
        Assert.DoesNotContain(StateMending.Plan(owed).Steps, step => step.StartsWith("lists are put in order", StringComparison.Ordinal));
    }

    /// <summary>A jail that ends in this epoch is over.</summary>
    [Fact]
    public void Panel_hasWhoseJailEndsNow()
    {
        Mechanism network = Mechanism.Create(build => build
            .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(5)))
            .Verify(verify => verify.AuditRate(Proportion.One).ByPanelOf(2))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(2) }));
        NetworkState state = network.Open(Epoch.Zero, [new(Alice, Amount.Of(10_000)), new(Bob, Amount.Of(10_000)), new(Carol, Amount.Of(10_000))]).State;
        state = network.Settle(state, new EpochReport { Epoch = state.Epoch, Verdicts = [Incorrect(Bob)] }).After;
        for (; state.Epoch <= state.StateOf(Bob).JailedUntil; state = network.Settle(state, new EpochReport { Epoch = state.Epoch }).After)
        {
            CommitmentWindow window = network.Policy.Verification.Schedule.WindowOf(state.Epoch);
            Commitment committed = Commitment.Of(Alice, TaskId.Of("t"), window, default, default);
            Beacon beacon = new(window.DrawRound, Digest.Parse(new string('5', 64)));
            ParticipantId[] checkers = [.. network.AssignPanels(state, network.SelectAudits(state, [committed], beacon).Audits, beacon)[0].Checkers];
            Assert.Equal(state.Epoch == state.StateOf(Bob).JailedUntil, checkers.Contains(Bob));
        }
    }

    /// <summary>As many parts may be on their way out as the policy says, and not one more.</summary>
    [Fact]
    public void Undelegations_asManyAsTranches_areTaken()
    {
        Mechanism few = Mechanism.FromPolicy(DelegationTrial.Delegated.Policy with { Stake = DelegationTrial.Delegated.Policy.Stake with { MaximumTranches = 3 } });
        NetworkState state = DelegationTrial.Open(few);
        for (int part = 0; part < 3; part++)
        {
            state = few.UndelegateStake(state, DelegationTrial.Dora, DelegationTrial.Alice, Amount.Of(100));
            state = few.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Assert.Throws<StakeRefusedException>(() => few.UndelegateStake(state, DelegationTrial.Dora, DelegationTrial.Alice, Amount.Of(100)));
    }

    [Fact]
    public void MergedRecord_saysWhetherItHadDelegations()
    {
        Assert.Equal("bob, merged in epoch 4", new MergedRecord { Name = Bob, Names = [], Until = Epoch.Of(4) }.ToString());
        Assert.Equal("bob, merged in epoch 4, with delegations", new MergedRecord { Name = Bob, Names = [], Until = Epoch.Of(4), HadDelegations = true }.ToString());
    }

    /// <summary>In the epoch in which missing duties is freed it still costs what it did.</summary>
    [Fact]
    public void Absence_ofTheEpochInWhichItIsFreed_costs()
    {
        Mechanism freed = Mechanism.FromPolicy(SmallNetwork.Mechanism.Policy with { Offences = [.. SmallNetwork.Mechanism.Policy.Offences.Where(offence => offence.Offence != Offence.Downtime)] });
        NetworkState state = freed.Migrate(Open(), SmallNetwork.Mechanism.Policy).State;
        EpochReport report = Epoch0(Report(Bob, 70, 100, new MissedDuties("disk", 30)));
        Assert.Equal(SmallNetwork.Mechanism.Settle(Open(), report).OutcomeOf(Bob).Slashed, freed.Settle(state, report).OutcomeOf(Bob).Slashed);
        Assert.True(freed.Settle(state, report).OutcomeOf(Bob).Slashed > Amount.Zero);
    }
}
