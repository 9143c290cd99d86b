using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A yearly rate that moves a little each epoch: up while less than a goal is bonded, down while more is.</summary>
/// <remarks>
/// <code>rate' = min(Highest, max(Lowest, rate + (1 - bonded / Goal) * LargestYearlyChange * elapsed / Year))</code>
/// A part of the supply for each year. The change rounds toward zero in the 18th digit. At the goal the rate rests. Source: the Cosmos SDK's mint module.
/// </remarks>
public sealed record BondedGoalRate
{
    /// <summary>Initializes a new instance of the <see cref="BondedGoalRate"/> class.</summary>
    /// <param name="lowest">The lowest rate.</param>
    /// <param name="highest">The highest rate, not below the lowest.</param>
    /// <param name="goal">The part that should be bonded, not zero.</param>
    /// <param name="largestYearlyChange">How much the rate rises in a year in which nothing is bonded.</param>
    /// <param name="year">How long a year is, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public BondedGoalRate(Ratio lowest, Ratio highest, Proportion goal, Ratio largestYearlyChange, EpochSpan year)
    {
        if (highest < lowest || goal.IsZero || year.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(highest), $"Rates from {lowest} to {highest} with a goal of {goal} in a year of {Prose.Epochs(year)}; expected rates that do not fall, a goal and a year above 0.");
        }

        Lowest = lowest;
        Highest = highest;
        Goal = goal;
        LargestYearlyChange = largestYearlyChange;
        Year = year;
    }

    /// <summary>Gets the lowest rate.</summary>
    public Ratio Lowest { get; }

    /// <summary>Gets the highest rate.</summary>
    public Ratio Highest { get; }

    /// <summary>Gets the part that should be bonded.</summary>
    public Proportion Goal { get; }

    /// <summary>Gets how much the rate rises in a year in which nothing is bonded.</summary>
    public Ratio LargestYearlyChange { get; }

    /// <summary>Gets how long a year is.</summary>
    public EpochSpan Year { get; }

    /// <summary>Returns the rate after some time.</summary>
    /// <param name="rate">The rate before.</param>
    /// <param name="bonded">The part of the supply that is bonded.</param>
    /// <param name="elapsed">The time.</param>
    /// <returns>The rate afterwards, between the lowest and the highest.</returns>
    public Ratio After(Ratio rate, Proportion bonded, EpochSpan elapsed)
    {
        ulong distance = bonded > Goal ? bonded.Parts - Goal.Parts : Goal.Parts - bonded.Parts;
        bool fits = MultiplyDivide.TryDivide(LargestYearlyChange.Parts, distance, Goal.Parts, out UInt128 yearly, out _)
            && MultiplyDivide.TryDivide(yearly, elapsed.Epochs, Year.Epochs, out yearly, out _);
        UInt128 change = fits ? yearly : UInt128.MaxValue;
        UInt128 after = bonded > Goal
            ? change >= rate.Parts ? UInt128.Zero : rate.Parts - change
            : change > UInt128.MaxValue - rate.Parts ? UInt128.MaxValue : rate.Parts + change;
        return Ratio.Min(Highest, Ratio.Max(Lowest, Ratio.FromParts(after)));
    }
}
