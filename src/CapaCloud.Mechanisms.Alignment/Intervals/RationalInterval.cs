using System.Diagnostics;
using System.Text.Json.Serialization;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>A closed interval of exact rational numbers: what is known of a parameter.</summary>
/// <remarks>
/// <code>{ x : Low &lt;= x &lt;= High }</code>
/// The unit is that of the parameter. Exact: nothing is rounded. <c>default</c> is the single number 0. Immutable.
/// In JSON an interval is a number, a string such as <c>"0.01"</c> or <c>"1/3"</c>, or an array of two of these.
/// </remarks>
[JsonConverter(typeof(RationalIntervalJsonConverter))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct RationalInterval
{
    private RationalInterval(Fraction low, Fraction high)
    {
        Low = low;
        High = high;
    }

    /// <summary>Gets the smallest value.</summary>
    public Fraction Low { get; }

    /// <summary>Gets the largest value.</summary>
    public Fraction High { get; }

    /// <summary>Gets a value indicating whether the interval is one number.</summary>
    public bool IsPoint => Low == High;

    /// <summary>Gets how far apart the ends are.</summary>
    public Fraction Width => High - Low;

    /// <summary>Returns the interval that holds one number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentException">The value is not a finite number.</exception>
    public static RationalInterval Of(Fraction value) => Between(value, value);

    /// <summary>Returns an interval.</summary>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">The largest value.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentException">An end is not finite, or the interval is empty because its low end exceeds its high end.</exception>
    public static RationalInterval Between(Fraction low, Fraction high)
    {
        if (low.IsNaN || low.IsInfinity || high.IsNaN || high.IsInfinity)
        {
            throw new ArgumentException($"[{low}, {high}] is not an interval of finite numbers.", nameof(low));
        }

        return low <= high
            ? new RationalInterval(low, high)
            : throw new ArgumentException($"[{RationalText.Format(low)}, {RationalText.Format(high)}] is empty: the low end exceeds the high end.", nameof(low));
    }

    /// <summary>Returns the interval that holds one number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RationalInterval(Fraction value) => Of(value);

    /// <summary>Returns the interval that holds one whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RationalInterval(int value) => Of(new Fraction(value));

    /// <summary>Returns the interval that holds one number; the twin of the conversion.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The interval.</returns>
    public static RationalInterval FromFraction(Fraction value) => Of(value);

    /// <summary>Returns the interval that holds one whole number; the twin of the conversion.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The interval.</returns>
    public static RationalInterval FromInt32(int value) => Of(new Fraction(value));

    /// <summary>Reads a number or <c>[low, high]</c>.</summary>
    /// <param name="text">Such as <c>0.01</c>, <c>1/3</c> or <c>[0.01, 0.02]</c>.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static RationalInterval Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (!trimmed.StartsWith('['))
        {
            return Of(RationalText.Parse(trimmed));
        }

        string[] ends = trimmed.Trim('[', ']').Split(',');
        return ends.Length == 2
            ? Between(RationalText.Parse(ends[0].Trim()), RationalText.Parse(ends[1].Trim()))
            : throw new FormatException($"'{text}' is not an interval: expected [low, high].");
    }

    /// <summary>Tells whether a number lies in the interval.</summary>
    /// <param name="value">The number.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public bool Contains(Fraction value) => Low <= value && value <= High;

    /// <summary>Returns the number, or <c>[low, high]</c>.</summary>
    /// <returns>The text, which <see cref="Parse"/> reads back.</returns>
    public override string ToString() =>
        IsPoint ? RationalText.Format(Low) : $"[{RationalText.Format(Low)}, {RationalText.Format(High)}]";
}
