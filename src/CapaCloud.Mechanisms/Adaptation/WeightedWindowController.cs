using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Sets a value from the last readings, the newest counting most: linearly weighted moving average (LWMA).</summary>
/// <remarks>
/// <code>
/// L  = sum over i = 1..n of i * min(Clip * Target, reading(i)), at least n^2 * Target / 20
/// falls: wanted = mean of the last n values * n(n + 1)/2 * Target / L        rises: wanted = mean * L / (n(n + 1)/2 * Target)
/// value' = move(value, floor(wanted))
/// </code>
/// Memory: n readings, then n values, oldest first. Readings are clipped, so that one false reading counts at most <c>Clip</c> targets, and the least L
/// bounds what a row of zeros does. A window that starts is at the target. See <see cref="LinearWeightedAverage"/> for the form over times and sums of work.
/// </remarks>
public sealed record WeightedWindowController : IController
{
    /// <summary>Initializes a new instance of the <see cref="WeightedWindowController"/> class.</summary>
    /// <param name="target">The reading at which nothing moves, 1 to 2^56.</param>
    /// <param name="window">How many epochs count, 1 to 1,000.</param>
    /// <param name="clip">A reading counts at most so many targets, 2 to 100; 6 is usual.</param>
    /// <param name="limits">Range and step.</param>
    /// <param name="deadband">How far from the target counts as the target, as a part of the target.</param>
    /// <param name="direction">Whether the value rises or falls when the reading is above the target.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public WeightedWindowController(ulong target, int window, int clip, ControlLimits limits, Proportion deadband = default, ControlDirection direction = ControlDirection.Falls)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ControlError.RequireTarget(target);
        ControlError.RequireDirection(direction);
        if (target > 1UL << 56 || window is < 1 or > 1_000 || clip is < 2 or > 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(window), $"A target of {Prose.Number(target)} over {Prose.Epochs(window)} with readings clipped at {clip} targets; expected a target of at most 2^56, 1 to 1,000 epochs, and 2 to 100 targets.");
        }

        (Target, Window, Clip, Limits, Deadband, Direction) = (target, window, clip, limits, deadband, direction);
    }

    /// <summary>Gets the reading at which nothing moves.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets how many epochs count.</summary>
    public int Window { get; }

    /// <summary>Gets how many targets a reading counts at most.</summary>
    public int Clip { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how far from the target counts as the target, as a part of the target.</summary>
    public Proportion Deadband { get; }

    /// <summary>Gets whether the value rises or falls when the reading is above the target.</summary>
    public ControlDirection Direction { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public ControllerPromises Promises => ControllerPromises.Monotone;

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio? LargestElasticity => null;

    /// <inheritdoc/>
    public ControllerState Start(UInt128 value)
    {
        Limits.RequireInside(value);
        Int128[] memory = new Int128[2 * Window];
        memory.AsSpan(0, Window).Fill(Target);
        memory.AsSpan(Window).Fill((Int128)value);
        return ControllerState.Of(value, memory);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2 * Window, "a weighted window");
        for (int place = 0; place < 2 * Window; place++)
        {
            state.RequireNumber(place, Int128.Zero, Int128.MaxValue, place < Window ? "a reading" : "a value");
        }

        Int128[] memory = new Int128[2 * Window];
        ReadOnlySpan<Int128> before = state.Memory.AsSpan();
        before[1..Window].CopyTo(memory);
        before[(Window + 1)..].CopyTo(memory.AsSpan(Window));
        memory[Window - 1] = ulong.Min(Target * (ulong)Clip, ControlError.Outside(reading, Target, Deadband));
        (BigInteger weighted, BigInteger values) = (BigInteger.Zero, before[Window]);
        for (int index = 0; index < Window; index++)
        {
            weighted += (BigInteger)memory[index] * (index + 1);
            values += index + 1 < Window ? before[Window + index + 1] : BigInteger.Zero;
        }

        BigInteger even = (BigInteger)Window * (Window + 1) / 2 * Target;
        weighted = BigInteger.Max(weighted, BigInteger.Max(BigInteger.One, (BigInteger)Window * Window * Target / LinearWeightedAverage.LeastPart));
        BigInteger wanted = Direction == ControlDirection.Falls
            ? BigInteger.Divide(values * even, weighted * Window)
            : BigInteger.Divide(values * weighted, even * Window);
        UInt128 value = Limits.Move(state.Value, (UInt128)BigInteger.Min(wanted, ControlLimits.LargestValue));
        memory[^1] = (Int128)value;
        return ControllerState.Of(value, memory);
    }

    /// <inheritdoc/>
    public ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2 * Window, "a weighted window");
        Int128[] memory = [.. state.Memory];
        for (int place = Window; place < memory.Length; place++)
        {
            state.RequireNumber(place, Int128.Zero, Int128.MaxValue, "a value");
            memory[place] = (Int128)Limits.Inside((UInt128)memory[place]);
        }

        return ControllerState.Of(Limits.Inside(state.Value), memory);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is WeightedWindowController same && Target == same.Target && Window == same.Window && Clip == same.Clip && Deadband == same.Deadband && Direction == same.Direction;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Target;
    }
}
