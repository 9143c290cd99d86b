using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Presets.Networks.Akash;
using CapaCloud.Mechanisms.Presets.Networks.Boinc;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using Fractions;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks;

/// <summary>Four networks at their published parameters: where they fail, with the attack, and what mends it.</summary>
public sealed class NetworkPresetTests
{
    private const ulong Token = 1_000_000;

    [Fact]
    public void Networks_atTheirParameters_fail() =>
        Assert.All(BuiltInPresets.Networks, network => Assert.Equal(AlignmentConclusion.Fails, network.Check().Conclusion));

    [Fact]
    public void Attacks_ofTheNetworks_replay()
    {
        int replayed = 0;
        foreach (Preset network in BuiltInPresets.Networks)
        {
            Mechanism mechanism = network.ToMechanism();
            if (network.Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility) is Finding.Fails { Attack: { Trace: { } trace } attack })
            {
                Assert.Equal(attack.Profit, AttackReplay.Play(mechanism, network.Economics, trace));
                replayed++;
            }
        }

        Assert.Equal(3, replayed);
    }

    /// <summary>5 % of one unit is one unit, and 5 % of the delegators' million tokens are 50,000 tokens.</summary>
    [Fact]
    public void Cosmos_oneUnitOfOwnStake_burnsItsDelegators()
    {
        AlignmentReport delegator = new CosmosNetwork().Check().Of("delegator");
        Finding.Fails griefing = Assert.IsType<Finding.Fails>(delegator.On(AlignmentProperty.GriefingBound));
        Assert.Equal((50_000 * Token) - 1, griefing.Attack.Profit.Low);
        Assert.IsType<Finding.Fails>(delegator.On(AlignmentProperty.CollusionResistance));
    }

    [Fact]
    public void Cosmos_enoughOfItsOwn_deters()
    {
        CosmosNetwork cosmos = new();
        Amount least = PolicyDesign.LeastStake(cosmos.ToMechanism().Policy, cosmos.Economics)!.Value;
        Assert.IsType<Finding.Holds>((cosmos with { SelfDelegation = least }).Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsNotType<Finding.Holds>((cosmos with { SelfDelegation = least - Amount.One }).Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsType<Finding.Fails>((cosmos with { SelfDelegation = least }).Check().Of("delegator").On(AlignmentProperty.GriefingBound));
        Assert.Equal(AlignmentConclusion.Holds, (cosmos with { SelfDelegation = Amount.Of(1_000_000 * Token) }).Check().Of("delegator").Conclusion);
    }

    /// <summary>The step of the downtime rule is a cliff, and the report says so whatever the stake.</summary>
    [Fact]
    public void Cosmos_downtime_isACliff() =>
        Assert.IsType<Finding.Inconclusive>(new CosmosNetwork { SelfDelegation = Amount.Of(1_000_000 * Token) }.Check().Of("provider").On(AlignmentProperty.Monotonicity));

    [Theory]
    [InlineData(4_096u, 100, false)]
    [InlineData(4_096u, 5, true)]
    [InlineData(32u, 100, true)]
    [InlineData(32u, 1_100, false)]
    public void Ethereum_aLoneValidator_isDeterredUpToItsInitialPenalty(uint quotient, int milliEther, bool holds)
    {
        EthereumNetwork network = new() { Rules = EthereumSlashing.Electra with { MinimumPenaltyQuotient = quotient } };
        network = network with { Economics = network.Economics with { ExternalGainPerJob = milliEther * 1_000_000 } };
        Assert.Equal(holds ? AlignmentConclusion.Holds : AlignmentConclusion.Fails, network.Check().Conclusion);
    }

    /// <summary>Alone it loses its 4,096th part; with a third of all stake, everything.</summary>
    [Fact]
    public void Ethereum_aThirdAtFault_losesEverything()
    {
        Mechanism mechanism = new EthereumNetwork().ToMechanism();
        ParticipantId[] names = [.. Enumerable.Range(0, 30).Select(number => ParticipantId.Of($"v{number}"))];
        Amount bond = mechanism.Policy.Stake.MinimumBond;
        NetworkState state = mechanism.Open(Epoch.Zero, [.. names.Select(name => KeyValuePair.Create(name, bond))]).State;
        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Verdicts = [.. names[..10].Select(name => Verdict.Because(name, TaskId.Of($"{name}"), Epoch.Zero, VerdictReason.ContradictsAccepted))],
        });
        Assert.All(names[..10], name => Assert.Equal(bond, settled.OutcomeOf(name).Slashed));
    }

    /// <summary>With every result replicated a lone host is caught; the check that a streak makes rare is what it spends.</summary>
    [Fact]
    public void Boinc_withoutAFloor_aStreakIsALicence()
    {
        Assert.IsType<Finding.Fails>(new BoincProject().Check().Of("provider").On(AlignmentProperty.CollusionResistance));
        Assert.IsNotType<Finding.Holds>(new BoincProject().Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility));
        Assert.IsType<Finding.Holds>(new BoincProject { Floor = Proportion.Percent(60) }.Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility));
    }

    /// <summary>A quorum of two: with the accused, one friend among two others is a majority. At 40 % friends 64 % of the checks are captured.</summary>
    [Theory]
    [InlineData(10, true)]
    [InlineData(40, false)]
    public void Boinc_colludingHosts_captureAQuorumOfTwo(int percent, bool holds)
    {
        BoincProject project = new() { Floor = Proportion.One };
        project = project with { Economics = project.Economics with { ColludingShare = new Fraction(percent, 100) } };
        Assert.Equal(holds, project.Check().Of("provider").On(AlignmentProperty.CollusionResistance) is Finding.Holds);
        Assert.IsType<Finding.Fails>(project.Check().Of("provider").On(AlignmentProperty.GriefingBound));
    }

    /// <summary>24 hours at 0.6 AKT saved, and nobody looks.</summary>
    [Fact]
    public void Akash_withoutChecks_everyHourIsFaked()
    {
        Finding.Fails fails = Assert.IsType<Finding.Fails>(new AkashNetwork().Check().Of("provider").On(AlignmentProperty.IncentiveCompatibility));
        Assert.Equal(24 * 600_000, fails.Attack.Profit.Low);
    }

    [Fact]
    public void Akash_withAuditsAndABond_holds()
    {
        AkashNetwork audited = new() { AuditRate = Proportion.Percent(10), Slash = Proportion.Half, BidDeposit = Amount.Of(40 * Token) };
        Assert.Equal(AlignmentConclusion.Holds, audited.Check().Conclusion);
        Assert.Equal(AlignmentConclusion.Fails, (audited with { BidDeposit = Amount.Of(Token / 2) }).Check().Conclusion);
    }
}
