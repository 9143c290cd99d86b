using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Rounds every share down and carries each claim's own fraction to the next epoch, so that a thousand small splits stay fair.
/// </summary>
/// <remarks>
/// <code>
/// due      = owed + pool * weight / total weight     owed: a fraction of one base unit, kept for each claim
/// share    = floor(due)
/// owed'    = due - share, rounded down to parts of 10^18
/// dust'    = dust + pool - sum(shares)               never less than sum(owed')
/// </code>
/// In base units. Over any number of epochs a claim has been paid at most what it earned, and at least that less one unit and
/// 10^-18 of a unit for each epoch: 1 over 1, 1, 1 in every epoch pays nobody for three epochs (0.333..., 0.666..., 0.999...
/// are owed) and 1 to each in the fourth. A fraction belongs to its claim: nobody's dust is paid to another, the order of the
/// claims does not matter, and no name or position gains. The dust, less than one unit for each claim, waits in the account
/// that the caller names. Time linear in the claims; no allocation; safe to call from any thread. The caller keeps the
/// fractions, one for each claim.
/// </remarks>
public static class CarriedSplitter
{
    /// <summary>Divides the pool of one epoch.</summary>
    /// <param name="pool">What this epoch brings, in base units.</param>
    /// <param name="dust">What is left of earlier epochs: the remainder that the last split returned, zero at first.</param>
    /// <param name="weights">The weight of each claim in this epoch.</param>
    /// <param name="owed">
    /// The fraction of a base unit that each claim is owed; zero at first; replaced by the new fractions.
    /// </param>
    /// <param name="shares">Receives the share of each claim, in the order of the weights.</param>
    /// <returns>
    /// What was paid, and the dust that waits for the next epoch; when all weights are zero the pool waits with it.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The shares or fractions are not as many as the weights, or the dust does not cover the fractions.
    /// </exception>
    /// <exception cref="OverflowException">The weights add up to more than 2^128 - 1, or pool and dust do.</exception>
    public static RewardSplit Split(Amount pool, Amount dust, ReadOnlySpan<UInt128> weights, Span<Proportion> owed, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, shares.Length);
        CheckOwed(weights.Length, dust, owed);
        UInt128 total = SplitWeights.Sum(weights);
        Amount available = pool + dust;
        if (total == UInt128.Zero)
        {
            return SplitWeights.Nothing(available, shares);
        }

        QuotaDivision quota = new(pool.Units, total);
        UInt128 distributed = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 share = quota.Divide(weights[claim], out UInt128 remainder);
            ulong fraction = owed[claim].Parts + (ulong)MultiplyDivide.Down(remainder, Proportion.PartsPerOne, total);
            if (fraction >= Proportion.PartsPerOne)
            {
                fraction -= Proportion.PartsPerOne;
                share += UInt128.One;
            }

            owed[claim] = Proportion.FromParts(fraction);
            shares[claim] = Amount.Of(share);
            distributed += share;
        }

        Amount paid = Amount.Of(distributed);
        return new RewardSplit(paid, available - paid, RewardSplitOutcome.Divided);
    }

    private static void CheckOwed(int weights, Amount dust, ReadOnlySpan<Proportion> owed)
    {
        if (owed.Length != weights)
        {
            throw new ArgumentException(
                $"There {Prose.Are(weights, "weight")} and {owed.Length} carried fractions; expected as many fractions as weights.",
                nameof(owed));
        }

        UInt128 parts = UInt128.Zero;
        foreach (Proportion fraction in owed)
        {
            if (fraction == Proportion.One)
            {
                throw new ArgumentException("A carried fraction is less than one base unit, and one of them is 1.", nameof(owed));
            }

            parts += fraction.Parts;
        }

        UInt128 units = (parts / Proportion.PartsPerOne) + (parts % Proportion.PartsPerOne == UInt128.Zero ? UInt128.Zero : UInt128.One);
        if (units > dust.Units)
        {
            throw new ArgumentException(
                $"The carried fractions add up to {DecimalText.Format(units)} base units, rounded up, and the dust is {dust}; "
                    + "expected at least as much dust.",
                nameof(dust));
        }
    }
}
