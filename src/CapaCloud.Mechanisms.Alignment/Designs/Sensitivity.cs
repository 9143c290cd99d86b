using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>What one parameter does to the margin of a property, and how far it may move alone before the property is lost.</summary>
/// <remarks>
/// <code>
/// slope = (margin at Moved - margin at Value) / (Moved - Value)
/// holds at SafeFrom, at Value and at SafeTo;  does not hold one step beyond either, unless that is the end of the parameter's range
/// </code>
/// Every figure comes from a check of its own, in exact numbers; nothing is fitted. A margin is in the unit of the finding (base units for incentive
/// compatibility); it is minus the profit where the property fails, and null where neither is shown.
/// </remarks>
/// <param name="Parameter">The name of the parameter, as in the policy's or the economics' JSON.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Value">Its value; the low end where it is an interval, which then moves as a whole.</param>
/// <param name="Moved">The value it was moved to: a hundredth more, one more for whole numbers, less where more is not possible.</param>
/// <param name="Margin">The margin at its value.</param>
/// <param name="MovedMargin">The margin where it was moved to.</param>
/// <param name="SafeFrom">The least value at which the property was seen to hold; null when it does not hold now.</param>
/// <param name="SafeTo">The largest value at which the property was seen to hold; null when it does not hold now.</param>
/// <param name="IsBoundBelow">Whether something below <paramref name="SafeFrom"/> was seen to break it.</param>
/// <param name="IsBoundAbove">Whether something above <paramref name="SafeTo"/> was seen to break it.</param>
public sealed record Sensitivity(
    string Parameter,
    string Unit,
    Fraction Value,
    Fraction Moved,
    Fraction? Margin,
    Fraction? MovedMargin,
    Fraction? SafeFrom,
    Fraction? SafeTo,
    bool IsBoundBelow,
    bool IsBoundAbove)
{
    /// <summary>Gets how much the margin changes for each unit of the parameter; null when one of the two margins is not known.</summary>
    public Fraction? Slope => Margin is { } before && MovedMargin is { } after ? (after - before) / (Moved - Value) : null;

    /// <summary>Returns the parameter, what it does to the margin and where the property is lost, rounded for people.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{Parameter} = {Shown(Value)} {Unit}: "
        + (Slope is { } slope ? $"each more {(slope.IsNegative ? "takes" : "adds")} {Shown(slope.Abs())} {(slope.IsNegative ? "from" : "to")} the margin" : "what it does to the margin is not known")
        + (SafeFrom is null ? "; does not hold" : $"; holds {Range}");

    private string Range =>
        IsBoundBelow && IsBoundAbove ? $"from {Shown(SafeFrom)} to {Shown(SafeTo)}"
        : IsBoundBelow ? $"from {Shown(SafeFrom)} on"
        : IsBoundAbove ? $"up to {Shown(SafeTo)}"
        : "everywhere";

    private static string Shown(Fraction? value) => Figures.Number(value!.Value);
}
