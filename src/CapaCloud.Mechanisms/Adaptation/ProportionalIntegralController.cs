using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Answers the distance from the target and its sum over time, which leaks and cannot wind up.</summary>
/// <remarks>
/// <code>
/// e   = (reading - Target) / Target, zero in the deadband, negated for a rule that falls
/// i'  = between the bounds of the integral: floor(i * Retained) + e
/// out = Proportional * e + Integral * i',  zero while |out| &lt; Barrier
/// value' = move(value, Rest + Rest * out)
/// bounds of the integral: where Integral * i alone gives the lowest or highest value that the epoch allows
/// </code>
/// Memory: the integral i, in parts of 10^18; products round toward zero. The bounds stop the wind-up: the integral
/// never runs ahead of the value, so however long a reading stays at an extreme, the way back is that from the value. With a leak (Retained below one) the value returns to Rest under a reading at the target; without one it stays.
/// Source: the controller of RAI; <c>GebRateCalculator</c> of the presets has its arithmetic, which winds up.
/// </remarks>
public sealed record ProportionalIntegralController : IController
{
    /// <summary>Initializes a new instance of the <see cref="ProportionalIntegralController"/> class.</summary>
    /// <param name="target">The reading that is aimed at, not zero.</param>
    /// <param name="rest">The value without any distance and integral, inside the limits and not zero.</param>
    /// <param name="proportional">How much of itself the value moves for a distance of the whole target.</param>
    /// <param name="integral">How much of itself the value moves for each epoch at a distance of the whole target.</param>
    /// <param name="retained">The part of the integral that an epoch leaves; one for no leak.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="deadband">How far from the target counts as no distance, as a part of the target.</param>
    /// <param name="barrier">How large the answer must be to be given, as a part of Rest.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public ProportionalIntegralController(
        ulong target,
        UInt128 rest,
        Ratio proportional,
        Ratio integral,
        Proportion retained,
        ControlLimits limits,
        Proportion deadband = default,
        Proportion barrier = default,
        ControlDirection direction = ControlDirection.Rises)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        if (rest == UInt128.Zero || rest < limits.Lowest || rest > limits.Highest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rest), $"A resting value of {DecimalText.Format(rest)}; expected one above 0, from {DecimalText.Format(limits.Lowest)} to {DecimalText.Format(limits.Highest)}.");
        }

        (Target, Rest, Proportional, Integral, Retained, Limits, Deadband, Barrier, Direction) = (target, rest, proportional, integral, retained, limits, deadband, barrier, direction);
    }

    /// <summary>Gets the reading that is aimed at.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the value without any distance and integral.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Rest { get; }

    /// <summary>Gets how much of itself the value moves for a distance of the whole target.</summary>
    public Ratio Proportional { get; }

    /// <summary>Gets how much of itself the value moves for each epoch at a distance of the whole target.</summary>
    public Ratio Integral { get; }

    /// <summary>Gets the part of the integral that an epoch leaves.</summary>
    public Proportion Retained { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target counts as no distance, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets how large the answer must be to be given, as a part of Rest.</summary>
    public Proportion Barrier { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.Monotone;

    /// <inheritdoc/>
    /// <remarks>
    /// <code>the smaller of 1 / (r * P) and (1 + r) / (P * (1 + r) + I)   with P = Proportional, I = Integral, r = Retained</code>
    /// The conditions of Jury for <c>z^2 - (r - n(P + I)) z - n r P = 0</c>, the loop around its target with an elasticity of n.
    /// </remarks>
    [JsonIgnore]
    public Ratio? LargestElasticity
    {
        get
        {
            BigInteger one = Proportion.PartsPerOne, p = Proportional.Parts, i = Integral.Parts, r = Retained.Parts;
            BigInteger sum = (p * (one + r)) + (i * one);
            if (sum.IsZero)
            {
                return null;
            }

            BigInteger second = (one + r) * one * one / sum;
            BigInteger least = (r * p).IsZero ? second : BigInteger.Min(second, one * one * one / (r * p));
            return Ratio.FromParts((UInt128)BigInteger.Min(least, UInt128.MaxValue));
        }
    }

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        return ControllerState.Of(value, IntegralAt(value));
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(1, "a proportional-integral rule");
        BigInteger one = Proportion.PartsPerOne;
        BigInteger error = ControlError.Relative(ControlError.Outside(reading, Target, Deadband), Target, Direction);
        BigInteger integral = BigInteger.Divide((BigInteger)state.Memory[0] * Retained.Parts, one) + error;
        integral = BigInteger.Max(IntegralAt(Limits.LowestAfter(state.Value)), BigInteger.Min(IntegralAt(Limits.HighestAfter(state.Value)), integral));
        BigInteger answer = BigInteger.Divide(((BigInteger)Proportional.Parts * error) + ((BigInteger)Integral.Parts * integral), one);
        if (BigInteger.Abs(answer) < Barrier.Parts)
        {
            answer = BigInteger.Zero;
        }

        BigInteger wanted = Rest + BigInteger.Divide((BigInteger)Rest * answer, one);
        UInt128 bounded = (UInt128)BigInteger.Max(BigInteger.Zero, BigInteger.Min(wanted, ControlLimits.LargestValue));
        return ControllerState.Of(Limits.Move(state.Value, bounded), (Int128)integral);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is ProportionalIntegralController same && Target == same.Target && Rest == same.Rest && Proportional == same.Proportional && Integral == same.Integral && Retained == same.Retained && Deadband == same.Deadband && Barrier == same.Barrier && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }

    /// <summary>The integral that alone gives a value; zero for a rule without one.</summary>
    private Int128 IntegralAt(UInt128 value)
    {
        if (Integral.IsZero)
        {
            return Int128.Zero;
        }

        BigInteger one = Proportion.PartsPerOne, distance = (BigInteger)value - Rest;
        BigInteger parts = BigInteger.Divide(distance * one * one, (BigInteger)Rest * Integral.Parts);
        // Rounded away from zero, so that the value itself is reached.
        parts += BigInteger.Divide(parts * Rest * Integral.Parts, one * one) == distance ? 0 : distance.Sign;
        return (Int128)BigInteger.Max(Int128.MinValue / 2, BigInteger.Min(Int128.MaxValue / 2, parts));
    }
}
