using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Keeps a value between two bounds: the range that it never leaves, and the most that it moves in one epoch.</summary>
/// <remarks>
/// <code>
/// room(v) = min(MaximumStep, max(1, floor(v * MaximumChange)))
/// move(v, wanted): v into [Lowest, Highest], then toward wanted by at most room(v), inside the range
/// </code>
/// In units of the value. The relative step rounds down, but is at least one unit, so that a small value can move: from 3 with a change of 12.5 %
/// the room is 1. A value outside the range, which a change of the limits can leave behind, is brought into it at once: the range comes before the step.
/// </remarks>
public sealed record ControlLimits
{
    /// <summary>The largest value that a controller can have: 2^127 - 1.</summary>
    public static readonly UInt128 LargestValue = (UInt128)Int128.MaxValue;

    /// <summary>Initializes a new instance of the <see cref="ControlLimits"/> class without a step in units.</summary>
    /// <param name="lowest">The lowest value.</param>
    /// <param name="highest">The highest value, at most 2^127 - 1.</param>
    /// <param name="maximumChange">The most that the value moves in an epoch, as a part of itself; it may exceed one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The highest value is below the lowest or above 2^127 - 1, or the value could never move.</exception>
    public ControlLimits(UInt128 lowest, UInt128 highest, Ratio maximumChange)
        : this(lowest, highest, maximumChange, LargestValue)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ControlLimits"/> class.</summary>
    /// <param name="lowest">The lowest value.</param>
    /// <param name="highest">The highest value, at most 2^127 - 1.</param>
    /// <param name="maximumChange">The most that the value moves in an epoch, as a part of itself; it may exceed one.</param>
    /// <param name="maximumStep">The most that the value moves in an epoch, in units, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The highest value is below the lowest or above 2^127 - 1, or the value could never move.</exception>
    [JsonConstructor]
    public ControlLimits(UInt128 lowest, UInt128 highest, Ratio maximumChange, UInt128 maximumStep)
    {
        if (highest < lowest || highest > LargestValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(highest), $"Values from {DecimalText.Format(lowest)} to {DecimalText.Format(highest)}; expected a highest value that is not below the lowest, and at most 2^127 - 1.");
        }

        if (maximumStep == UInt128.Zero || maximumChange.IsZero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maximumStep), $"A largest step of {Prose.Units(maximumStep)} and {maximumChange} of the value; expected both above 0, or the value never moves.");
        }

        (Lowest, Highest, MaximumChange, MaximumStep) = (lowest, highest, maximumChange, maximumStep);
    }

    /// <summary>Gets the lowest value.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Lowest { get; }

    /// <summary>Gets the highest value.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Highest { get; }

    /// <summary>Gets the most that the value moves in an epoch, as a part of itself.</summary>
    public Ratio MaximumChange { get; }

    /// <summary>Gets the most that the value moves in an epoch, in units.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 MaximumStep { get; }

    /// <summary>Returns how far a value can move in one epoch.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The largest step, at least 1.</returns>
    public UInt128 Room(UInt128 value)
    {
        UInt128 relative = MultiplyDivide.TryDivide(value, MaximumChange.Parts, Proportion.PartsPerOne, out UInt128 part, out _) ? UInt128.Max(UInt128.One, part) : LargestValue;
        return UInt128.Min(MaximumStep, relative);
    }

    /// <summary>Returns the lowest value that an epoch can end with.</summary>
    /// <param name="value">The value before.</param>
    /// <returns>The value.</returns>
    public UInt128 LowestAfter(UInt128 value)
    {
        UInt128 inside = Inside(value), room = Room(inside);
        return room >= inside - Lowest ? Lowest : inside - room;
    }

    /// <summary>Returns the highest value that an epoch can end with.</summary>
    /// <param name="value">The value before.</param>
    /// <returns>The value.</returns>
    public UInt128 HighestAfter(UInt128 value)
    {
        UInt128 inside = Inside(value), room = Room(inside);
        return room >= Highest - inside ? Highest : inside + room;
    }

    /// <summary>Moves a value toward a wanted one, as far as the limits allow.</summary>
    /// <param name="value">The value before.</param>
    /// <param name="wanted">The wanted value.</param>
    /// <returns>The value afterwards.</returns>
    public UInt128 Move(UInt128 value, UInt128 wanted) => UInt128.Min(HighestAfter(value), UInt128.Max(LowestAfter(value), wanted));

    /// <summary>Returns the value of the range that is nearest.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>The value, inside the range.</returns>
    public UInt128 Inside(UInt128 value) => UInt128.Min(Highest, UInt128.Max(Lowest, value));

    /// <summary>Throws when a controller cannot start at a value.</summary>
    internal void RequireInside(UInt128 value)
    {
        if (value < Lowest || value > Highest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), $"A controller cannot start at {DecimalText.Format(value)}; expected a value from {DecimalText.Format(Lowest)} to {DecimalText.Format(Highest)}.");
        }
    }
}
