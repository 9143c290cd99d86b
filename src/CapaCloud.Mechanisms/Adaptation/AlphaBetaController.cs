using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Follows a reading by where it is and how fast it moves: noise is smoothed, a trend is kept up with.</summary>
/// <remarks>
/// <code>
/// predicted = position + velocity;   r = reading - predicted
/// position' = predicted + floor(r * Alpha);   velocity' = velocity + floor(r * Beta)
/// value' = move(value, position' to the nearest, half up);   while |reading - position| is in the deadband, the position stays and the velocity is zero
/// </code>
/// Memory: position and velocity, in parts of 2^48. Readings count inside the range only. Where the value cannot follow, the position is set to the value and
/// the velocity stops at what an epoch allows: nothing winds up. Stable for <c>Alpha &gt; 0</c> and <c>2 * Alpha + Beta &lt; 4</c>, which parts of one keep. Source: the filter of
/// Filecoin; <c>FilecoinSmoothing</c> of the presets has its 128 bits.
/// </remarks>
public sealed record AlphaBetaController : IController
{
    private const int Fraction = 48;

    private static readonly Int128 Half = Int128.One << (Fraction - 1);

    /// <summary>Neither position nor velocity ever exceeds the largest value, 2^64 - 1, in parts of 2^48.</summary>
    private static readonly Int128 LargestMemory = Int128.One << (64 + Fraction);

    /// <summary>Initializes a new instance of the <see cref="AlphaBetaController"/> class.</summary>
    /// <param name="alpha">The part of a surprise that moves the position, not zero.</param>
    /// <param name="beta">The part of a surprise that moves the velocity, at most the alpha.</param>
    /// <param name="limits">Range and step; the highest value at most 2^64 - 1.</param>
    /// <param name="deadband">How near a reading counts as no news, as a part of the position.</param>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public AlphaBetaController(Proportion alpha, Proportion beta, ControlLimits limits, Proportion deadband = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (alpha.IsZero || beta > alpha || limits.Highest > ulong.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(alpha), $"Parts of {alpha} and {beta} up to {DecimalText.Format(limits.Highest)}; expected an alpha above 0, a beta of at most the alpha, and values of at most 2^64 - 1.");
        }

        (Alpha, Beta, Limits, Deadband) = (alpha, beta, limits, deadband);
    }

    /// <summary>Gets the part of a surprise that moves the position.</summary>
    public Proportion Alpha { get; }

    /// <summary>Gets the part of a surprise that moves the velocity.</summary>
    public Proportion Beta { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

    /// <summary>Gets how near a reading counts as no news, as a part of the position.</summary>
    public Proportion Deadband { get; }

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
        return ControllerState.Of(value, (Int128)(value << Fraction), Int128.Zero);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2, "an alpha-beta filter");
        state.RequireNumber(0, Int128.Zero, LargestMemory, "the position");
        state.RequireNumber(1, -LargestMemory, LargestMemory, "the velocity");
        Int128 observed = (Int128)(Limits.Inside(reading) << Fraction), velocity = state.Memory[1], predicted = state.Memory[0] + velocity;
        Int128 surprise = observed - predicted;
        if (!Deadband.IsZero && Int128.Abs(observed - state.Memory[0]) <= Part(state.Memory[0], Deadband))
        {
            (predicted, velocity, surprise) = (state.Memory[0], Int128.Zero, Int128.Zero);
        }

        Int128 position = predicted + Part(surprise, Alpha);
        velocity += Part(surprise, Beta);
        UInt128 value = Limits.Inside(state.Value);
        UInt128 lowest = Limits.LowestAfter(value), highest = Limits.HighestAfter(value);
        Int128 step = (Int128)(UInt128.Min(Limits.Room(value), Limits.Highest) << Fraction);
        if (position < (Int128)(lowest << Fraction))
        {
            position = (Int128)(lowest << Fraction);
            velocity = Int128.Max(velocity, -step);
        }
        else if (position > (Int128)(highest << Fraction))
        {
            position = (Int128)(highest << Fraction);
            velocity = Int128.Min(velocity, step);
        }

        // At an end of the range there is no way further out.
        velocity = position <= (Int128)(Limits.Lowest << Fraction) ? Int128.Max(Int128.Zero, velocity)
            : position >= (Int128)(Limits.Highest << Fraction) ? Int128.Min(Int128.Zero, velocity)
            : velocity;
        return ControllerState.Of((UInt128)((position + Half) >> Fraction), position, velocity);
    }

    /// <inheritdoc/>
    public ControllerState Confine(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2, "an alpha-beta filter");
        state.RequireNumber(0, Int128.Zero, LargestMemory, "the position");
        state.RequireNumber(1, -LargestMemory, LargestMemory, "the velocity");
        UInt128 stands = (UInt128)(state.Memory[0] >> Fraction);
        UInt128 value = Limits.Inside(state.Value);
        return Limits.Inside(stands) == stands ? state with { Value = value } : Start(value);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is AlphaBetaController same && Alpha == same.Alpha && Beta == same.Beta && Deadband == same.Deadband;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return (ulong)Limits.Inside(state.Value);
    }

    private static Int128 Part(Int128 value, Proportion part)
    {
        BigInteger product = (BigInteger)value * part.Parts;
        BigInteger quotient = BigInteger.DivRem(product, Proportion.PartsPerOne, out BigInteger rest);
        return (Int128)(rest.Sign < 0 ? quotient - 1 : quotient);
    }
}
