using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Adds to a value for the distance from the target, and for how fast the distance shrinks.</summary>
/// <remarks>
/// <code>
/// value' = move(value, floor(value + Scale * (Proportional * (Target - reading) - Derivative * (reading - reading before)) / 10^18))
/// negated inside the parentheses for a rule that rises
/// </code>
/// Reading and target in parts of 10^18, the value in units, Scale units for a distance of one. Memory: the reading before. The second term brakes before the target
/// is reached. <c>NamadaInflation</c> of the presets has the other sign: its second term adds to a movement that is under way.
/// </remarks>
public sealed record ProportionalDerivativeController : IController
{
    /// <summary>Initializes a new instance of the <see cref="ProportionalDerivativeController"/> class.</summary>
    /// <param name="target">The reading at which nothing moves, in parts of 10^18, not zero.</param>
    /// <param name="scale">How many units the value moves for a distance of one and a gain of one.</param>
    /// <param name="proportional">The gain of the distance.</param>
    /// <param name="derivative">The gain of its change.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="deadband">How far from the target counts as no distance, as a part of the target.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public ProportionalDerivativeController(
        ulong target, UInt128 scale, Ratio proportional, Ratio derivative, ControlLimits limits, Proportion deadband = default, ControlDirection direction = ControlDirection.Falls)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        (Target, Scale, Proportional, Derivative, Limits, Deadband, Direction) = (target, scale, proportional, derivative, limits, deadband, direction);
    }

    /// <summary>Gets the reading at which nothing moves, in parts of 10^18.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets how many units the value moves for a distance of one and a gain of one.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Scale { get; }

    /// <summary>Gets the gain of the distance.</summary>
    public Ratio Proportional { get; }

    /// <summary>Gets the gain of its change.</summary>
    public Ratio Derivative { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target counts as no distance, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.None;

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio? LargestElasticity => null;

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        return ControllerState.Of(value, Target);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(1, "a proportional-derivative rule");
        ulong outside = ControlError.Outside(reading, Target, Deadband);
        BigInteger one = Proportion.PartsPerOne;
        BigInteger push = ((BigInteger)Proportional.Parts * ((BigInteger)Target - outside)) - ((BigInteger)Derivative.Parts * (outside - (BigInteger)state.Memory[0]));
        BigInteger scaled = Scale * (Direction == ControlDirection.Falls ? push : -push);
        BigInteger quotient = BigInteger.DivRem(scaled, one * one, out BigInteger rest);
        BigInteger wanted = Limits.Inside(state.Value) + (rest.Sign < 0 ? quotient - 1 : quotient);
        UInt128 bounded = (UInt128)BigInteger.Max(BigInteger.Zero, BigInteger.Min(wanted, ControlLimits.LargestValue));
        return ControllerState.Of(Limits.Move(state.Value, bounded), outside);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is ProportionalDerivativeController same && Target == same.Target && Scale == same.Scale && Proportional == same.Proportional && Derivative == same.Derivative && Deadband == same.Deadband && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }
}
