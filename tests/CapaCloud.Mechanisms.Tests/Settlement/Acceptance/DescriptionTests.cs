using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>A description hides no parameter of the policy.</summary>
public sealed class DescriptionTests
{
    private static readonly Mechanism Described = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One), offence => offence with
        {
            RepetitionWindow = EpochSpan.Of(30),
            Jail = EpochSpan.Of(3),
            ForfeitsReward = true,
            AppealWindow = EpochSpan.Of(7),
            CircuitBreaker = Proportion.Percent(60),
        })
        .CountDearestIn(EpochSpan.Of(2))
        .CountDuties(least: 10)
        .Verify(verify => verify.ByPanelOf(3))
        .Reward(reward => reward.Pool("availability", pool => pool.Issue(1_000).ByUptime()))
        .Reputation(new BetaReputation { Reads = ConductKinds.Proven | ConductKinds.Presence }));

    [Theory]
    [InlineData("offences.incorrect-result.repetitionWindow: offences of the last 30 epochs count as earlier ones")]
    [InlineData("offences.incorrect-result.correlationWindow: stake at fault in the epoch of the fault alone")]
    [InlineData("offences.incorrect-result.jail: 3 epochs")]
    [InlineData("offences.incorrect-result.forfeitsReward: the reward of the epoch that brought it")]
    [InlineData("offences.incorrect-result.appealWindow: 7 epochs")]
    [InlineData("offences.incorrect-result.circuitBreaker: nobody pays for an epoch in which 60 % of all stake or more was at fault")]
    [InlineData("penalty.bountyShare: 0 % of what an offender loses, to who reported it")]
    [InlineData("penalty.dearestInSpan: of somebody's faults in each 2 epochs the dearest counts")]
    [InlineData("duties: duties count where 10 or more are due and not excused; none is due in jail")]
    [InlineData("excusedCauses: none")]
    [InlineData("reward.pools.availability.claim: pays duties kept")]
    [InlineData("reward.pools.availability.issuance: 1,000 units")]
    [InlineData("where capped: part = min(cap, inner)")]
    [InlineData("where escalating: part = min(1, inner * factor ^ earlier offences), rounded up")]
    [InlineData("where beta: score = (priorFor + good) / (priorFor + priorAgainst + good + bad), rounded down")]
    [InlineData("where largest-remainder: share = pool * weight / total weight, rounded down")]
    [InlineData("verification.schedule: epoch e closes in beacon round 0 + 2 * e, and is drawn by the round 1 later")]
    [InlineData("reputation is fed by: verdicts and charged faults; duties kept and missed")]
    public void Describe_saysIt(string line) => Assert.Contains(line, Described.Describe().ToString(), StringComparison.Ordinal);

    /// <summary>Whoever adds a parameter to a policy adds it to the description.</summary>
    [Theory]
    [InlineData(typeof(OffencePolicy), "offences.incorrect-result.")]
    [InlineData(typeof(RewardPolicy), "reward.")]
    [InlineData(typeof(FurtherPool), "reward.pools.availability.")]
    [InlineData(typeof(PenaltyPolicy), "penalty.")]
    [InlineData(typeof(StakingRules), "stake.")]
    [InlineData(typeof(VerificationPolicy), "verification.")]
    [InlineData(typeof(ReputationPolicy), "reputation.")]
    public void Describe_hasEveryParameter(Type part, string path)
    {
        HashSet<string> described = [.. Described.Describe().Parameters.Select(parameter => parameter.Name)];
        Assert.All(
            part.GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(Offence) && property.PropertyType != typeof(ImmutableArray<FurtherPool>) && property.Name != nameof(FurtherPool.Name)),
            property => Assert.Contains(path + char.ToLowerInvariant(property.Name[0]) + property.Name[1..], described));
    }

    /// <summary>The picture of the loop names each step with its rule, and goes round.</summary>
    [Fact]
    public void Describe_drawsTheLoop() => Assert.Equal(
        """
        flowchart LR
          work["work is done"]
          select["SelectAudits<br/>BernoulliSampler"]
          adjudicate["Adjudicate<br/>MajorityRule"]
          settle["Settle<br/>LargestRemainderSplitter"]
          state["state: stake and reputation<br/>BetaReputation"]
          work --> select --> adjudicate --> settle --> state --> work
          offence0["incorrect-result<br/>CappedCurve"]
          settle -. slashes .-> offence0

        """,
        Described.Describe().Mermaid);
}
