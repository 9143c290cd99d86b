using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>The policy when the configuration has no section <c>Mechanism</c>.</summary>
internal static class MarketplacePolicy
{
    public static void Compose(MechanismBuilder build) => build
        .Name("marketplace")
        .Stake(stake => stake.MinimumBond(8_000_000).UnbondingPeriod(EpochSpan.Of(21))
            .Delegated(terms => terms.CommissionAtMost(Proportion.Percent(20)).CommissionNotice(EpochSpan.Of(21)).AtLeast(100_000).OwnStakeFirst()))
        .Verify(verify => verify.AuditRate(atLeast: Proportion.Percent(10), newcomers: Proportion.Percent(25)).Decide(new MajorityRule(quorum: 3)))
        .Slash(
            Offence.IncorrectResult,
            SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One),
            offence => offence with { ForfeitsReward = true, Jail = EpochSpan.Of(3), RepetitionWindow = EpochSpan.Of(30) })
        .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { AppealWindow = EpochSpan.Of(3) })
        .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(10)))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).TimesUptime().SplitByFloor())
        .Excuse("maintenance");
}
