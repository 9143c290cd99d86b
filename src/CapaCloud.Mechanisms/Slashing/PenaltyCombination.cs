namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a combination of penalties takes when they are found one after another.</summary>
/// <remarks>
/// <code>added = ceiling(stake * Combine(earlier and new)) - ceiling(stake * Combine(earlier))</code>
/// In base units. What is taken in several steps is together what the combination of all takes at once, to the unit: no penalty is lost by
/// rounding, and none is charged twice. Polkadot's slashing spans take the difference in the same way.
/// </remarks>
public static class PenaltyCombination
{
    /// <summary>Returns what one more penalty takes.</summary>
    /// <param name="combination">The combination.</param>
    /// <param name="liable">The stake that all of them are charged on: that of the fault, before any of them, in base units.</param>
    /// <param name="earlier">The penalties that were charged already.</param>
    /// <param name="added">The new one.</param>
    /// <returns>What it adds, in base units; 0 when the others cover it. O(parts log parts).</returns>
    public static Amount Added(this IPenaltyCombination combination, Amount liable, ReadOnlySpan<PenaltyPart> earlier, in PenaltyPart added)
    {
        ArgumentNullException.ThrowIfNull(combination);
        PenaltyPart[] all = [.. earlier, added];
        Amount taken = liable.Multiply(combination.Combine(earlier), Rounding.Up);
        return liable.Multiply(combination.Combine(all), Rounding.Up).SubtractToZero(taken);
    }
}
