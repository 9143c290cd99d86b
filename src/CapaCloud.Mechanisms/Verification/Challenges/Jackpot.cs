namespace CapaCloud.Mechanisms.Verification;

/// <summary>The prize for finding a forced error, divided so that several names are worth no more than one.</summary>
/// <remarks>
/// <code>share = floor(jackpot / 2^(k - 1)),   total paid = k * share &lt;= jackpot</code>
/// With k = 1, 2, 3, 4, 5 claimants the total is 1, 1, 3/4, 1/2, 5/16 of the jackpot: two names are worth as much as one, three or more
/// are worth less. What is not paid stays where it was. The price: an honest second claimant halves the first one's share. Source: Truebit.
/// </remarks>
public static class Jackpot
{
    /// <summary>Returns what each claimant gets.</summary>
    /// <param name="jackpot">The prize, in base units.</param>
    /// <param name="claimants">k, how many names claim it, at least 1.</param>
    /// <returns>The share, rounded down: 100 units among 4 give 12 each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no claimant.</exception>
    public static Amount Share(Amount jackpot, int claimants)
    {
        if (claimants < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(claimants), $"A jackpot is shared by at least 1 claimant, got {claimants}.");
        }

        return claimants > 128 ? Amount.Zero : Amount.Of(jackpot.Units >> (claimants - 1));
    }

    /// <summary>Returns what all claimants get together.</summary>
    /// <param name="jackpot">The prize, in base units.</param>
    /// <param name="claimants">k, how many names claim it, at least 1.</param>
    /// <returns><c>k * share</c>, never more than the jackpot.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no claimant.</exception>
    public static Amount Paid(Amount jackpot, int claimants) =>
        Amount.Of(Share(jackpot, claimants).Units * (UInt128)claimants);
}
