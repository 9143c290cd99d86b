using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>A price for time: so many base units for each whole epoch. Not an amount, so that it cannot be paid by mistake.</summary>
/// <remarks>
/// <code>due(span) = units per epoch * epochs</code>
/// Range 0 to 2^128 - 1 units an epoch. Exact: nothing is rounded, because only whole epochs are paid. <c>default</c> is
/// <see cref="Zero"/>. A price finer than one unit an epoch needs a smaller unit or a longer epoch. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<EpochRate>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct EpochRate : IComparable<EpochRate>, IJsonValue<EpochRate>
{
    private EpochRate(Amount perEpoch) => PerEpoch = perEpoch;

    /// <summary>Gets the rate at which nothing is due: the value of <c>default</c>.</summary>
    public static EpochRate Zero => default;

    /// <summary>Gets what one epoch costs, in base units.</summary>
    public Amount PerEpoch { get; }

    /// <summary>Gets a value indicating whether nothing is due, however long it runs.</summary>
    public bool IsZero => PerEpoch.IsZero;

    /// <summary>Returns the rate of that many units for each epoch.</summary>
    /// <param name="perEpoch">Base units for each epoch.</param>
    /// <returns>The rate.</returns>
    public static EpochRate Of(Amount perEpoch) => new(perEpoch);

    /// <summary>Returns the rate of that many units for each epoch.</summary>
    /// <param name="unitsPerEpoch">Base units for each epoch.</param>
    /// <returns>The rate.</returns>
    public static EpochRate Of(UInt128 unitsPerEpoch) => new(Amount.Of(unitsPerEpoch));

    /// <summary>Tells whether the first rate is the smaller.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other rate.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(EpochRate left, EpochRate right) => left.PerEpoch < right.PerEpoch;

    /// <summary>Tells whether the first rate is the larger.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other rate.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(EpochRate left, EpochRate right) => left.PerEpoch > right.PerEpoch;

    /// <summary>Tells whether the first rate is at most the second.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other rate.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(EpochRate left, EpochRate right) => left.PerEpoch <= right.PerEpoch;

    /// <summary>Tells whether the first rate is at least the second.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other rate.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(EpochRate left, EpochRate right) => left.PerEpoch >= right.PerEpoch;

    /// <summary>Returns what a span costs: 5 units an epoch over 7 epochs are 35 units.</summary>
    /// <param name="span">The span.</param>
    /// <returns>The amount, exact.</returns>
    /// <exception cref="OverflowException">The amount exceeds 2^128 - 1 units; the message has the rate and the span.</exception>
    public Amount Over(EpochSpan span) => TryOver(span, out Amount due)
        ? due
        : throw new OverflowException($"{Prose.Units(PerEpoch)} an epoch over {Prose.Epochs(span)} exceeds the largest amount, 2^128 - 1 base units.");

    /// <summary>Returns what a span costs, or says that no amount can hold it.</summary>
    /// <param name="span">The span.</param>
    /// <param name="due">The amount, exact; zero when there is none.</param>
    /// <returns><see langword="true"/> when the amount is at most 2^128 - 1 units.</returns>
    public bool TryOver(EpochSpan span, out Amount due)
    {
        UInt128 units = PerEpoch.Units;

        // unchecked: the lower half of the rate is meant.
        ulong carry = Math.BigMul(unchecked((ulong)units), span.Epochs, out ulong low);
        ulong beyond = Math.BigMul((ulong)(units >> 64), span.Epochs, out ulong middle);
        UInt128 upper = (UInt128)middle + carry;
        bool fits = beyond == 0 && upper <= ulong.MaxValue;
        due = fits ? Amount.Of(new UInt128((ulong)upper, low)) : Amount.Zero;
        return fits;
    }

    /// <summary>Returns how many whole epochs an amount pays: 99 units at 10 an epoch pay 9 epochs.</summary>
    /// <param name="funds">The amount.</param>
    /// <returns><c>floor(funds / rate)</c>, at most the longest span, which is also the answer at rate zero. What is left over stays with whom pays.</returns>
    public EpochSpan PaidBy(Amount funds)
    {
        UInt128 epochs = IsZero ? UInt128.MaxValue : funds.Units / PerEpoch.Units;
        return epochs >= ulong.MaxValue ? EpochSpan.MaxValue : EpochSpan.Of((ulong)epochs);
    }

    /// <inheritdoc/>
    public int CompareTo(EpochRate other) => PerEpoch.CompareTo(other.PerEpoch);

    JsonConverter<EpochRate> IJsonValue<EpochRate>.Converter => new EpochRateJsonConverter();
}
