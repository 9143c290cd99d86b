namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Pays whole epochs of many streams from the free money of their accounts, in columns and without allocation.</summary>
/// <remarks>
/// <code>
/// funded(account) = min(epochs, floor(free / sum of the rates of its streams))
/// earned(stream)  = rate * funded(account)
/// free'           = free - funded * sum of rates
/// </code>
/// In base units. All streams of an account earn the same epochs, so no order of streams or accounts decides anything. Whole epochs only: nothing is
/// rounded, and what does not pay a whole epoch of every stream stays free: 105 units over two streams of 10 an epoch pay five epochs and
/// leave 5 to the requester. Takes time in proportion to the streams.
/// </remarks>
public static class StreamAccrual
{
    /// <summary>Pays whole epochs of every stream of many accounts.</summary>
    /// <param name="rates">The rate of each stream, those of one account in a row.</param>
    /// <param name="firstStreams">The position of each account's first stream, and the count of all streams at the end; never falling.</param>
    /// <param name="epochs">How many epochs are to be paid.</param>
    /// <param name="free">What each account has free; what is left after the call.</param>
    /// <param name="earned">What each stream earned.</param>
    /// <param name="funded">How many epochs each account paid.</param>
    /// <exception cref="ArgumentException">The columns do not have the lengths that belong together, or the positions do not rise from 0 to the count of streams; nothing was changed.</exception>
    public static void Accrue(
        ReadOnlySpan<EpochRate> rates, ReadOnlySpan<int> firstStreams, EpochSpan epochs, Span<Amount> free, Span<Amount> earned, Span<EpochSpan> funded)
    {
        if (firstStreams.Length != free.Length + 1 || funded.Length != free.Length || earned.Length != rates.Length)
        {
            throw new ArgumentException(
                $"{Prose.Count(free.Length, "account")} and {Prose.Count(rates.Length, "stream")} came with {Prose.Count(firstStreams.Length, "position")}, {Prose.Count(funded.Length, "place")} for epochs and {earned.Length} for earnings; "
                + "expected one position more than accounts, a place for each account, and one for each stream.",
                nameof(firstStreams));
        }

        RequirePositions(firstStreams, rates.Length);
        for (int account = 0; account < free.Length; account++)
        {
            int first = firstStreams[account], count = firstStreams[account + 1] - first;
            funded[account] = Accrue(rates.Slice(first, count), epochs, ref free[account], earned.Slice(first, count));
        }
    }

    /// <summary>Pays whole epochs of every stream of one account.</summary>
    /// <param name="rates">The rate of each stream.</param>
    /// <param name="epochs">How many epochs are to be paid.</param>
    /// <param name="free">What the account has free; what is left after the call.</param>
    /// <param name="earned">What each stream earned.</param>
    /// <returns>How many epochs were paid: all that were asked, unless the money ran out before.</returns>
    /// <exception cref="ArgumentException">There is not one place for each stream's earnings.</exception>
    public static EpochSpan Accrue(ReadOnlySpan<EpochRate> rates, EpochSpan epochs, ref Amount free, Span<Amount> earned)
    {
        if (earned.Length != rates.Length)
        {
            throw new ArgumentException($"{Prose.Count(rates.Length, "stream")} came with {Prose.Count(earned.Length, "place")} for earnings; expected one for each.", nameof(earned));
        }

        EpochSpan funded = Fund(TrySum(rates, out EpochRate sum), sum, epochs, ref free);
        if (funded == EpochSpan.One)
        {
            for (int stream = 0; stream < rates.Length; stream++)
            {
                earned[stream] = rates[stream].PerEpoch;
            }
        }
        else
        {
            for (int stream = 0; stream < rates.Length; stream++)
            {
                earned[stream] = rates[stream].Over(funded);
            }
        }

        return funded;
    }

    /// <summary>Adds rates.</summary>
    /// <param name="rates">The rates.</param>
    /// <param name="sum">Their sum; zero when there is none.</param>
    /// <returns><see langword="true"/> when the sum is at most 2^128 - 1 units an epoch.</returns>
    public static bool TrySum(ReadOnlySpan<EpochRate> rates, out EpochRate sum)
    {
        UInt128 units = UInt128.Zero;
        for (int stream = 0; stream < rates.Length; stream++)
        {
            UInt128 rate = rates[stream].PerEpoch.Units;

            // unchecked: the comparison below finds the overflow without an exception.
            units = unchecked(units + rate);
            if (units < rate)
            {
                sum = EpochRate.Zero;
                return false;
            }
        }

        sum = EpochRate.Of(units);
        return true;
    }

    /// <summary>Takes from free money what all streams together cost, for as many epochs as it pays.</summary>
    internal static EpochSpan Fund(bool fits, EpochRate sum, EpochSpan epochs, ref Amount free)
    {
        EpochSpan funded = fits ? EpochSpan.Min(epochs, sum.PaidBy(free)) : EpochSpan.Zero;
        free -= fits ? sum.Over(funded) : Amount.Zero;
        return funded;
    }

    private static void RequirePositions(ReadOnlySpan<int> firstStreams, int streams)
    {
        int before = 0;
        for (int account = 0; account < firstStreams.Length; account++)
        {
            int first = firstStreams[account];
            if (first < before || (account == 0 && first != 0))
            {
                throw new ArgumentException($"Account {account} begins at stream {first}; expected {(account == 0 ? "0" : $"at least {before}")}.", nameof(firstStreams));
            }

            before = first;
        }

        if (before != streams)
        {
            throw new ArgumentException($"The last position is {before}; expected the count of streams, {streams}.", nameof(firstStreams));
        }
    }
}
