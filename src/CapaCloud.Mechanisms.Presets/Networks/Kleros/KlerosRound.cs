namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>Pays out one round of a Kleros dispute by the final ruling, with the stakes that the jurors really have.</summary>
/// <remarks>
/// <code>
/// at stake for a vote = floor(MinStake * AlphaBasisPoints / 10,000)
/// an incoherent vote loses min(at stake, what is left of the juror's stake)
/// a coherent vote gets floor(penalties / coherent votes) and floor(fees / coherent votes)
/// nobody coherent: all of it to the governor
/// </code>
/// PNK in base units, fees in wei; shares round down and the governor takes the rest. The core's <c>Jury</c> rules and pays one panel that
/// nobody appealed and whose deposits cover it; here the ruling comes from a later round and a juror may be out of stake. Source:
/// kleros-v2, KlerosCore (execute), SortitionModule and DisputeKitClassic.
/// </remarks>
public sealed record KlerosRound
{
    /// <summary>How many basis points make one.</summary>
    public const uint BasisPointsInOne = 10_000;

    /// <summary>Gets the least stake of a juror, in base units of PNK.</summary>
    public required Amount MinStake { get; init; }

    /// <summary>Gets the part of it that a vote puts at stake, in basis points; the network sets no upper end.</summary>
    public required uint AlphaBasisPoints { get; init; }

    /// <summary>Gets what a vote puts at stake, rounded down.</summary>
    public Amount AtStakePerVote => MinStake.Multiply(AlphaBasisPoints, BasisPointsInOne, Rounding.Down);

    /// <summary>Pays the round out.</summary>
    /// <param name="votes">The votes, at least one, in the order in which they were drawn.</param>
    /// <param name="ruling">The final ruling.</param>
    /// <param name="fees">The fees of the round, in wei.</param>
    /// <param name="stakes">The stake of each juror, by its number; none where every stake suffices.</param>
    /// <returns>What everybody loses and gets.</returns>
    /// <exception cref="ArgumentException">No votes, or a juror without a number or a stake.</exception>
    public KlerosExecution Execute(ReadOnlySpan<KlerosVote> votes, KlerosRuling ruling, Amount fees, params ReadOnlySpan<Amount> stakes)
    {
        int jurors = JurorsOf(votes, stakes.Length);
        (Amount[] lost, int[] coherent, bool[] silent) = (new Amount[jurors], new int[jurors], new bool[jurors]);
        foreach (KlerosVote vote in votes)
        {
            if (vote.IsCoherent(ruling))
            {
                coherent[vote.Juror]++;
                continue;
            }

            silent[vote.Juror] |= vote.Choice is null;
            Amount left = stakes.IsEmpty ? AtStakePerVote : stakes[vote.Juror] - lost[vote.Juror];
            lost[vote.Juror] += Amount.Min(AtStakePerVote, left);
        }

        int votesFor = coherent.Sum();
        Amount penalties = lost.Aggregate(Amount.Zero, (sum, amount) => sum + amount);
        Amount reward = votesFor == 0 ? Amount.Zero : penalties.Multiply(1, (UInt128)votesFor, Rounding.Down);
        Amount fee = votesFor == 0 ? Amount.Zero : fees.Multiply(1, (UInt128)votesFor, Rounding.Down);
        KlerosJuror[] outcome = new KlerosJuror[jurors];
        for (int juror = 0; juror < jurors; juror++)
        {
            Amount? stake = stakes.IsEmpty ? null : stakes[juror] - lost[juror];
            bool isUnstaked = silent[juror] || (!lost[juror].IsZero && stake < MinStake);
            outcome[juror] = new KlerosJuror(lost[juror], Times(reward, coherent[juror]), Times(fee, coherent[juror]), stake, isUnstaked);
        }

        return new KlerosExecution(
            votesFor, penalties, reward, fee, penalties - Times(reward, votesFor), fees - Times(fee, votesFor), [.. outcome]);
    }

    private static int JurorsOf(ReadOnlySpan<KlerosVote> votes, int stakes)
    {
        if (votes.IsEmpty)
        {
            throw new ArgumentException("A round has at least 1 vote, got none.", nameof(votes));
        }

        int most = -1;
        foreach (KlerosVote vote in votes)
        {
            if (vote.Juror < 0 || (stakes > 0 && vote.Juror >= stakes))
            {
                throw new ArgumentException($"Juror {vote.Juror} is none of the {stakes} whose stakes are given, counted from 0.", nameof(votes));
            }

            most = Math.Max(most, vote.Juror);
        }

        return Math.Max(most + 1, stakes);
    }

    private static Amount Times(Amount amount, int count) => amount.Multiply((UInt128)count, 1, Rounding.Down);
}
