using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Moves a value by a part of itself that grows with the distance from the target: the base fee of EIP-1559 for anything.</summary>
/// <remarks>
/// <code>
/// value' = move(value, BaseFeeRule(1, Denominator).Next(value, reading, Target))
///        = value +- value * |reading - Target| // (Target * Denominator), a rise at least 1
/// </code>
/// It remembers nothing besides its value. Steps round toward the value as it is, as in <see cref="BaseFeeRule"/>: a value below the denominator does
/// not fall on an empty epoch. A rule that falls takes the reading mirrored at the target. Within the deadband nothing moves.
/// </remarks>
public sealed record ExponentialStepController : IController
{
    /// <summary>Initializes a new instance of the <see cref="ExponentialStepController"/> class.</summary>
    /// <param name="target">The reading at which nothing moves, not zero.</param>
    /// <param name="denominator">A reading twice the target moves the value by one part of so many; at least 1.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="deadband">How far from the target nothing moves, as a part of the target.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public ExponentialStepController(ulong target, ulong denominator, ControlLimits limits, Proportion deadband = default, ControlDirection direction = ControlDirection.Rises)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        (Target, Denominator, Limits, Deadband, Direction) = (target, denominator, limits, deadband, direction);
    }

    /// <summary>Gets the reading at which nothing moves.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the denominator of the step at a reading of twice the target.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Denominator { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target nothing moves, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.Monotone;

    /// <inheritdoc/>
    /// <remarks>The loop shrinks a distance by <c>1 - elasticity / Denominator</c> each epoch: <c>2 * Denominator</c> is the limit.</remarks>
    [JsonIgnore]
    public Ratio? LargestElasticity => Ratio.FromParts((UInt128)2 * Denominator * Proportion.PartsPerOne);

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        return ControllerState.Of(value);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(0, "an exponential step");
        ulong outside = ControlError.Outside(reading, Target, Deadband);
        UInt128 value = Limits.Inside(state.Value);
        if (outside == Target)
        {
            return ControllerState.Of(value);
        }

        BaseFeeRule rule = new(1, Denominator, Amount.Of(Limits.Lowest), Amount.Of(Limits.Highest));
        UInt128 wanted = rule.Next(Amount.Of(value), ControlError.Directed(outside, Target, Direction), Target).Units;
        return ControllerState.Of(Limits.Move(value, wanted));
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is ExponentialStepController same && Target == same.Target && Denominator == same.Denominator && Deadband == same.Deadband && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }
}
