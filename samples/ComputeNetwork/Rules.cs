using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>The policy: providers, checkers, requesters and delegators in one mechanism.</summary>
internal static class Rules
{
    public static Mechanism Network(int providers) => Mechanism.Create(build => build
        .Name("compute network")
        .Stake(stake => stake
            .MinimumBond(Assumptions.OwnStake / 2)
            .UnbondingPeriod(EpochSpan.Of(10))
            .Delegated(terms => terms.CommissionAtMost(Proportion.Percent(20))))
        .Allocate(allocate => allocate.AccessByReputation(newcomer: Proportion.Percent(2), largest: Proportion.Percent(5)))
        .Jobs(jobs => jobs
            .Class(Assumptions.Small.Name, maximumValue: 500)
            .Class(Assumptions.Large.Name, maximumValue: 1_500)
            .CoveredByStake(gain: Ratio.One, coverage: Ratio.One)
            .Fee(Proportion.Percent(10))
            .ReviewedFor(EpochSpan.Of(2))
            .LateUpTo(EpochSpan.One)
            .CancellationFee(Proportion.Percent(20))
            .Disputed(bond: Proportion.Percent(20), rulingPeriod: EpochSpan.Of(3)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(3)).ByPanelOf(5, pay: Assumptions.CheckPay))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), offence => offence with { Jail = EpochSpan.Of(5), ForfeitsReward = true })
        .Slash(Offence.UndeliveredJob, SlashingCurve.Constant(Proportion.Percent(1)))
        .DividePenalties(bounty: Proportion.Zero, treasury: Proportion.Percent(60))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.IssuePerEpoch((UInt128)Assumptions.IssuedPerProvider * (UInt128)providers).TimesReputation().TimesUptime()));

    /// <summary>Public chance of an epoch. A real network takes it from a beacon; a sample takes a hash.</summary>
    public static Beacon BeaconOf(Mechanism network, Epoch epoch) =>
        new(network.Policy.Verification.Schedule.WindowOf(epoch).DrawRound, Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"beacon of epoch {epoch}"))));
}
