namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What every splitter checks and adds up before it divides.</summary>
internal static class SplitWeights
{
    /// <summary>Checks that there is a share for each weight.</summary>
    public static void Check(int weights, int shares)
    {
        if (shares != weights)
        {
            throw new ArgumentException(
                $"There {Prose.Are(weights, "weight")} and room for {Prose.Count(shares, "share")}; expected as many shares as weights.", nameof(shares));
        }
    }

    /// <summary>Checks that there is a share and a tie-break key for each weight.</summary>
    public static void Check(int weights, in TieBreak tieBreak, int shares)
    {
        Check(weights, shares);
        if (tieBreak.Count != weights)
        {
            throw new ArgumentException(
                $"There {Prose.Are(weights, "weight")} and {tieBreak.Count} identities to break ties by; expected as many identities as weights.",
                nameof(tieBreak));
        }
    }

    /// <summary>Adds the weights up.</summary>
    public static UInt128 Sum(ReadOnlySpan<UInt128> weights)
    {
        UInt128 total = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 sum = unchecked(total + weights[claim]);
            if (sum < total)
            {
                throw new OverflowException(
                    $"The weights up to position {claim} of {weights.Length} add up to more than 2^128 - 1; scale them down.");
            }

            total = sum;
        }

        return total;
    }

    /// <summary>Counts the weights above zero.</summary>
    public static int CountPositive(ReadOnlySpan<UInt128> weights)
    {
        int count = 0;
        foreach (UInt128 weight in weights)
        {
            count += weight == UInt128.Zero ? 0 : 1;
        }

        return count;
    }

    /// <summary>The outcome when nothing can be divided: the shares are zero and the pool is the remainder.</summary>
    public static RewardSplit Nothing(Amount pool, Span<Amount> shares)
    {
        shares.Clear();
        return new RewardSplit(Amount.Zero, pool, shares.IsEmpty ? RewardSplitOutcome.NoClaims : RewardSplitOutcome.AllWeightsZero);
    }
}
