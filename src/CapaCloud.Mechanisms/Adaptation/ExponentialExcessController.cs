using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>
/// A price that rises while more than the target is used and falls while less is, by a factor of e for a set number of units, and never below a reserve (EIP-4844, EIP-7918).
/// </summary>
/// <remarks>
/// <code>
/// x' = Excess.After(x, reading, Target), or Excess.WithReserve where Reserve is above the price at x
/// x' goes only as far as Curve.At(x') stays in what the epoch allows;   value' = move(value, Curve.At(x'))
/// </code>
/// Memory: the excess x. An excess that the value could not follow is not remembered, so a long time at the highest price does not wind it up. Prices
/// round down, as in <see cref="ExponentialPrice"/>. Time: a logarithm of the excess in prices.
/// </remarks>
public sealed record ExponentialExcessController : IController
{
    /// <summary>Initializes a new instance of the <see cref="ExponentialExcessController"/> class.</summary>
    /// <param name="curve">The value by excess.</param>
    /// <param name="target">The reading at which the excess stays, not zero.</param>
    /// <param name="capacity">The largest reading that counts, at least the target.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="reserve">The price below which the excess does not fall while the target is used; zero for none.</param>
    /// <param name="deadband">How far from the target nothing moves, as a part of the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public ExponentialExcessController(ExponentialPrice curve, ulong target, ulong capacity, ControlLimits limits, Amount reserve = default, Proportion deadband = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        if (curve.Fold == 0 || curve.Minimum.IsZero || capacity < target)
        {
            throw new ArgumentOutOfRangeException(
                nameof(curve),
                $"A curve from {curve.Minimum} with a fold of {DecimalText.Format(curve.Fold)}, a target of {DecimalText.Format(target)} of {DecimalText.Format(capacity)}; expected a minimum and a fold above 0, and a capacity of at least the target.");
        }

        (Curve, Target, Capacity, Limits, Reserve, Deadband) = (curve, target, capacity, limits, reserve, deadband);
    }

    /// <summary>Gets the value by excess.</summary>
    public ExponentialPrice Curve { get; }

    /// <summary>Gets the reading at which the excess stays.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the largest reading that counts.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Capacity { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets the price below which the excess does not fall while the target is used.</summary>
    public Amount Reserve { get; }

    /// <summary>Gets how far from the target nothing moves, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <inheritdoc/>
    /// <remarks>Monotone without a reserve. With one, a lower price can grow where a higher one falls.</remarks>
    [JsonIgnore]
    public ControllerPromises Promises => Reserve.IsZero ? ControllerPromises.Monotone : ControllerPromises.None;

    /// <inheritdoc/>
    /// <remarks>A distance of a part e of the target moves the value by <c>e * Target / Fold</c>: <c>2 * Fold / Target</c> is the limit.</remarks>
    [JsonIgnore]
    public Ratio? LargestElasticity => Ratio.FromQuotient((UInt128)2 * Curve.Fold, Target, Rounding.Down);

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        Int128 excess = MonotoneSearch.Largest(0, LargestExcess(), value, Price);
        return ControllerState.Of(Limits.Inside(Price(excess)), excess);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(1, "an exponential excess");
        state.RequireNumber(0, Int128.Zero, ulong.MaxValue, "the excess");
        UInt128 value = Limits.Inside(state.Value), price = Price(state.Memory[0]);
        ulong excess = (ulong)state.Memory[0], counted = ulong.Min(Capacity, ControlError.Outside(reading, Target, Deadband));
        ulong wanted = Reserve.Units > price
            ? Excess.WithReserve(excess, counted, Target, Capacity, Ratio.Zero, Ratio.One)
            : Excess.After(excess, counted, Target);
        Int128 after = MonotoneSearch.Toward(excess, wanted, Limits.LowestAfter(value), Limits.HighestAfter(value), Price);
        return ControllerState.Of(Limits.Move(value, Price(after)), after);
    }

    /// <inheritdoc/>
    public ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(1, "an exponential excess");
        state.RequireNumber(0, Int128.Zero, ulong.MaxValue, "the excess");
        UInt128 stands = Price(state.Memory[0]);
        UInt128 value = Limits.Inside(state.Value);
        return Limits.Inside(stands) == stands ? state with { Value = value } : Start(value);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is ExponentialExcessController same && Curve == same.Curve && Target == same.Target && Capacity == same.Capacity && Reserve == same.Reserve && Deadband == same.Deadband;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }

    private UInt128 Price(Int128 excess) => Curve.At((UInt128)excess).Units;

    /// <summary>The least excess at the highest value: more would only delay the way back. Found by doubling, so that no price far beyond it is computed.</summary>
    private Int128 LargestExcess()
    {
        Int128 last = 1;
        while (last < ulong.MaxValue && Price(last) < UInt128.Min(Limits.Highest, Curve.Cap.Units))
        {
            last = Int128.Min(ulong.MaxValue, last * 2);
        }

        return MonotoneSearch.Least(0, last, Limits.Highest, Price);
    }
}
