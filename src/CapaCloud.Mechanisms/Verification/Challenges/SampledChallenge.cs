using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Now and then a result is challenged: validators that nobody could foresee compute it again.</summary>
/// <remarks>
/// <code>
/// challenged with probability Rate; then Validators validators, each with the same chance, the asserter not among them
/// honesty is the only stable choice when Rate &gt; C / ((1 - r)(R + S))
/// </code>
/// The answers are judged by <see cref="UnanimityRule"/>: all equal settles it, a difference goes to an arbiter. The rate comes from
/// <see cref="DeterrentAuditRate"/>; for many results in flight at once ask the Alignment package. Source: arXiv 2405.00295.
/// </remarks>
public sealed record SampledChallenge
{
    /// <summary>Initializes a new instance of the <see cref="SampledChallenge"/> class.</summary>
    /// <param name="rate">How often a result is challenged, above 0.</param>
    /// <param name="validators">How many validators compute it again, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing would ever be challenged, or by nobody.</exception>
    [JsonConstructor]
    public SampledChallenge(Proportion rate, int validators)
    {
        Rate = rate.IsZero ? throw new ArgumentOutOfRangeException(nameof(rate), "A rate of 0 challenges nothing.") : rate;
        Validators = validators >= 1
            ? validators
            : throw new ArgumentOutOfRangeException(nameof(validators), $"A challenge needs at least 1 validator, got {validators}.");
    }

    /// <summary>Gets how often a result is challenged.</summary>
    public Proportion Rate { get; }

    /// <summary>Gets how many validators compute it again.</summary>
    public int Validators { get; }

    /// <summary>Returns who must compute a result again.</summary>
    /// <param name="audits">The epoch's seed for <see cref="SelectionPurpose.Audit"/>.</param>
    /// <param name="committees">The epoch's seed for <see cref="SelectionPurpose.Committee"/>.</param>
    /// <param name="candidate">The asserted result.</param>
    /// <param name="validators">Who can be called; the asserter is passed over.</param>
    /// <returns>The validators; empty when the result is not challenged.</returns>
    /// <exception cref="ArgumentException">A seed is for another purpose, or a validator is unnamed or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few validators.</exception>
    public ImmutableArray<ParticipantId> Challenge(
        in SelectionSeed audits, in SelectionSeed committees, in AuditCandidate candidate, ReadOnlySpan<ParticipantId> validators)
    {
        if (committees.Purpose != SelectionPurpose.Committee)
        {
            throw new ArgumentException(
                $"Validators are drawn from a seed for '{SelectionPurpose.Committee}', got one for '{committees.Purpose}'.", nameof(committees));
        }

        if (!new BernoulliSampler(Rate).IsSelected(audits, candidate))
        {
            return [];
        }

        ParticipantId asserter = candidate.Participant;
        ParticipantId[] others = [.. validators.ToArray().Where(validator => validator != asserter)];
        return Committee.Uniform(committees, candidate.Task, others, Validators);
    }
}
