namespace CapaCloud.Mechanisms.Presets.Networks.Kleros;

/// <summary>The final ruling of a dispute: after an appeal it may be another than the round's own.</summary>
/// <remarks>
/// <code>most votes win; equal most votes are a tie, whose choice is 0; no vote at all is choice 0 without a tie</code>
/// Source: kleros-v2, DisputeKitClassic.
/// </remarks>
/// <param name="Choice">The choice that won; 0 refuses to arbitrate.</param>
/// <param name="IsTied">Whether several won, which makes every cast vote coherent.</param>
public readonly record struct KlerosRuling(int Choice, bool IsTied)
{
    /// <summary>Returns the ruling of a round by itself.</summary>
    /// <param name="votes">Its votes.</param>
    /// <returns>The ruling.</returns>
    public static KlerosRuling Of(ReadOnlySpan<KlerosVote> votes)
    {
        Dictionary<int, int> counts = [];
        foreach (KlerosVote vote in votes)
        {
            if (vote.Choice is { } choice)
            {
                counts[choice] = counts.GetValueOrDefault(choice) + 1;
            }
        }

        int most = counts.Count == 0 ? 0 : counts.Values.Max();
        int[] leaders = [.. counts.Where(count => count.Value == most).Select(count => count.Key)];
        return leaders.Length == 1 ? new KlerosRuling(leaders[0], false) : new KlerosRuling(0, leaders.Length > 1);
    }
}
