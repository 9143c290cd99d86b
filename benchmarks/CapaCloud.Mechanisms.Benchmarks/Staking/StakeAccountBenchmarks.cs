using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Benchmarks.Staking;

/// <summary>An account to which nothing happens, and one that is slashed.</summary>
[MemoryDiagnoser]
public class StakeAccountBenchmarks
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };

    private static readonly StakeAccount Account = StakeAccount.Open(ParticipantId.Of("provider"))
        .Deposit(Amount.Of(1_000_000), Epoch.Of(1), Rules).Account.Prune(Epoch.Of(100), Rules);

    [Benchmark(Baseline = true)]
    public StakeAccount PruneNothing() => Account.Prune(Epoch.Of(101), Rules);

    [Benchmark]
    public Amount StandingAt() => Account.StandingAt(Epoch.Of(100));

    [Benchmark]
    public Amount Slash() => Account.Slash(Epoch.Of(100), Proportion.Percent(5), Epoch.Of(101), Rules).Taken;
}
