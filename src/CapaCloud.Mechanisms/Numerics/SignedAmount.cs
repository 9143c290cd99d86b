using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A profit or a loss: an amount with a sign. Accounts hold an <see cref="Amount"/>; this is for what changed.</summary>
/// <remarks>
/// <code>-(2^128 - 1) &lt;= value &lt;= 2^128 - 1 base units</code>
/// There is one zero, and it is not a loss. Arithmetic is exact or throws. <c>default</c> is <see cref="Zero"/>. Immutable and
/// safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<SignedAmount>))]
[DebuggerDisplay("{ToString(),nq} units")]
public readonly partial record struct SignedAmount :
    IComparable<SignedAmount>,
    IComparable,
    IAdditionOperators<SignedAmount, SignedAmount, SignedAmount>,
    ISubtractionOperators<SignedAmount, SignedAmount, SignedAmount>,
    IUnaryNegationOperators<SignedAmount, SignedAmount>,
    IComparisonOperators<SignedAmount, SignedAmount, bool>,
    IJsonValue<SignedAmount>
{
    private SignedAmount(Amount magnitude, bool isLoss)
    {
        Magnitude = magnitude;
        IsLoss = isLoss && !magnitude.IsZero;
    }

    /// <summary>Gets no change: 0, the value of <c>default</c>.</summary>
    public static SignedAmount Zero => default;

    /// <summary>Gets the size of the change, without its sign, in base units.</summary>
    public Amount Magnitude { get; }

    /// <summary>Gets a value indicating whether this is below zero.</summary>
    public bool IsLoss { get; }

    /// <summary>Gets a value indicating whether nothing changed.</summary>
    public bool IsZero => Magnitude.IsZero;

    /// <summary>Returns a gain of that size.</summary>
    /// <param name="amount">The size.</param>
    /// <returns><c>+amount</c>.</returns>
    public static SignedAmount Gain(Amount amount) => new(amount, isLoss: false);

    /// <summary>Returns a loss of that size.</summary>
    /// <param name="amount">The size.</param>
    /// <returns><c>-amount</c>.</returns>
    public static SignedAmount Loss(Amount amount) => new(amount, isLoss: true);

    /// <summary>Returns what changed between two balances.</summary>
    /// <param name="before">The balance before.</param>
    /// <param name="after">The balance after.</param>
    /// <returns><c>after - before</c>, exact.</returns>
    public static SignedAmount Change(Amount before, Amount after) =>
        after >= before ? Gain(after - before) : Loss(before - after);

    /// <summary>Returns the sum; the twin of <see cref="Add"/>.</summary>
    /// <param name="left">One change.</param>
    /// <param name="right">The other change.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The magnitude exceeds 2^128 - 1.</exception>
    public static SignedAmount operator +(SignedAmount left, SignedAmount right) => left.Add(right);

    /// <summary>Returns the difference; the twin of <see cref="Subtract"/>.</summary>
    /// <param name="left">The change to take from.</param>
    /// <param name="right">The change to take.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException">The magnitude exceeds 2^128 - 1.</exception>
    public static SignedAmount operator -(SignedAmount left, SignedAmount right) => left.Subtract(right);

    /// <summary>Returns the opposite change; the twin of <see cref="Negate"/>.</summary>
    /// <param name="value">The change.</param>
    /// <returns>The opposite.</returns>
    public static SignedAmount operator -(SignedAmount value) => value.Negate();

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(SignedAmount left, SignedAmount right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(SignedAmount left, SignedAmount right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(SignedAmount left, SignedAmount right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(SignedAmount left, SignedAmount right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the sum, exact.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The magnitude exceeds 2^128 - 1.</exception>
    public SignedAmount Add(SignedAmount other)
    {
        if (IsLoss == other.IsLoss)
        {
            return new SignedAmount(Magnitude + other.Magnitude, IsLoss);
        }

        return Magnitude >= other.Magnitude
            ? new SignedAmount(Magnitude - other.Magnitude, IsLoss)
            : new SignedAmount(other.Magnitude - Magnitude, other.IsLoss);
    }

    /// <summary>Returns the difference, exact.</summary>
    /// <param name="other">What to take.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException">The magnitude exceeds 2^128 - 1.</exception>
    public SignedAmount Subtract(SignedAmount other) => Add(other.Negate());

    /// <summary>Returns the opposite change.</summary>
    /// <returns>A loss for a gain, a gain for a loss.</returns>
    public SignedAmount Negate() => new(Magnitude, !IsLoss);

    /// <inheritdoc/>
    public int CompareTo(SignedAmount other) => (IsLoss, other.IsLoss) switch
    {
        (false, true) => 1,
        (true, false) => -1,
        (false, false) => Magnitude.CompareTo(other.Magnitude),
        (true, true) => other.Magnitude.CompareTo(Magnitude),
    };

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        SignedAmount other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a SignedAmount, got {obj.GetType().Name}.", nameof(obj)),
    };

    JsonConverter<SignedAmount> IJsonValue<SignedAmount>.Converter => new SignedAmountJsonConverter();
}
