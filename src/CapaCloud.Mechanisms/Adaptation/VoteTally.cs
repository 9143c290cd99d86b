namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Counts a vote weighted by stake, in which delegators who do not vote follow their operator.</summary>
/// <remarks>
/// <code>
/// weight of a delegator's shares = floor(shares * tokens / all shares of the operator)
/// weight of the operator         = floor(shares of those who did not vote themselves * tokens / all shares); nothing when it did not vote
/// </code>
/// In base units of stake. What rounding takes from somebody counts for nobody: no unit counts twice, and an operator never votes with the fractions of delegators
/// who voted otherwise. Three delegators with a third each of 100 tokens vote with 33 each, and their operator with 0. Tokens without any shares are the operator's own.
/// A vote with an operator that is not known does not count. Linear in the votes.
/// </remarks>
public static class VoteTally
{
    /// <summary>Counts.</summary>
    /// <param name="operators">The operators that can vote, each once.</param>
    /// <param name="delegators">The votes of delegators, each delegator at most once for each operator.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentException">An operator or a delegation comes twice, or more shares voted than there are.</exception>
    public static ProposalVotes Count(ReadOnlySpan<OperatorVote> operators, ReadOnlySpan<DelegatorVote> delegators)
    {
        Dictionary<ParticipantId, int> places = [];
        Amount[] shares = new Amount[operators.Length];
        for (int index = 0; index < operators.Length; index++)
        {
            if (!places.TryAdd(operators[index].Operator, index))
            {
                throw new ArgumentException($"The operator '{operators[index].Operator}' comes twice; expected each once.", nameof(operators));
            }

            shares[index] = operators[index].Shares;
        }

        ProposalVotes count = default;
        HashSet<(ParticipantId Delegator, ParticipantId Operator)> seen = [];
        foreach (DelegatorVote vote in delegators)
        {
            if (!seen.Add((vote.Delegator, vote.Operator)))
            {
                throw new ArgumentException($"'{vote.Delegator}' voted twice with '{vote.Operator}'; expected the last vote only.", nameof(delegators));
            }

            if (!places.TryGetValue(vote.Operator, out int place) || vote.Option == VoteOption.None)
            {
                continue;
            }

            if (vote.Shares > shares[place])
            {
                throw new ArgumentException($"Votes with more than the {Prose.Count(operators[place].Shares.Units, "share")} of '{vote.Operator}'; expected at most all of them.", nameof(delegators));
            }

            shares[place] -= vote.Shares;
            count = count.With(vote.Option, Weight(operators[place], vote.Shares));
        }

        for (int index = 0; index < operators.Length; index++)
        {
            if (operators[index].Option != VoteOption.None)
            {
                count = count.With(operators[index].Option, operators[index].Shares.IsZero ? operators[index].Tokens : Weight(operators[index], shares[index]));
            }
        }

        return count;
    }

    private static Amount Weight(in OperatorVote stake, Amount shares) =>
        shares.IsZero ? Amount.Zero : stake.Tokens.Multiply(shares.Units, stake.Shares.Units, Rounding.Down);
}
