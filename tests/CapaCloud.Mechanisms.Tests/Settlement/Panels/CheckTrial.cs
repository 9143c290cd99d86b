using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>A network that keeps what its participants do as checkers apart from their work.</summary>
internal static class CheckTrial
{
    public static Mechanism Recorded { get; } = Compose(EpochSpan.Zero);

    public static Mechanism WithAppeals { get; } = Compose(EpochSpan.Of(2));

    private static Mechanism Compose(EpochSpan appeals) => Mechanism.Create(build => build
        .Name("a record of checks")
        .Stake(stake => stake.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(5)))
        .Reputation(new BetaReputation { Reads = appeals.IsZero ? ConductKinds.Proven | ConductKinds.Presence : ConductKinds.Proven })
        .Verify(verify => verify
            .AuditRate(Proportion.Half, newcomers: Proportion.One)
            .ByPanelOf(3, leastScore: Proportion.Percent(20), pay: 30)
            .RecordChecks(new BetaReputation { PriorFor = Ratio.Of(3), HalfLife = EpochSpan.Of(10), Reads = ConductKinds.Proven | ConductKinds.Presence })
            .PlantedErrors(Proportion.Percent(2)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { AppealWindow = appeals })
        .Slash(Offence.NegligentVerification, SlashingCurve.Constant(Proportion.Percent(5)))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
        .Reward(reward => reward.TreasuryFee(Proportion.Percent(10))));
}
