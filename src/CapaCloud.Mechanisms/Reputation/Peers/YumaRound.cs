namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What goes into one round of peer evaluation: stakes, the weights that validators give, the bonds of the round before.</summary>
/// <remarks>
/// <code>weight(i, j) = raw(i, j) / sum over k of raw(i, k), rounded down; a row that sums to zero stays zero</code>
/// Rows are validators, columns servers, row after row. No validator weighs itself: leave its own column out or zero.
/// </remarks>
/// <param name="Stakes">The stake of each validator.</param>
/// <param name="Weights">The raw weights, on any scale, in a matrix of validators times servers.</param>
/// <param name="Bonds">The bonds of the round before, same shape; all zero in the first round.</param>
public readonly ref struct YumaRound(ReadOnlySpan<Amount> Stakes, ReadOnlySpan<ulong> Weights, ReadOnlySpan<Proportion> Bonds)
{
    /// <summary>Gets the stake of each validator.</summary>
    public ReadOnlySpan<Amount> Stakes { get; } = Stakes;

    /// <summary>Gets the raw weights.</summary>
    public ReadOnlySpan<ulong> Weights { get; } = Weights;

    /// <summary>Gets the bonds of the round before.</summary>
    public ReadOnlySpan<Proportion> Bonds { get; } = Bonds;
}
