using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Results that are wrong on purpose, so that checking pays although nobody cheats.</summary>
/// <remarks>
/// <code>
/// forced = first 16 bytes of SHA-256( text("capacloud/forced-error/v1") || draw(solver, task) || secret ) &lt; Rate * 2^128
/// checking pays when Rate * payoff &gt;= cost of checking
/// </code>
/// The solver commits to a secret with its result; the beacon comes after. So only the solver knows whether this result is to be
/// wrong, and not before its secret is fixed; verifiers learn it when the secret is revealed. Without forced errors nobody checks
/// what is never wrong, and then it is. Source: Truebit (Teutsch and Reitwiessner).
/// </remarks>
/// <param name="Rate">The part of results that are wrong on purpose.</param>
public sealed record ForcedErrors([property: JsonRequired] Proportion Rate)
{
    /// <summary>Returns what the solver publishes with its result: the commitment to its secret.</summary>
    /// <param name="solver">The solver.</param>
    /// <param name="task">The task.</param>
    /// <param name="window">The window of the epoch.</param>
    /// <param name="secret">32 unpredictable bytes.</param>
    /// <returns>The hash.</returns>
    public static Digest Seal(ParticipantId solver, TaskId task, in CommitmentWindow window, Digest secret) =>
        Commitment.SealOf(solver, task, window.Epoch, window.ClosingRound, secret, secret);

    /// <summary>Tells whether a result must be wrong.</summary>
    /// <param name="seed">The epoch's seed for <see cref="SelectionPurpose.ForcedError"/>.</param>
    /// <param name="solver">The solver.</param>
    /// <param name="task">The task.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="seal">What the solver published with its result.</param>
    /// <returns><see langword="true"/> with probability <see cref="Rate"/>.</returns>
    /// <exception cref="ArgumentException">The seed is for another purpose, or the secret is not the one that was sealed.</exception>
    public bool IsForced(in SelectionSeed seed, ParticipantId solver, TaskId task, Digest secret, Digest seal)
    {
        if (seed.Purpose != SelectionPurpose.ForcedError)
        {
            throw new ArgumentException($"A forced error is drawn from a seed for '{SelectionPurpose.ForcedError}', got one for '{seed.Purpose}'.", nameof(seed));
        }

        if (Seal(solver, task, seed.Window, secret) != seal)
        {
            throw new ArgumentException($"The secret of {solver} for task {task} is not the one that was sealed with the result.", nameof(secret));
        }

        CanonicalEncoder encoder = new(stackalloc byte[128], "capacloud/forced-error/v1"u8);
        encoder.Append(seed.Hash(solver, task));
        encoder.Append(secret);
        return new Draw(encoder.Hash().Upper).IsBelow(Rate);
    }

    /// <summary>Returns the least rate at which checking every result pays for itself.</summary>
    /// <param name="checkingCost">What checking one result costs, in base units.</param>
    /// <param name="payoff">What finding a forced error brings, or missing it costs, in base units; above 0.</param>
    /// <returns><c>checkingCost / payoff</c>, rounded up: 1 and 1,000 give 0.001.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The payoff is below the cost of checking: no rate suffices.</exception>
    public static Proportion LeastRate(Amount checkingCost, Amount payoff) =>
        payoff.IsZero || checkingCost > payoff
            ? throw new ArgumentOutOfRangeException(
                nameof(payoff), $"A payoff of {payoff} base units cannot pay for checks that cost {checkingCost}, even if every result is a forced error.")
            : Proportion.FromQuotient(checkingCost.Units, payoff.Units, Rounding.Up);

    /// <summary>Returns the verdict on a verifier after the solver's secret was revealed.</summary>
    /// <param name="verifier">The verifier.</param>
    /// <param name="task">The task.</param>
    /// <param name="epoch">The epoch of the work.</param>
    /// <param name="forced">Whether the result was wrong on purpose.</param>
    /// <param name="reported">Whether the verifier reported it as wrong.</param>
    /// <param name="evidence">The hash of the revealed secret and the verifier's report.</param>
    /// <returns>Right or wrong when the error was forced; inconclusive otherwise, for then the result itself must be judged.</returns>
    public static Verdict Judge(ParticipantId verifier, TaskId task, Epoch epoch, bool forced, bool reported, Digest evidence)
    {
        VerdictReason reason = !forced ? VerdictReason.AwaitsArbitration
            : reported ? VerdictReason.ForcedErrorReported
            : VerdictReason.ForcedErrorMissed;
        return Verdict.Because(verifier, task, epoch, reason, evidence);
    }
}
