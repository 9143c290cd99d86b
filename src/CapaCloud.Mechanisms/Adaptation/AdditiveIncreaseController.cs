using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>An exponential step whose size grows by addition while epochs are nearly full or nearly empty, and shrinks by multiplication otherwise.</summary>
/// <remarks>
/// <code>
/// fill  = sum of the last Window readings / (Window * Capacity)
/// rate' = min(HighestRate, rate + Increase)   if fill &lt;= Margin or fill &gt;= 1 - Margin
///         max(LowestRate, rate * Decrease)    otherwise, rounded down in the 18th digit
/// value' = move(value, value +- floor(value * rate' * |reading - Target| / Target))
/// </code>
/// Memory: the rate in parts of 10^18, then the readings of the window, oldest first, each at most the capacity. A window that starts is at the target.
/// Full and empty epochs in turn average to half: the rate shrinks, and the value stops swinging. Source: the additive-increase form of the Skip fee
/// market; <c>SkipFeeMarket</c> of the presets has the network's own decimals.
/// </remarks>
public sealed record AdditiveIncreaseController : IController
{
    /// <summary>Initializes a new instance of the <see cref="AdditiveIncreaseController"/> class.</summary>
    /// <param name="target">The reading at which nothing moves, not zero and at most the capacity.</param>
    /// <param name="capacity">The largest reading that counts.</param>
    /// <param name="window">How many epochs the fill is averaged over, 1 to 1,000.</param>
    /// <param name="rate">How the step changes.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="deadband">How far from the target nothing moves, as a part of the target.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public AdditiveIncreaseController(
        ulong target, ulong capacity, int window, AdditiveRate rate, ControlLimits limits, Proportion deadband = default, ControlDirection direction = ControlDirection.Rises)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(rate);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        if (target > capacity || window is < 1 or > 1_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(window), $"A target of {Prose.Number(target)} of {Prose.Number(capacity)} over a window of {Prose.Epochs(window)}; expected a target up to the capacity, and 1 to 1,000 epochs.");
        }

        (Target, Capacity, Window, Rate, Limits, Deadband, Direction) = (target, capacity, window, rate, limits, deadband, direction);
    }

    /// <summary>Gets the reading at which nothing moves.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the largest reading that counts.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Capacity { get; }

    /// <summary>Gets how many epochs the fill is averaged over.</summary>
    public int Window { get; }

    /// <summary>Gets how the step changes.</summary>
    public AdditiveRate Rate { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target nothing moves, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    /// <remarks>A higher reading can end a run of full epochs and so make later steps smaller: nothing more is promised.</remarks>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.None;

    /// <inheritdoc/>
    /// <remarks>The largest rate counts: <c>2 / HighestRate</c>.</remarks>
    [JsonIgnore]
    public Ratio? LargestElasticity => Ratio.FromQuotient(2, Rate.Highest.Parts, Rounding.Down).Multiply(Ratio.Of(Proportion.PartsPerOne), Rounding.Down);

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        Int128[] memory = new Int128[Window + 1];
        Array.Fill(memory, Target);
        memory[0] = Rate.Start.Parts;
        return ControllerState.Of(value, memory);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(Window + 1, "an additive increase");
        state.RequireNumber(0, Int128.Zero, Proportion.PartsPerOne, "the rate");
        for (int place = 1; place <= Window; place++)
        {
            state.RequireNumber(place, Int128.Zero, Capacity, "a reading");
        }

        ulong counted = ulong.Min(Capacity, reading);
        Int128[] memory = new Int128[Window + 1];
        UInt128 sum = counted;
        for (int index = 1; index < Window; index++)
        {
            memory[index] = state.Memory[index + 1];
            sum += (UInt128)memory[index];
        }

        memory[Window] = counted;
        Proportion rate = Rate.Next(Proportion.FromParts((ulong)state.Memory[0]), Proportion.FromQuotient(sum, (UInt128)Capacity * (uint)Window, Rounding.Down));
        memory[0] = rate.Parts;
        ulong directed = ControlError.Directed(ControlError.Outside(counted, Target, Deadband), Target, Direction);
        UInt128 value = Limits.Inside(state.Value);
        UInt128 each = value > UInt128.Zero ? MultiplyDivide.Down(value, rate.Parts, Proportion.PartsPerOne) : UInt128.Zero;
        UInt128 wanted = directed >= Target
            ? MultiplyDivide.TryDivide(each, directed - Target, Target, out UInt128 rise, out _) && rise <= ControlLimits.LargestValue - value ? value + rise : ControlLimits.LargestValue
            : value - MultiplyDivide.Down(each, Target - directed, Target);
        return ControllerState.Of(Limits.Move(value, wanted), memory);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is AdditiveIncreaseController same && Target == same.Target && Capacity == same.Capacity && Window == same.Window && Rate == same.Rate && Deadband == same.Deadband && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }
}
