using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Counts a panel's votes and pays for coherence: who voted with the ruling gets the stake of who did not.</summary>
/// <remarks>
/// <code>
/// ruling             = the choice with the most votes
/// penalty            = at stake, for each vote that is not for the ruling or was not cast
/// reward for a vote  = floor(penalties / coherent votes), fee = floor(fees / coherent votes)
/// </code>
/// A tie rules nothing and makes everybody who voted coherent. When nobody is coherent, all of it is left over for the treasury.
/// Draw the panel with <see cref="Committee.WithReplacement"/>; votes are committed and revealed, or each juror would vote with
/// the crowd it sees. Source: Kleros court v2.
/// </remarks>
public static class Jury
{
    /// <summary>Rules, and settles among the jurors.</summary>
    /// <param name="terms">What a vote puts at stake.</param>
    /// <param name="votes">The votes, at least one.</param>
    /// <param name="fees">What the court pays all of them together, in base units.</param>
    /// <returns>The ruling and what everybody loses and gets.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="ArgumentException">The panel is empty, or a vote is nobody's.</exception>
    /// <exception cref="OverflowException">The penalties add up to more than 2^128 - 1 units.</exception>
    public static JuryOutcome Settle(JuryTerms terms, ReadOnlySpan<JuryVote> votes, Amount fees)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (votes.IsEmpty)
        {
            throw new ArgumentException("A panel has at least 1 vote, got none.", nameof(votes));
        }

        (int? ruling, bool tied) = Rule(votes);
        SortedDictionary<ParticipantId, (int Votes, int Coherent)> jurors = [];
        int coherent = 0;
        foreach (ref readonly JuryVote vote in votes)
        {
            if (vote.Juror.IsNone)
            {
                throw new ArgumentException("A vote has no juror.", nameof(votes));
            }

            int isCoherent = vote.Choice is { } choice && (tied || choice == ruling) ? 1 : 0;
            (int held, int own) = jurors.GetValueOrDefault(vote.Juror);
            jurors[vote.Juror] = (held + 1, own + isCoherent);
            coherent += isCoherent;
        }

        Amount penalties = Times(terms.AtStakePerVote, votes.Length - coherent);
        Amount reward = coherent == 0 ? Amount.Zero : penalties.Multiply(UInt128.One, (UInt128)coherent, Rounding.Down);
        Amount fee = coherent == 0 ? Amount.Zero : fees.Multiply(UInt128.One, (UInt128)coherent, Rounding.Down);
        return new JuryOutcome(
            ruling,
            tied,
            coherent,
            penalties,
            reward,
            fee,
            penalties - Times(reward, coherent),
            fees - Times(fee, coherent),
            [.. jurors.Select(pair => new JurorOutcome(
                pair.Key,
                pair.Value.Votes,
                pair.Value.Coherent,
                Times(terms.AtStakePerVote, pair.Value.Votes - pair.Value.Coherent),
                Times(reward, pair.Value.Coherent),
                Times(fee, pair.Value.Coherent)))]);
    }

    /// <summary>Returns the verdict on the party that the jury judged.</summary>
    /// <param name="outcome">The outcome of the last panel.</param>
    /// <param name="party">Whom the question was about.</param>
    /// <param name="task">The task.</param>
    /// <param name="workEpoch">The epoch of the work.</param>
    /// <param name="favourable">The choice that clears the party.</param>
    /// <param name="adverse">The choice that condemns it.</param>
    /// <param name="evidence">The hash of the revealed votes.</param>
    /// <returns>Correct or incorrect when one of the two choices is the ruling; inconclusive when it is tied, refused, or another choice.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="outcome"/> is null.</exception>
    /// <exception cref="ArgumentException">The two choices are the same, or the party or the task is unnamed.</exception>
    public static Verdict VerdictOn(
        JuryOutcome outcome, ParticipantId party, TaskId task, Epoch workEpoch, int favourable, int adverse, Digest evidence)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (favourable == adverse)
        {
            throw new ArgumentException($"Choice {adverse} cannot both clear and condemn.", nameof(adverse));
        }

        VerdictReason reason = outcome.Ruling == favourable ? VerdictReason.JuryFoundFor
            : outcome.Ruling == adverse ? VerdictReason.JuryFoundAgainst
            : VerdictReason.NoConsensus;
        return Verdict.Because(party, task, workEpoch, reason, evidence);
    }

    private static (int? Ruling, bool Tied) Rule(ReadOnlySpan<JuryVote> votes)
    {
        Dictionary<int, int> counts = [];
        foreach (ref readonly JuryVote vote in votes)
        {
            if (vote.Choice is { } choice)
            {
                counts[choice] = counts.GetValueOrDefault(choice) + 1;
            }
        }

        if (counts.Count == 0)
        {
            return (null, false);
        }

        int most = counts.Values.Max();
        ImmutableArray<int> leaders = [.. counts.Where(pair => pair.Value == most).Select(pair => pair.Key)];
        return leaders.Length == 1 ? (leaders[0], false) : (null, true);
    }

    private static Amount Times(Amount amount, int count) => amount.Multiply((UInt128)count, UInt128.One, Rounding.Down);
}
