using System.Collections;
using System.Reflection;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>Whatever a policy can say, the builder can say.</summary>
public sealed class BuilderTests
{
    private static readonly ISlashingCurve Curve = SlashingCurve.Constant(Proportion.Percent(7));

    /// <summary>For each option of the policy, by its path: how the builder says it, and what the policy then holds.</summary>
    private static readonly Dictionary<string, (Action<MechanismBuilder> Say, object Expected)> Ways = new()
    {
        ["Name"] = (build => build.Name("another"), "another"),
        ["Stake.MinimumBond"] = (build => build.Stake(stake => stake.MinimumBond(77)), Amount.Of(77)),
        ["Stake.UnbondingPeriod"] = (build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(77))), EpochSpan.Of(77)),
        ["Stake.LiabilityWindow"] = (build => build.Stake(stake => stake.LiabilityWindow(EpochSpan.Of(7))), EpochSpan.Of(7)),
        ["Stake.MaximumTranches"] = (build => build.Stake(stake => stake.MaximumTranches(7)), 7),
        ["Verification.Sampler"] = (build => build.Verify(verify => verify.Sample(new BernoulliSampler(Proportion.One))), new BernoulliSampler(Proportion.One)),
        ["Verification.Verdict"] = (build => build.Verify(verify => verify.Decide(new UnanimityRule())), new UnanimityRule()),
        ["Verification.Schedule"] = (build => build.Verify(verify => verify.CommitBy(new CommitmentSchedule(7, 7, 7))), new CommitmentSchedule(7, 7, 7)),
        ["Verification.Panels.Pay"] = (build => build.Verify(verify => verify.ByPanelOf(7, pay: 3)), Amount.Of(3)),
        ["Verification.Panels.Seats"] = (build => build.Verify(verify => verify.ByPanelOf(7)), 7),
        ["Verification.Panels.LeastScore"] = (build => build.Verify(verify => verify.ByPanelOf(7, Proportion.Percent(7))), Proportion.Percent(7)),
        ["Verification.Panels.Record"] = (build => build.Verify(verify => verify.ByPanelOf(7).RecordChecks(new HalfLifeReputation())), new HalfLifeReputation()),
        ["Verification.Panels.PlantedErrors"] = (build => build.Verify(verify => verify.ByPanelOf(7).PlantedErrors(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Requesters.Model"] = (build => build.Jobs(jobs => jobs.Class("small", 1)).ScoreRequesters(new HalfLifeReputation(), Proportion.Percent(7)), new HalfLifeReputation()),
        ["Requesters.LeastScore"] = (build => build.Jobs(jobs => jobs.Class("small", 1)).ScoreRequesters(new HalfLifeReputation(), Proportion.Percent(7)), Proportion.Percent(7)),
        ["Reputation.Model"] = (build => build.Reputation(new HalfLifeReputation()), new HalfLifeReputation()),
        ["Reward.Splitter"] = (build => build.Reward(reward => reward.SplitByFloor()), new FloorSplitter()),
        ["Reward.ReputationMultiplier"] = (build => build.Reward(reward => reward.TimesReputation()), new LinearMultiplier(Ratio.Zero, Ratio.One)),
        ["Reward.UptimeMultiplier"] = (build => build.Reward(reward => reward.TimesUptime()), new LinearMultiplier(Ratio.Zero, Ratio.One)),
        ["Reward.IssuancePerEpoch"] = (build => build.Reward(reward => reward.IssuePerEpoch(77)), Amount.Of(77)),
        ["Reward.TreasuryFee"] = (build => build.Reward(reward => reward.TreasuryFee(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Reward.CarriesDust"] = (build => build.Reward(reward => reward.KeepDust()), false),
        ["Reward.LostShare"] = (build => build.Reward(reward => reward.LostShare(LostShareUse.Treasury)), LostShareUse.Treasury),
        ["Offences.Offence"] = (build => build.Slash(Offence.Equivocation, Curve), Offence.Equivocation),
        ["Offences.Curve"] = (build => build.Slash(Offence.Equivocation, Curve), Curve),
        ["Offences.RepetitionWindow"] = (Offending(offence => offence with { RepetitionWindow = EpochSpan.Of(7) }), EpochSpan.Of(7)),
        ["Offences.CorrelationWindow"] = (Offending(offence => offence with { CorrelationWindow = EpochSpan.Of(7) }), EpochSpan.Of(7)),
        ["Offences.Jail"] = (Offending(offence => offence with { Jail = EpochSpan.Of(7) }), EpochSpan.Of(7)),
        ["Offences.ForfeitsReward"] = (Offending(offence => offence with { ForfeitsReward = true }), true),
        ["Offences.AppealWindow"] = (Offending(offence => offence with { AppealWindow = EpochSpan.Of(7) }), EpochSpan.Of(7)),
        ["Offences.CircuitBreaker"] = (Offending(offence => offence with { CircuitBreaker = Proportion.Percent(77) }), Proportion.Percent(77)),
        ["Penalty.BountyShare"] = (build => build.DividePenalties(bounty: Proportion.Percent(7)), Proportion.Percent(7)),
        ["Penalty.TreasuryShare"] = (build => build.DividePenalties(treasury: Proportion.Percent(7)), Proportion.Percent(7)),
        ["Penalty.DearestInSpan"] = (build => build.CountDearestIn(EpochSpan.Of(7)), EpochSpan.Of(7)),
        ["ExcusedCauses"] = (build => build.Excuse("power"), "power"),
        ["Duties.Least"] = (build => build.CountDuties(least: 7), 7UL),
        ["Duties.DueInJail"] = (build => build.CountDuties(dueInJail: true), true),
        ["Allocation.Auction"] = (build => build.Allocate(allocate => allocate.ByAuction(new UniformPriceDoubleAuction(Proportion.One))), new UniformPriceDoubleAuction(Proportion.One)),
        ["Allocation.Access"] = (build => build.Allocate(allocate => allocate.AccessByReputation(Proportion.Percent(1), Proportion.Half)), AccessRule.Linear(Proportion.Percent(1), Proportion.Half)),
        ["Delegation.CommissionAtMost"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.CommissionAtMost(Proportion.Percent(7)))), Proportion.Percent(7)),
        ["Delegation.CommissionAtLeast"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.CommissionAtLeast(Proportion.Percent(7)))), Proportion.Percent(7)),
        ["Delegation.LargestCommissionStep"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.CommissionStep(Proportion.Percent(7), EpochSpan.One))), Proportion.Percent(7)),
        ["Delegation.CommissionPause"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.CommissionStep(Proportion.Percent(7), EpochSpan.One))), EpochSpan.One),
        ["Delegation.CommissionNotice"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.CommissionNotice(EpochSpan.Of(7)))), EpochSpan.Of(7)),
        ["Delegation.MinimumDelegation"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.AtLeast(77))), Amount.Of(77)),
        ["Delegation.OwnStakeFirst"] = (build => build.Stake(stake => stake.Delegated(delegated => delegated.OwnStakeFirst())), true),
        ["Reward.Pools.Name"] = (Pool(pool => pool.Issue(7)), "spare"),
        ["Reward.Pools.Claim"] = (Pool(pool => pool.Issue(7).ByStake()), RewardClaim.Stake),
        ["Reward.Pools.Issuance"] = (Pool(pool => pool.Issue(7)), Amount.Of(7)),
        ["Reward.Pools.FeeShare"] = (Pool(pool => pool.FeeShare(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Reward.Pools.SlashedShare"] = (Pool(pool => pool.SlashedShare(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Reward.Pools.ReputationMultiplier"] = (Pool(pool => pool.TimesReputation()), new LinearMultiplier(Ratio.Zero, Ratio.One)),
        ["Reward.Pools.UptimeMultiplier"] = (Pool(pool => pool.TimesUptime()), new LinearMultiplier(Ratio.Zero, Ratio.One)),
        ["Reward.Pools.Splitter"] = (Pool(pool => pool.Split(new LargestRemainderSplitter())), new LargestRemainderSplitter()),
        ["Jobs.Classes.Name"] = (build => build.Jobs(jobs => jobs.Class("large", 77)), "large"),
        ["Jobs.Classes.MaximumValue"] = (build => build.Jobs(jobs => jobs.Class("large", 77)), Amount.Of(77)),
        ["Jobs.Classes.Duration"] = (build => build.Jobs(jobs => jobs.Class("large", 77, EpochSpan.Of(7))), EpochSpan.Of(7)),
        ["Jobs.Cover.Gain"] = (build => build.Jobs(jobs => jobs.CoveredByStake(Ratio.Of(7), Ratio.One)), Ratio.Of(7)),
        ["Jobs.Cover.Coverage"] = (build => build.Jobs(jobs => jobs.CoveredByStake(Ratio.One, Ratio.Of(7))), Ratio.Of(7)),
        ["Jobs.Fee"] = (build => build.Jobs(jobs => jobs.Fee(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Jobs.ReviewPeriod"] = (build => build.Jobs(jobs => jobs.ReviewedFor(EpochSpan.Of(7))), EpochSpan.Of(7)),
        ["Jobs.Grace"] = (build => build.Jobs(jobs => jobs.LateUpTo(EpochSpan.Of(7))), EpochSpan.Of(7)),
        ["Jobs.Service"] = (build => build.Jobs(jobs => jobs.PaidByService(new ConstantMultiplier(Ratio.One))), new ConstantMultiplier(Ratio.One)),
        ["Jobs.CancellationFee"] = (build => build.Jobs(jobs => jobs.CancellationFee(Proportion.Percent(7))), Proportion.Percent(7)),
        ["Jobs.RulingPeriod"] = (build => build.Jobs(jobs => jobs.Disputed(Proportion.Percent(7), EpochSpan.Of(7))), EpochSpan.Of(7)),
        ["Jobs.DisputeBond"] = (build => build.Jobs(jobs => jobs.Disputed(Proportion.Percent(7), EpochSpan.Of(7))), Proportion.Percent(7)),
        ["Jobs.NoRulingRefund"] = (build => build.Jobs(jobs => jobs.Disputed(Proportion.Percent(7), EpochSpan.Of(7), Proportion.Percent(7))), Proportion.Percent(7)),
    };

    /// <summary>Whoever adds an option to the policy adds a way to say it.</summary>
    [Fact]
    public void EveryOption_ofThePolicy_hasAWay() =>
        Assert.Equal(Options(typeof(MechanismPolicy), "").Order(StringComparer.Ordinal), Ways.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Options_ofAPolicyThatGrew_areSeen() => Assert.Equal(["Added", "Inner.MinimumBond", "Inner.UnbondingPeriod", "Inner.LiabilityWindow", "Inner.MaximumTranches"], Options(typeof(Grown), ""));

    [Fact]
    public void EveryWay_leadsToItsOption()
    {
        MechanismPolicy before = Built(Offending(offence => offence) + (build => build.Jobs(jobs => jobs.Class("small", 1)).Allocate(_ => { }).Stake(stake => stake.Delegated(_ => { })).Verify(verify => verify.ByPanelOf(1)).ScoreRequesters(new BetaReputation(), Proportion.Percent(1))));
        Assert.All(Ways, way =>
        {
            object? after = Value(Built(way.Value.Say), way.Key);
            Assert.Equal(way.Value.Expected, after);
            Assert.NotEqual(Value(before, way.Key), after);
        });
    }

    /// <summary>Any policy that the generators draw can be written with the builder, to the last option.</summary>
    [Fact]
    public void AnyPolicy_saidAgainWithTheBuilder_isEqual() => Assert.All(PolicyGenerators.MechanismPolicy.Drawn(300, 50), policy => Assert.Equal(policy, Built(build =>
    {
        build.Name(policy.Name).Reputation(policy.Reputation.Model).Excuse([.. policy.ExcusedCauses])
            .Stake(stake => stake
                .LiabilityWindow(policy.Stake.LiabilityWindow)
                .UnbondingPeriod(policy.Stake.UnbondingPeriod)
                .MinimumBond(policy.Stake.MinimumBond.Units)
                .MaximumTranches(policy.Stake.MaximumTranches))
            .Verify(verify => verify.Sample(policy.Verification.Sampler).Decide(policy.Verification.Verdict).CommitBy(policy.Verification.Schedule))
            .DividePenalties(policy.Penalty.BountyShare, policy.Penalty.TreasuryShare)
            .Reward(reward =>
            {
                reward.Split(policy.Reward.Splitter).TimesReputation(policy.Reward.ReputationMultiplier).TimesUptime(policy.Reward.UptimeMultiplier)
                    .IssuePerEpoch(policy.Reward.IssuancePerEpoch.Units).TreasuryFee(policy.Reward.TreasuryFee).LostShare(policy.Reward.LostShare);
                _ = policy.Reward.CarriesDust ? reward : reward.KeepDust();
                foreach (FurtherPool pool in policy.Reward.Pools)
                {
                    reward.Pool(pool.Name, say => By(pool.Claim, say).Issue(pool.Issuance.Units).FeeShare(pool.FeeShare).SlashedShare(pool.SlashedShare)
                        .TimesReputation(pool.ReputationMultiplier).TimesUptime(pool.UptimeMultiplier).Split(pool.Splitter));
                }
            });
        _ = policy.Penalty.DearestInSpan is { } span ? build.CountDearestIn(span) : build;
        _ = policy.Duties is { } duties ? build.CountDuties(duties.Least, duties.DueInJail) : build;
        foreach (OffencePolicy offence in policy.Offences)
        {
            build.Slash(offence.Offence, offence.Curve, _ => offence);
        }
    })));

    /// <summary>What was said first is not undone by what is said next about something else.</summary>
    [Fact]
    public void LiabilityWindow_beforeOrAfterTheUnbondingPeriod_isTheSame()
    {
        StakingRules first = Built(build => build.Stake(stake => stake.LiabilityWindow(EpochSpan.Of(5)).UnbondingPeriod(EpochSpan.Of(9)))).Stake;
        Assert.Equal(EpochSpan.Of(5), first.LiabilityWindow);
        Assert.Equal(first, Built(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(9)).LiabilityWindow(EpochSpan.Of(5)))).Stake);
        Assert.Equal(EpochSpan.Of(9), Built(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(9)))).Stake.LiabilityWindow);
    }

    private static FurtherPoolBuilder By(RewardClaim claim, FurtherPoolBuilder say) => claim switch
    {
        RewardClaim.Checks => say.ByChecks(),
        RewardClaim.Uptime => say.ByUptime(),
        RewardClaim.Stake => say.ByStake(),
        _ => say.ByWork(),
    };

    private static Action<MechanismBuilder> Pool(Action<FurtherPoolBuilder> say) => build => build.Reward(reward => reward.Pool("spare", say));

    private static Action<MechanismBuilder> Offending(Func<OffencePolicy, OffencePolicy> change) =>
        build => build.Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.One), change);

    private static MechanismPolicy Built(Action<MechanismBuilder> say)
    {
        MechanismBuilder build = new();
        say(build);
        return build.ToPolicy();
    }

    /// <summary>Lists the settable properties of a policy and of its parts: a part is a type of the library that has settable properties itself.</summary>
    private static IEnumerable<string> Options(Type type, string path) => Settable(type).SelectMany(property =>
    {
        Type inner = ElementOf(property.PropertyType);
        bool isPart = inner.Assembly == typeof(MechanismPolicy).Assembly && !inner.IsInterface && Settable(inner).Any();
        return isPart ? Options(inner, $"{path}{property.Name}.") : [path + property.Name];
    });

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    private static Type ElementOf(Type type) => Nullable.GetUnderlyingType(type) ?? (IsList(type) ? type.GetGenericArguments()[0] : type);

    private static bool IsList(Type type) => type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type);

    /// <summary>Follows a path; of a list it takes the last.</summary>
    private static object? Value(object? from, string path)
    {
        foreach (string name in path.Split('.'))
        {
            from = from?.GetType().GetProperty(name)!.GetValue(from);
            from = from is not null && IsList(from.GetType()) ? ((IEnumerable)from).Cast<object>().LastOrDefault() : from;
        }

        return from;
    }

    private sealed record Grown(int Added, StakingRules Inner);
}
