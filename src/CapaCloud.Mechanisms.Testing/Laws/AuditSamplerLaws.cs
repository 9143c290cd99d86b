using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every sampler of audits keeps, and what each promises on top.</summary>
/// <remarks>No formula.</remarks>
public static class AuditSamplerLaws
{
    private static Arbitrary<AuditCandidate> Candidates => Arb.From(
        from participant in Generate.ParticipantId
        from task in Gen.Choose(0, 99)
        from reputation in Generate.Proportion
        from stake in Generate.Amount
        select new AuditCandidate(participant, TaskId.Of($"t{task}"), reputation, stake));

    private static Arbitrary<(AuditCandidate Candidate, Proportion Reputation, Amount Stake)> Pairs => Arb.From(
        from candidate in Candidates.Generator
        from reputation in Generate.Proportion
        from stake in Generate.Amount
        select (candidate, reputation, stake));

    /// <summary>Returns the laws for one sampler: the common ones and those of its promises.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="sampler"/> is null.</exception>
    public static IReadOnlyList<Law> For(IAuditSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        List<Law> laws =
        [
            Law.Of("keeps-its-floor", "nobody is audited less often than the stated least rate", Candidates,
                candidate => sampler.Rate(candidate) >= sampler.AtLeast),
            Law.Of("repeats-itself", "the same candidate has the same rate", Candidates,
                candidate => sampler.Rate(candidate) == sampler.Rate(candidate)),
        ];
        AddIf(laws, sampler, AuditSamplerPromises.HasFloor, Law.Of(
            "has-a-floor", "the rate is above 0 for everybody", Candidates, candidate => !sampler.AtLeast.IsZero && !sampler.Rate(candidate).IsZero));
        AddIf(laws, sampler, AuditSamplerPromises.NeverRisesWithReputation, Law.Of(
            "never-rises-with-reputation", "more reputation never raises the rate", Pairs, pair =>
                sampler.Rate(pair.Candidate with { Reputation = Proportion.Max(pair.Candidate.Reputation, pair.Reputation) })
                <= sampler.Rate(pair.Candidate with { Reputation = Proportion.Min(pair.Candidate.Reputation, pair.Reputation) })));
        AddIf(laws, sampler, AuditSamplerPromises.NeverFallsWithStake, Law.Of(
            "never-falls-with-stake", "more stake never lowers the rate", Pairs, pair =>
                sampler.Rate(pair.Candidate with { Stake = Amount.Max(pair.Candidate.Stake, pair.Stake) })
                >= sampler.Rate(pair.Candidate with { Stake = Amount.Min(pair.Candidate.Stake, pair.Stake) })));
        AddIf(laws, sampler, AuditSamplerPromises.Continuous, Law.Of(
            "continuous", "the rate never changes by more than the reputation does, and one part", Pairs,
            pair => IsContinuousBetween(sampler, pair.Candidate, pair.Reputation)));
        AddIf(laws, sampler, AuditSamplerPromises.Anonymous, Law.Of(
            "anonymous", "another name or another task has the same rate", Candidates, candidate =>
                sampler.Rate(candidate) == sampler.Rate(candidate with { Participant = ParticipantId.Of("somebody-else"), Task = TaskId.Of("else") })));
        return laws;
    }

    private static void AddIf(List<Law> laws, IAuditSampler sampler, AuditSamplerPromises promise, Law law)
    {
        if (sampler.Promises.HasFlag(promise))
        {
            laws.Add(law);
        }
    }

    private static bool IsContinuousBetween(IAuditSampler sampler, AuditCandidate candidate, Proportion reputation)
    {
        ulong here = sampler.Rate(candidate).Parts;
        ulong there = sampler.Rate(candidate with { Reputation = reputation }).Parts;
        return Distance(here, there) <= Distance(candidate.Reputation.Parts, reputation.Parts) + 1;
    }

    private static ulong Distance(ulong left, ulong right) => left > right ? left - right : right - left;
}
