namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What all participants together claim of an epoch's pool: a few dozen bytes that machines exchange, however many participants there are.</summary>
/// <remarks>
/// <code>Merge(a, b) = the sum of each total</code>
/// A commutative monoid with <see cref="None"/> as its neutral element: any engine may fold it in any order and grouping.
/// </remarks>
public sealed record EpochTotals
{
    /// <summary>Gets the totals of nobody.</summary>
    public static EpochTotals None { get; } = new();

    /// <summary>Gets how many participants were assessed.</summary>
    public ulong Participants { get; init; }

    /// <summary>Gets all work, in the network's unit.</summary>
    public UInt128 Work { get; init; }

    /// <summary>Gets the sum of all weights.</summary>
    public UInt128 Weight { get; init; }

    /// <summary>Gets the sum of all claims: what the weights would be, had nobody lost any. At least <see cref="Weight"/>.</summary>
    public UInt128 Claim { get; init; }

    /// <summary>Gets all stake that stands for the epoch, in base units.</summary>
    public Amount Stake { get; init; }

    /// <summary>Returns the totals of two groups of participants together.</summary>
    /// <param name="left">One group.</param>
    /// <param name="right">The other group.</param>
    /// <returns>Both.</returns>
    /// <exception cref="ArgumentNullException">A group is null.</exception>
    /// <exception cref="OverflowException">A total exceeds 2^128 - 1.</exception>
    public static EpochTotals Merge(EpochTotals left, EpochTotals right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new EpochTotals
        {
            Participants = left.Participants + right.Participants,
            Work = left.Work + right.Work,
            Weight = left.Weight + right.Weight,
            Claim = left.Claim + right.Claim,
            Stake = left.Stake + right.Stake,
        };
    }
}
