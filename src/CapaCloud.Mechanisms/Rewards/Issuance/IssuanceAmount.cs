namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Turns a yearly rate into base units.</summary>
/// <remarks>
/// <code>issued(k) = floor(supply * rate * (elapsed + k) / year) - floor(supply * rate * elapsed / year)</code>
/// In base units and epochs, from a supply that was fixed at the beginning of the year. Rounds down once, on the running total: issuing epoch by epoch gives the same sum as
/// issuing once, and nothing is lost to rounding on the way.
/// </remarks>
public static class IssuanceAmount
{
    /// <summary>Returns what is issued in a span of a year.</summary>
    /// <param name="supply">The supply at the beginning of the year, in base units.</param>
    /// <param name="yearlyRate">The part of it that is issued in a year.</param>
    /// <param name="elapsed">How much of the year has passed before.</param>
    /// <param name="span">The span.</param>
    /// <param name="year">How long a year is, not zero.</param>
    /// <returns>What is issued, in base units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The year is zero, or the span ends after it.</exception>
    /// <exception cref="OverflowException">A year's issue exceeds 2^128 - 1 base units.</exception>
    public static Amount Of(Amount supply, Ratio yearlyRate, EpochSpan elapsed, EpochSpan span, EpochSpan year)
    {
        if (year.IsZero || elapsed > year || span.Epochs > year.Epochs - elapsed.Epochs)
        {
            throw new ArgumentOutOfRangeException(nameof(span), $"{Prose.Epochs(span)} after {elapsed} of a year of {year}; expected a span that ends with the year at the latest.");
        }

        Amount issue = supply.Multiply(yearlyRate, Rounding.Down);
        return issue.Multiply((elapsed + span).Epochs, year.Epochs, Rounding.Down) - issue.Multiply(elapsed.Epochs, year.Epochs, Rounding.Down);
    }
}
