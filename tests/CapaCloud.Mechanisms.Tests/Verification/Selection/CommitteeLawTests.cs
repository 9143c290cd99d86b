using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Selection;

public sealed class CommitteeLawTests
{
    private static int _calls;

    private static Dictionary<string, CommitteeDraw> Implementations { get; } = new()
    {
        ["by stake"] = ByStake,
        ["uniform"] = Uniform,
        ["uniform by owner"] = (seed, task, candidates, seats) => Committee.UniformByOwner(seed, task, Named(candidates), name => name, seats),
    };

    private static Dictionary<string, CommitteeDraw> Mutants { get; } = new()
    {
        ["fills-its-seats"] = (seed, task, candidates, seats) => Uniform(seed, task, candidates, Math.Max(0, seats - 1)),
        ["nobody-twice"] = (seed, task, candidates, seats) => Committee.WithReplacement(seed, task, candidates, seats),
        ["only-candidates"] = (seed, task, candidates, seats) => Committee.Uniform(seed, task, [.. candidates.ToArray().Select(candidate => candidate.Name)], seats),
        ["order-free"] = (seed, task, candidates, seats) => [.. Named(candidates).Take(seats)],
        ["grows-by-members"] = (seed, task, candidates, seats) => [.. Uniform(seed, TaskId.Of($"{seats}"), candidates, seats)],
        ["repeats-itself"] = (seed, _, candidates, seats) => Uniform(seed, TaskId.Of($"{Interlocked.Increment(ref _calls)}"), candidates, seats),
        ["refuses-too-many"] = (seed, task, candidates, seats) => Uniform(seed, task, candidates, Math.Clamp(seats, 0, Named(candidates).Length)),
    };

    public static TheoryData<string> Draws => [.. Implementations.Keys];

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    [Theory]
    [MemberData(nameof(Draws))]
    public void Draw_keepsEveryLaw(string name) => Assert.All(CommitteeLaws.For(Implementations[name]), law => law.Check());

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(CommitteeLaws.For(Mutants[name]).Single(law => law.Name == name).FindViolation(cases: 500));

    [Fact]
    public void Laws_everyLaw_hasAMutant() => Assert.Equal(Mutants.Keys.Order(), CommitteeLaws.For(ByStake).Select(law => law.Name).Order());

    private static ImmutableArray<ParticipantId> ByStake(SelectionSeed seed, TaskId task, ReadOnlySpan<StakedCandidate> candidates, int seats) =>
        Committee.ByStake(seed, task, candidates, seats);

    private static ImmutableArray<ParticipantId> Uniform(SelectionSeed seed, TaskId task, ReadOnlySpan<StakedCandidate> candidates, int seats) =>
        Committee.Uniform(seed, task, Named(candidates), seats);

    private static ParticipantId[] Named(ReadOnlySpan<StakedCandidate> candidates) =>
        [.. candidates.ToArray().Where(candidate => !candidate.Stake.IsZero).Select(candidate => candidate.Name)];
}
