using System.Globalization;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Tests.Settlement.Columns;

/// <summary>Large networks settle as the ordinary code does, under every kind of mechanism; LARGE_CASES histories of each law instead of a few.</summary>
public sealed class LargeNetworkLawTests
{
    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("LARGE_CASES") ?? "3", CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, Mechanism> Mechanisms = new()
    {
        ["small"] = SmallNetwork.Mechanism,
        ["shares rounded down"] = Changed(build => build.Reward(reward => reward.SplitByFloor())),
        ["half-life"] = Changed(build => build.Reputation(new HalfLifeReputation())),
        ["beta that reads everything"] = Changed(build => build.Reputation(new BetaReputation { Reads = ConductKinds.Proven | ConductKinds.Presence, HalfLife = EpochSpan.Of(2) })),
        ["streak"] = Changed(build => build.Reputation(new StreakReputation())),
        ["a window of one epoch"] = Changed(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(1)).LiabilityWindow(EpochSpan.Of(1)))),
        ["a window of two epochs"] = Changed(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(2)).LiabilityWindow(EpochSpan.Of(2)))),
        ["a window of three epochs"] = Changed(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)).LiabilityWindow(EpochSpan.Of(3)))),
        ["counted over all"] = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CircuitBreaker = Proportion.Percent(70), CorrelationWindow = EpochSpan.Of(10) })
            .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.One))),
        ["nothing is punished"] = Mechanism.Create(build => build.Reward(reward => reward.IssuePerEpoch(7))),
        ["with jobs"] = Jobs.JobTrial.WithAppeals,
        ["with delegators"] = Delegations.DelegationTrial.WithAppeals,
    };

    public static IEnumerable<object[]> Laws => Mechanisms.SelectMany(static named => LargeNetworkLaws.For(named.Value).Select(law => new object[] { named.Key, law.Name }));

    [Theory]
    [MemberData(nameof(Laws))]
    public void EachLaw_holds(string mechanism, string law) => LargeNetworkLaws.For(Mechanisms[mechanism]).Single(one => one.Name == law).Check(Cases);

    [Fact]
    public void DrawnPolicies_settleAlike()
    {
        foreach (MechanismPolicy policy in PolicyGenerators.MechanismPolicy.Drawn(Cases, 30))
        {
            foreach (Law law in LargeNetworkLaws.For(Mechanism.FromPolicy(policy)))
            {
                law.Check(2);
            }
        }
    }

    private static Mechanism Changed(Action<MechanismBuilder> change) => Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        change(build);
    });
}
