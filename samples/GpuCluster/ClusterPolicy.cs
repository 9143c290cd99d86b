using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>What the trace does not say and the sample assumes: price, size, stake, and the policy. All of it is printed.</summary>
internal static class ClusterPolicy
{
    /// <summary>GPUs in a server. The trace says "thousands of GPUs" in 400 servers.</summary>
    public const ulong GpusPerServer = 8;

    /// <summary>Millionths of a dollar for one GPU and one tick of 8.64 seconds: 2 dollars an hour.</summary>
    public const ulong PricePerGpuTick = 4_800;

    /// <summary>Millionths of a dollar that each server stakes: thirty days of full income.</summary>
    public const ulong StakePerServer = 30UL * GpusPerServer * PricePerGpuTick * 10_000;

    public static string[] ExcusedCauses { get; } = ["Change", "Parameter Plane Cable", "Power Supply", "Test"];

    public static Mechanism Create() => Mechanism.Create(build => build
        .Name("gpu-cluster")
        .Stake(stake => stake.MinimumBond(StakePerServer / 2).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify
            .AuditRate(atLeast: Proportion.Percent(2), newcomers: Proportion.Percent(25))
            .Decide(new MajorityRule(quorum: 3)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(5)).EscalatingBy(2).Capped(Proportion.One), offence => offence with
        {
            ForfeitsReward = true,
            RepetitionWindow = EpochSpan.Of(60),
        })
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.BasisPoints(10)).WithTolerance(Proportion.Percent(5)), offence => offence with
        {
            CircuitBreaker = Proportion.Percent(60),
        })
        .DividePenalties(treasury: Proportion.Half)
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30), Reads = ConductKinds.Proven | ConductKinds.Presence })
        .Reward(reward => reward
            .TreasuryFee(Proportion.Percent(2))
            .TimesReputation(new LinearMultiplier(Ratio.FromQuotient(1, 2, Rounding.Down), Ratio.One))
            .SplitByFloor())
        .Excuse(ExcusedCauses));
}
