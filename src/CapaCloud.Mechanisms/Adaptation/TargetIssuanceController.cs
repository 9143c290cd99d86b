using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A yearly rate of issuance: a curve of the staked part, a slow correction that rests within a band, and bounds that ramp.</summary>
/// <remarks>
/// <code>
/// bonus' = Bonus.After(bonus, staked, Epoch, most - curve)
/// wanted = max(Lowest(t), min(Highest(t), Ceiling(staked), Curve(staked) + bonus'))        value' = move(value, wanted)
/// most: the highest of the range and Highest(t)
/// </code>
/// Value and reading in parts of 10^18: a yearly rate, and the staked part of the supply. Memory: the bonus in parts of 10^18, and the time since the begin.
/// Within the band the bonus rests, while the curve still answers. Rounds down, in favour of those who hold money. Source: Tezos's adaptive issuance.
/// </remarks>
public sealed record TargetIssuanceController : IController
{
    /// <summary>Initializes a new instance of the <see cref="TargetIssuanceController"/> class.</summary>
    /// <param name="curve">The rate by the staked part.</param>
    /// <param name="bonus">The slow correction.</param>
    /// <param name="lowest">The lowest rate over time; it wins where the bounds cross.</param>
    /// <param name="highest">The highest rate over time.</param>
    /// <param name="ceiling">A highest rate by the staked part; none when left out.</param>
    /// <param name="epoch">How much time an epoch of the controller is, not zero.</param>
    /// <param name="limits">Range and step of the rate.</param>
    /// <exception cref="ArgumentNullException">An argument other than the ceiling is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is zero.</exception>
    [JsonConstructor]
    public TargetIssuanceController(
        IIssuanceCurve curve, DeadbandBonus bonus, RampedBound lowest, RampedBound highest, IIssuanceCurve? ceiling, EpochSpan epoch, ControlLimits limits)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(bonus);
        ArgumentNullException.ThrowIfNull(lowest);
        ArgumentNullException.ThrowIfNull(highest);
        ArgumentNullException.ThrowIfNull(limits);
        if (epoch.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(epoch), "An epoch of no time: expected at least 1.");
        }

        (Curve, Bonus, Lowest, Highest, Ceiling, Epoch, Limits) = (curve, bonus, lowest, highest, ceiling, epoch, limits);
    }

    /// <summary>Gets the rate by the staked part.</summary>
    public IIssuanceCurve Curve { get; }

    /// <summary>Gets the slow correction.</summary>
    public DeadbandBonus Bonus { get; }

    /// <summary>Gets the lowest rate over time.</summary>
    public RampedBound Lowest { get; }

    /// <summary>Gets the highest rate over time.</summary>
    public RampedBound Highest { get; }

    /// <summary>Gets the highest rate by the staked part, if there is one.</summary>
    public IIssuanceCurve? Ceiling { get; }

    /// <summary>Gets how much time an epoch of the controller is.</summary>
    public EpochSpan Epoch { get; }

    /// <inheritdoc/>
    public ControlLimits Limits { get; }

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
        Ratio atCentre = Curve.YearlyRate(Bonus.Center);
        UInt128 bonus = value > atCentre.Parts ? UInt128.Min(value - atCentre.Parts, Bonus.Highest.Parts) : UInt128.Zero;
        return ControllerState.Of(value, (Int128)bonus, Int128.Zero);
    }

    /// <inheritdoc/>
    public ControllerState Next(ControllerState state, ulong reading)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireMemory(2, "a target issuance");
        state.RequireNumber(0, Int128.Zero, (Int128)UInt128.Min(Bonus.Highest.Parts, ControlLimits.LargestValue), "the bonus");
        state.RequireNumber(1, Int128.Zero, ulong.MaxValue, "the epochs since the begin");
        Proportion staked = BondedGoalController.Part(reading);
        ulong before = (ulong)state.Memory[1], elapsed = before > ulong.MaxValue - Epoch.Epochs ? ulong.MaxValue : before + Epoch.Epochs;
        Ratio lowest = Lowest.At(EpochSpan.Of(elapsed)), highest = Highest.At(EpochSpan.Of(elapsed)), rate = Curve.YearlyRate(staked);
        Ratio most = Ratio.Min(highest, Ratio.FromParts(Limits.Highest)), room = most > rate ? most - rate : Ratio.Zero;
        Ratio bonus = Bonus.After(Ratio.FromParts((UInt128)state.Memory[0]), staked, Epoch, room);
        Ratio wanted = Ratio.Max(lowest, Ratio.Min(highest, Ratio.Min(Ceiling?.YearlyRate(staked) ?? Ratio.MaxValue, rate + bonus)));
        return ControllerState.Of(Limits.Move(state.Value, UInt128.Min(wanted.Parts, ControlLimits.LargestValue)), (Int128)bonus.Parts, elapsed);
    }

    /// <inheritdoc/>
    public bool IsSameRule(IController? other) =>
        other is TargetIssuanceController same && Equals(Curve, same.Curve) && Bonus == same.Bonus && Lowest == same.Lowest && Highest == same.Highest && Equals(Ceiling, same.Ceiling) && Epoch == same.Epoch;

    /// <inheritdoc/>
    public ulong RestingReading(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Bonus.Center.Parts;
    }
}
