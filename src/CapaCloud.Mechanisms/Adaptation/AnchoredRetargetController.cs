using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>
/// Keeps a long-run average on target (ASERT): each time the readings are off by a set sum, the value doubles or halves. It counts from one fixed start, so no rounding adds
/// up.
/// </summary>
/// <remarks>
/// <code>
/// d' = d + reading - Target          value' = move(value, floor(anchor * 2^(d' / Doubling)))      negated for a rule that falls
/// </code>
/// Memory: the anchor value and the sum d. The value is a function of the sum, so the order of the readings does not matter and no error adds up. The sum
/// goes only as far as the value can follow. Rounds down, by less than one unit and one part of 10^18. Source: aserti3-2d of Bitcoin Cash;
/// <c>AsertTarget</c> of the presets has its cubic approximation.
/// </remarks>
public sealed record AnchoredRetargetController : IController
{
    /// <summary>Above what any sum comes to: 256 doublings from one end of the values to the other, and one reading more.</summary>
    private static readonly Int128 LargestSum = Int128.One << 80;

    /// <summary>Initializes a new instance of the <see cref="AnchoredRetargetController"/> class.</summary>
    /// <param name="target">The reading at which nothing moves, not zero.</param>
    /// <param name="doubling">The sum of distances that doubles the value, in units of the reading, not zero.</param>
    /// <param name="limits">Range and step; the lowest value not zero.</param>
    /// <param name="deadband">How far from the target nothing moves, as a part of the target.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public AnchoredRetargetController(ulong target, ulong doubling, ControlLimits limits, Proportion deadband = default, ControlDirection direction = ControlDirection.Rises)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        if (doubling == 0 || limits.Lowest == UInt128.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(doubling), $"A doubling for {DecimalText.Format(doubling)} and a lowest value of {DecimalText.Format(limits.Lowest)}; expected both above 0: from 0 nothing can double.");
        }

        (Target, Doubling, Limits, Deadband, Direction) = (target, doubling, limits, deadband, direction);
    }

    /// <summary>Gets the reading at which nothing moves.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the sum of distances that doubles the value.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Doubling { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target nothing moves, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.Monotone | ControllerPromises.PathIndependent;

    /// <inheritdoc/>
    /// <remarks>A distance of a part e of the target moves the value by <c>e * ln 2 * Target / Doubling</c>: <c>2 * Doubling / (ln 2 * Target)</c> is the limit.</remarks>
    [JsonIgnore]
    public Ratio? LargestElasticity => Ratio.FromQuotient((UInt128)2 * Doubling, Target, Rounding.Down).Divide(Logarithm.Natural(Ratio.Of(2), Rounding.Up), Rounding.Down);

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        return ControllerState.Of(value, (Int128)value, Int128.Zero);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2, "an anchored retarget");
        state.RequireNumber(0, Int128.One, Int128.MaxValue, "the anchor");
        state.RequireNumber(1, -LargestSum, LargestSum, "the sum of distances");
        Int128 distance = (Int128)ControlError.Outside(reading, Target, Deadband) - Target;
        UInt128 anchor = (UInt128)state.Memory[0], value = Limits.Inside(state.Value);
        Int128 sum = state.Memory[1], wanted = sum + (Direction == ControlDirection.Rises ? distance : -distance);
        Int128 after = MonotoneSearch.Toward(sum, wanted, Limits.LowestAfter(value), Limits.HighestAfter(value), item => At(anchor, item));
        return ControllerState.Of(Limits.Move(value, At(anchor, after)), (Int128)anchor, after);
    }

    /// <inheritdoc/>
    public ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2, "an anchored retarget");
        state.RequireNumber(0, Int128.One, Int128.MaxValue, "the anchor");
        state.RequireNumber(1, -LargestSum, LargestSum, "the sum of distances");
        UInt128 stands = At((UInt128)state.Memory[0], state.Memory[1]);
        UInt128 value = Limits.Inside(state.Value);
        return Limits.Inside(stands) == stands ? state with { Value = value } : Start(value);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is AnchoredRetargetController same && Target == same.Target && Doubling == same.Doubling && Deadband == same.Deadband && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }

    /// <summary>The anchor times a power of two, rounded down; the largest value when it is more.</summary>
    private UInt128 At(UInt128 anchor, Int128 sum)
    {
        Int128 whole = sum >= 0 ? sum / Doubling : -((-sum + Doubling - 1) / Doubling);
        ulong rest = (ulong)(sum - (whole * Doubling));
        if (whole >= 128)
        {
            return ControlLimits.LargestValue;
        }

        Ratio fraction = rest == 0 ? Ratio.One : Exponential.PowerOfTwo(Ratio.FromQuotient(rest, Doubling, Rounding.Down), Rounding.Down);
        BigInteger scaled = (BigInteger)anchor * fraction.Parts;
        BigInteger value = BigInteger.Divide(whole >= 0 ? scaled << (int)whole : scaled >> (int)Int128.Min(512, -whole), Proportion.PartsPerOne);
        return (UInt128)BigInteger.Min(value, ControlLimits.LargestValue);
    }
}
