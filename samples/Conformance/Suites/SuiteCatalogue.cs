using CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Games;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites;

/// <summary>Every vector file this sample covers.</summary>
public static class SuiteCatalogue
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        .. NumbersSuites.All,
        .. SplittingSuites.All,
        .. StakingSuites.All,
        .. SlashingSuites.All,
        .. RewardsSuites.All,
        .. ReputationSuites.All,
        .. VerificationSuites.All,
        .. EscrowSuites.All,
        .. GamesSuites.All,
        .. AlignmentSuites.All,
        .. MarketsSuites.All,
        .. AdaptationSuites.All,
    ];
}
