using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A number of epochs: a distance in the network's time, in a type of its own, so that it cannot be taken for another number.</summary>
/// <remarks>
/// <code>0 &lt;= epochs &lt;= 2^64 - 1</code>
/// <c>default</c> is <see cref="Zero"/>. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<EpochSpan>))]
[DebuggerDisplay("{Epochs} epochs")]
public readonly partial record struct EpochSpan :
    IComparable<EpochSpan>,
    IComparable,
    IAdditionOperators<EpochSpan, EpochSpan, EpochSpan>,
    IComparisonOperators<EpochSpan, EpochSpan, bool>,
    IMinMaxValue<EpochSpan>,
    IJsonValue<EpochSpan>
{
    private EpochSpan(ulong epochs) => Epochs = epochs;

    /// <summary>Gets no time at all: 0 epochs, the value of <c>default</c>.</summary>
    public static EpochSpan Zero => default;

    /// <summary>Gets one epoch.</summary>
    public static EpochSpan One => new(1);

    /// <summary>Gets the longest span: 2^64 - 1 epochs.</summary>
    public static EpochSpan MaxValue => new(ulong.MaxValue);

    /// <inheritdoc/>
    static EpochSpan IMinMaxValue<EpochSpan>.MinValue => Zero;

    /// <summary>Gets the count of epochs.</summary>
    public ulong Epochs { get; }

    /// <summary>Gets a value indicating whether this is no time at all.</summary>
    public bool IsZero => Epochs == 0;

    /// <summary>Returns the span of that many epochs.</summary>
    /// <param name="epochs">The count.</param>
    /// <returns>The span.</returns>
    public static EpochSpan Of(ulong epochs) => new(epochs);

    /// <summary>Returns the smaller of two spans.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static EpochSpan Min(EpochSpan left, EpochSpan right) => left.Epochs <= right.Epochs ? left : right;

    /// <summary>Returns the larger of two spans.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The larger.</returns>
    public static EpochSpan Max(EpochSpan left, EpochSpan right) => left.Epochs >= right.Epochs ? left : right;

    /// <summary>Returns the sum; the twin of <see cref="Add"/>.</summary>
    /// <param name="left">One span.</param>
    /// <param name="right">The other span.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^64 - 1 epochs.</exception>
    public static EpochSpan operator +(EpochSpan left, EpochSpan right) => left.Add(right);

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(EpochSpan left, EpochSpan right) => left.Epochs < right.Epochs;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(EpochSpan left, EpochSpan right) => left.Epochs > right.Epochs;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(EpochSpan left, EpochSpan right) => left.Epochs <= right.Epochs;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(EpochSpan left, EpochSpan right) => left.Epochs >= right.Epochs;

    /// <summary>Returns the sum.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^64 - 1 epochs.</exception>
    public EpochSpan Add(EpochSpan other) =>
        other.Epochs > ulong.MaxValue - Epochs
            ? throw new OverflowException($"{this} + {Prose.Epochs(other)} exceeds the longest span, 2^64 - 1 epochs.")
            : new EpochSpan(Epochs + other.Epochs);

    /// <inheritdoc/>
    public int CompareTo(EpochSpan other) => Epochs.CompareTo(other.Epochs);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        EpochSpan other => CompareTo(other),
        _ => throw new ArgumentException($"Expected an EpochSpan, got {obj.GetType().Name}.", nameof(obj)),
    };

    JsonConverter<EpochSpan> IJsonValue<EpochSpan>.Converter => new EpochSpanJsonConverter();
}
