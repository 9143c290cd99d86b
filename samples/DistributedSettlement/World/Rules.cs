namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.World;

/// <summary>The rules of the network: those that need everybody at once are among them, or nothing would be shown.</summary>
internal static class Rules
{
    /// <summary>The offence that participants of other partitions report.</summary>
    public static Offence DoubleSigning { get; } = Offence.Of("double-signing");

    /// <summary>Penalties that depend on how many are at fault, appeals that wait for each other, bounties across partitions, and shares by largest remainders.</summary>
    public static Mechanism Create() => Mechanism.Create(build => build
        .Name("distributed settlement")
        .Stake(stake => stake.MinimumBond(1_000))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)), offence => offence with { AppealWindow = EpochSpan.Of(1), CircuitBreaker = Proportion.Percent(60), ForfeitsReward = true })
        .Slash(DoubleSigning, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CorrelationWindow = EpochSpan.Of(4), Jail = EpochSpan.Of(2) })
        .DividePenalties(bounty: Proportion.Percent(10), treasury: Proportion.Percent(40))
        .Reward(reward => reward.IssuePerEpoch(1_000_003).TreasuryFee(Proportion.Percent(5)).TimesUptime().TimesReputation()));
}
