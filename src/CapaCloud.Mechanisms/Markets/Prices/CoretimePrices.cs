namespace CapaCloud.Mechanisms.Markets;

/// <summary>The prices of one recurring sale: the lowest, and the one at which it is expected to sell out.</summary>
/// <remarks>
/// <code>
/// price(x) = floor(End * factor(x)),   factor = 100 - 180 x up to half time, then 19 - 18 x
/// next:  sold out at s: End' = s // 10, or s itself when that is 0;  Target' = s
///        not sold out:  End' = End;                                  Target' = 10 * End
///        then End' = max(End', minimum),  Target' = max(Target', End')
/// renewal:  min(price(x), max(End, last + nearest(last * bump)))
/// </code>
/// In base units of money for one unit. A price rounds down, in favour of the buyer; the bump of a renewal to the nearest, half down: 10 % of 1,001 is 100. A sale starts at a hundred times its end, is at ten times
/// half way, which is the target, and ends at the end: the factor has no jump. <c>default</c> is free. Source: Polkadot, broker pallet;
/// RFC-0149 for the renewal.
/// </remarks>
/// <param name="End">The lowest price, that of the end of the sale.</param>
/// <param name="Target">The price at which the sale is expected to sell out.</param>
public readonly record struct CoretimePrices(Amount End, Amount Target)
{
    /// <summary>Returns the prices of the next sale.</summary>
    /// <param name="selloutPrice">The price at which the last unit was sold; null when the sale did not sell out.</param>
    /// <param name="minimum">The least that the lowest price may be.</param>
    /// <returns>The prices.</returns>
    /// <exception cref="OverflowException">Ten times the lowest price is more than 2^128 - 1.</exception>
    public CoretimePrices Next(Amount? selloutPrice, Amount minimum)
    {
        Amount end = End, target;
        if (selloutPrice is { } sellout)
        {
            Amount tenth = sellout.Multiply(1, 10, Rounding.Down);
            (end, target) = (tenth.IsZero ? sellout : tenth, sellout);
        }
        else
        {
            target = end.Multiply(10, 1, Rounding.Down);
        }

        end = Amount.Max(end, minimum);
        return new CoretimePrices(end, Amount.Max(target, end));
    }

    /// <summary>Returns how many times its lowest price a sale asks.</summary>
    /// <param name="through">The part of the sale that has passed.</param>
    /// <returns>The factor, from 100 down to 1; exact.</returns>
    public static Ratio Factor(Proportion through) =>
        through <= Proportion.Half
            ? Ratio.Of(100) - Ratio.FromParts((UInt128)through.Parts * 180)
            : Ratio.Of(19) - Ratio.FromParts((UInt128)through.Parts * 18);

    /// <summary>Returns the price at a moment of the sale.</summary>
    /// <param name="through">The part of the sale that has passed.</param>
    /// <returns>The price.</returns>
    /// <exception cref="OverflowException">The price is more than 2^128 - 1.</exception>
    public Amount At(Proportion through) => End.Multiply(Factor(through), Rounding.Down);

    /// <summary>Returns the most that keeping a unit from one sale to the next costs, whatever the sale asks.</summary>
    /// <param name="lastPaid">What was paid for it last time.</param>
    /// <param name="bump">By what part of that the price may rise.</param>
    /// <returns>What was paid and the bump, rounded to the nearest, half down; or <see cref="End"/> when that is more: 910 and a tenth is 1,001, and 1,001 and a tenth 1,101.</returns>
    /// <exception cref="OverflowException">The price with its bump is more than 2^128 - 1.</exception>
    public Amount Renewal(Amount lastPaid, Proportion bump) => Amount.Max(End, lastPaid + lastPaid.Multiply(bump, Rounding.HalfDown));

    /// <summary>Returns the price of the renewal after this one, for who renews at a moment of the sale.</summary>
    /// <remarks>
    /// The network charges a renewal what the one before it put on record, the first one what was paid in the sale, and puts this price on record for the next. Before the sale begins, x is 0. Who
    /// renews late in a sale that has become cheap has the price of the sale, and never less than <see cref="End"/>.
    /// </remarks>
    /// <param name="lastPaid">What is paid for it this time.</param>
    /// <param name="bump">By what part of that the price may rise.</param>
    /// <param name="through">The part of the sale that has passed.</param>
    /// <returns>The price of the sale at that moment, or <see cref="Renewal(Amount, Proportion)"/> when that is less.</returns>
    /// <exception cref="OverflowException">A price is more than 2^128 - 1.</exception>
    public Amount Renewal(Amount lastPaid, Proportion bump, Proportion through) => Amount.Min(At(through), Renewal(lastPaid, bump));

    /// <summary>Returns when the price is first within somebody's means: the inverse of <see cref="At"/>.</summary>
    /// <param name="means">What somebody can pay.</param>
    /// <returns>The first moment with a price of at most that; null when there is none in the sale.</returns>
    /// <exception cref="OverflowException">A price of the sale is more than 2^128 - 1.</exception>
    public Proportion? FirstAtMost(Amount means)
    {
        if (End > means)
        {
            return null;
        }

        // The price never rises, so the first moment is found by halves.
        ulong low = 0, high = Proportion.PartsPerOne;
        while (low < high)
        {
            ulong middle = low + ((high - low) / 2);
            (low, high) = At(Proportion.FromParts(middle)) <= means ? (low, middle) : (middle + 1, high);
        }

        return Proportion.FromParts(low);
    }
}
