using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A point in the network's time: the number of an epoch, counted from 0.</summary>
/// <remarks>
/// <code>0 &lt;= number &lt;= 2^64 - 1</code>
/// How long an epoch lasts is the caller's decision; the library has no clock. <c>default</c> is epoch 0. The distance between
/// two epochs is an <see cref="EpochSpan"/>. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Epoch>))]
[DebuggerDisplay("epoch {Number}")]
public readonly partial record struct Epoch :
    IComparable<Epoch>,
    IComparable,
    IComparisonOperators<Epoch, Epoch, bool>,
    IMinMaxValue<Epoch>,
    IJsonValue<Epoch>
{
    private Epoch(ulong number) => Number = number;

    /// <summary>Gets the first epoch: number 0, the value of <c>default</c>.</summary>
    public static Epoch Zero => default;

    /// <summary>Gets the last epoch there can be: number 2^64 - 1.</summary>
    public static Epoch MaxValue => new(ulong.MaxValue);

    /// <inheritdoc/>
    static Epoch IMinMaxValue<Epoch>.MinValue => Zero;

    /// <summary>Gets the number of the epoch.</summary>
    public ulong Number { get; }

    /// <summary>Gets the epoch after this one.</summary>
    /// <exception cref="OverflowException">This is the last epoch there can be.</exception>
    public Epoch Next => Plus(EpochSpan.One);

    /// <summary>Returns the epoch of that number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The epoch.</returns>
    public static Epoch Of(ulong number) => new(number);

    /// <summary>Returns the smaller of two epochs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static Epoch Min(Epoch left, Epoch right) => left.Number <= right.Number ? left : right;

    /// <summary>Returns the larger of two epochs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The larger.</returns>
    public static Epoch Max(Epoch left, Epoch right) => left.Number >= right.Number ? left : right;

    /// <summary>Returns the epoch that much later; the twin of <see cref="Plus"/>.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="span">How much later.</param>
    /// <returns>The later epoch.</returns>
    /// <exception cref="OverflowException">The number exceeds 2^64 - 1.</exception>
    public static Epoch operator +(Epoch epoch, EpochSpan span) => epoch.Plus(span);

    /// <summary>Returns how much later the first epoch is; the twin of <see cref="Since"/>.</summary>
    /// <param name="later">The later epoch.</param>
    /// <param name="earlier">The earlier epoch.</param>
    /// <returns>The distance.</returns>
    /// <exception cref="OverflowException">The first epoch is the earlier one.</exception>
    public static EpochSpan operator -(Epoch later, Epoch earlier) => later.Since(earlier);

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(Epoch left, Epoch right) => left.Number < right.Number;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(Epoch left, Epoch right) => left.Number > right.Number;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(Epoch left, Epoch right) => left.Number <= right.Number;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(Epoch left, Epoch right) => left.Number >= right.Number;

    /// <summary>Returns the epoch that much later.</summary>
    /// <param name="span">How much later.</param>
    /// <returns>The later epoch.</returns>
    /// <exception cref="OverflowException">The number exceeds 2^64 - 1.</exception>
    public Epoch Plus(EpochSpan span) =>
        span.Epochs > ulong.MaxValue - Number
            ? throw new OverflowException($"Epoch {this} plus {Prose.Epochs(span)} exceeds the last epoch, 2^64 - 1.")
            : new Epoch(Number + span.Epochs);

    /// <summary>Returns the epoch that much earlier, or epoch 0 when there is none.</summary>
    /// <param name="span">How much earlier.</param>
    /// <returns><c>max(0, number - span)</c>.</returns>
    public Epoch MinusToZero(EpochSpan span) => new(Number > span.Epochs ? Number - span.Epochs : 0);

    /// <summary>Returns how much later this epoch is than another.</summary>
    /// <param name="earlier">The earlier epoch.</param>
    /// <returns>The distance.</returns>
    /// <exception cref="OverflowException">The other epoch is the later one.</exception>
    public EpochSpan Since(Epoch earlier) =>
        earlier.Number > Number
            ? throw new OverflowException($"Epoch {this} is before epoch {earlier}; a span is never negative.")
            : EpochSpan.Of(Number - earlier.Number);

    /// <inheritdoc/>
    public int CompareTo(Epoch other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Epoch other => CompareTo(other),
        _ => throw new ArgumentException($"Expected an Epoch, got {obj.GetType().Name}.", nameof(obj)),
    };

    JsonConverter<Epoch> IJsonValue<Epoch>.Converter => new EpochJsonConverter();
}
