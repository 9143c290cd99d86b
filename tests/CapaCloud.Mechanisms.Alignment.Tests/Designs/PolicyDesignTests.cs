using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Simulations;

namespace CapaCloud.Mechanisms.Alignment.Tests.Designs;

public sealed class PolicyDesignTests
{
    private static readonly MechanismPolicy Policy = Checking.Mechanisms.Marketplace.Policy;

    [Fact]
    public void LeastStake_oneUnitLess_fails()
    {
        Amount least = PolicyDesign.LeastStake(Policy, Checking.Mechanisms.Ordinary)!.Value;

        Assert.True(Holds(PolicyDesign.WithStake(Policy, least)));
        Assert.False(Holds(PolicyDesign.WithStake(Policy, least - Amount.One)));
    }

    [Fact]
    public void LeastAuditRate_onePointLess_fails()
    {
        Proportion least = PolicyDesign.LeastAuditRate(Policy, Checking.Mechanisms.Ordinary)!.Value;

        Assert.True(Holds(PolicyDesign.WithAuditRate(Policy, least)));
        Assert.False(Holds(PolicyDesign.WithAuditRate(Policy, least.SubtractToZero(Proportion.BasisPoints(1)))));
    }

    [Fact]
    public void Frontier_moreAudits_needNoMoreStake()
    {
        ImmutableArray<FrontierPoint> points = PolicyDesign.Frontier(Policy, Checking.Mechanisms.Ordinary, [Proportion.Percent(2), Proportion.Percent(10), Proportion.Percent(50)]);

        Assert.True(points[0].LeastStake >= points[1].LeastStake && points[1].LeastStake >= points[2].LeastStake);
    }

    [Fact]
    public void Simulation_honestAgents_earnMostAndRepeatWithTheSeed()
    {
        SimulationOptions options = new()
        {
            Population = Enum.GetValues<AgentKind>().ToImmutableDictionary(kind => kind, _ => 2),
            Epochs = 30,
            Runs = 2,
        };
        SimulationResult first = PopulationSimulation.Run(Checking.Mechanisms.Marketplace, Checking.Mechanisms.Ordinary, options);
        SimulationResult second = PopulationSimulation.Run(Checking.Mechanisms.Marketplace, Checking.Mechanisms.Ordinary, options);

        Assert.Equal(first.MeanProfit.AsEnumerable(), second.MeanProfit.AsEnumerable());
        Assert.Equal(AgentKind.Honest, first.Kinds[first.MeanProfit.IndexOf(first.MeanProfit.Max())]);
        Assert.True(ReplicatorDynamics.Evolve([.. first.Kinds.Select(_ => 1.0 / 8)], first.MeanProfit, 1_000)[^1][0] > 0.9);
        Assert.Throws<OperationCanceledException>(() => PopulationSimulation.Run(
            Checking.Mechanisms.Marketplace, Checking.Mechanisms.Ordinary, options, null, new CancellationToken(canceled: true)));
    }

    private static bool Holds(MechanismPolicy policy) =>
        AlignmentChecker.Check(Mechanism.FromPolicy(policy), Checking.Mechanisms.Ordinary).On(AlignmentProperty.IncentiveCompatibility) is Finding.Holds;
}
