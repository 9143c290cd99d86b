namespace CapaCloud.Mechanisms.Rewards;

/// <summary>How much new money the network issues in a year, by the part of all money that is staked.</summary>
/// <remarks>
/// <code>0 &lt;= rate(staked) &lt;= HighestRate, a part of the supply for each year</code>
/// Rounds down, in favour of those who hold money. Immutable. <see cref="IssuanceAmount"/> turns a rate into base units for a time.
/// </remarks>
public interface IIssuanceCurve
{
    /// <summary>Gets the highest rate it ever gives.</summary>
    Ratio HighestRate { get; }

    /// <summary>Returns the yearly rate.</summary>
    /// <param name="staked">The part of the supply that is staked.</param>
    /// <returns>The part of the supply that is issued in a year.</returns>
    Ratio YearlyRate(Proportion staked);
}
