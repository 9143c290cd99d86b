using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Benchmarks.Verification;

/// <summary>One audit decision, one membership in a shuffle, one sortition, one verdict.</summary>
[MemoryDiagnoser]
public class VerificationBenchmarks
{
    private static readonly SelectionSeed Audits = Seed(SelectionPurpose.Audit);
    private static readonly SelectionSeed Committees = Seed(SelectionPurpose.Committee);

    private readonly ReputationAdaptiveSampler _sampler = new(Proportion.Percent(2), Proportion.Percent(25));
    private readonly AuditCandidate _candidate = new(ParticipantId.Of("provider-000123"), TaskId.Of("job-0004567"), Proportion.Percent(80));
    private readonly System.Collections.Immutable.ImmutableArray<Answer> _answers = [.. Enumerable.Range(0, 5).Select(number => Answer.Of(ParticipantId.Of($"provider-{number}"), ResultHash.OfChoice(number == 3 ? 2u : 1u)))];
    private readonly Verdict[] _verdicts = new Verdict[5];

    [Benchmark(Baseline = true)]
    public bool AuditDecision() => _sampler.IsSelected(Audits, _candidate);

    [Benchmark]
    public bool SwapOrNotMembership() => SwapOrNotShuffle.IsMember(Committees, 123_456, 1_000_000, 1_000);

    [Benchmark]
    public UInt128 Sortition() => BinomialSortition.Seats(Committees.Value, Amount.Of(1_000_000), Amount.Of(1_000_000_000), 2_000);

    [Benchmark]
    public TaskDecision MajorityOfFive() => new MajorityRule(3).Judge(new TaskAnswers(_candidate.Task, Epoch.Zero, _answers), _verdicts);

    private static SelectionSeed Seed(SelectionPurpose purpose) =>
        SelectionSeed.After(CommitmentWindow.Closing(Epoch.Of(7), 100), new Beacon(101, ResultHash.OfChoice(1)), purpose);
}
