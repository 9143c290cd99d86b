using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A capacity that retargets itself: those who provide it vote an exponent; target, burst and price follow it (ACP-176).</summary>
/// <remarks>
/// <code>
/// Target(q)      = e(Minimum, q, Fold)                      units a second, at most 2^64 - 1
/// MostRoom(q)    = Burst * Target(q)                        units
/// Price(x, q)    = e(LeastPrice, x, PriceSeconds * Target(q))
/// e(m, x, K): the integer exponential m * e^(x / K) of <see cref="ExponentialPrice"/>
/// </code>
/// In units of the resource and seconds; every product stops at 2^64 - 1. At full use (twice the target) and 87 seconds the price doubles about every minute.
/// </remarks>
/// <param name="Minimum">The target without any exponent, in units a second.</param>
/// <param name="Fold">The exponent for which the target grows e-fold, not zero.</param>
/// <param name="MaximumStep">How far one vote moves the exponent.</param>
/// <param name="Burst">How many seconds of the target can be used at once.</param>
/// <param name="FillSpeed">How many targets flow in each second; 2 in Avalanche.</param>
/// <param name="PriceSeconds">How many seconds at twice the target raise the price e-fold.</param>
/// <param name="LeastPrice">The price without any excess.</param>
public sealed record CapacityRule(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Minimum,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Fold,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong MaximumStep,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Burst,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong FillSpeed,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong PriceSeconds,
    Amount LeastPrice)
{
    private const ulong MillisecondsPerSecond = 1_000;

    /// <summary>Moves an exponent toward a wanted one.</summary>
    /// <param name="exponent">The exponent before.</param>
    /// <param name="wanted">The wanted one.</param>
    /// <param name="maximumStep">The most that it moves.</param>
    /// <returns>The exponent afterwards, never past the wanted one.</returns>
    public static ulong Step(ulong exponent, ulong wanted, ulong maximumStep) => wanted >= exponent
        ? exponent + ulong.Min(wanted - exponent, maximumStep)
        : exponent - ulong.Min(exponent - wanted, maximumStep);

    /// <summary>Returns the target at an exponent.</summary>
    /// <param name="exponent">The voted exponent.</param>
    /// <returns>Units a second.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fold is 0.</exception>
    public ulong Target(ulong exponent) =>
        (ulong)new ExponentialPrice(Amount.Of(Minimum), Fold, Amount.Of(ulong.MaxValue)).At(exponent).Units;

    /// <summary>Returns the most that can be there to be used.</summary>
    /// <param name="exponent">The voted exponent.</param>
    /// <returns>Units.</returns>
    public ulong MostRoom(ulong exponent) => Saturated(Target(exponent), Burst);

    /// <summary>Returns the price of a unit.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The price in base units of money.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Target or seconds are 0: the price has no fold.</exception>
    public Amount Price(CapacityState state) =>
        new ExponentialPrice(LeastPrice, Saturated(Target(state.Exponent), PriceSeconds), Amount.Of(ulong.MaxValue)).At(state.Excess);

    /// <summary>Lets seconds pass: capacity fills, excess drains.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="seconds">How many.</param>
    /// <returns>The state afterwards; room above the most is cut even when no time passes.</returns>
    public CapacityState AfterSeconds(CapacityState state, ulong seconds) => After(state, Target(state.Exponent), seconds);

    /// <summary>Lets milliseconds pass. What flows in a millisecond is rounded down first, so that 1,000 of them flow up to 1,998 units less than a second.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="milliseconds">How many.</param>
    /// <returns>The state afterwards.</returns>
    public CapacityState AfterMilliseconds(CapacityState state, ulong milliseconds) => After(state, Target(state.Exponent) / MillisecondsPerSecond, milliseconds);

    /// <summary>Takes one vote: the exponent moves a step, and the excess is rescaled so that the price stays where it was.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="wanted">The exponent that is voted for.</param>
    /// <returns>The state afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fold is 0.</exception>
    /// <exception cref="InvalidOperationException">The target was 0: there is no price to keep.</exception>
    public CapacityState AfterVote(CapacityState state, ulong wanted)
    {
        ulong exponent = Step(state.Exponent, wanted, MaximumStep), before = Target(state.Exponent);
        if (before == 0)
        {
            throw new InvalidOperationException(
                $"The target at exponent {Prose.Number(state.Exponent)} is 0 units a second, with a minimum of {Prose.Number(Minimum)}; expected a minimum of at least 1, so that the excess of {Prose.Units(state.Excess)} can be rescaled.");
        }

        ulong excess = MultiplyDivide.TryDivide(state.Excess, Target(exponent), before, out UInt128 scaled, out _) && scaled <= ulong.MaxValue ? (ulong)scaled : ulong.MaxValue;
        return new CapacityState(ulong.Min(state.Room, MostRoom(exponent)), excess, exponent);
    }

    private CapacityState After(CapacityState state, ulong flow, ulong periods)
    {
        ulong most = MostRoom(state.Exponent);
        ulong room = ulong.Min(most, Excess.OverTime(state.Room, Saturated(flow, FillSpeed), 0, periods));
        return state with { Room = room, Excess = Excess.OverTime(state.Excess, 0, flow, periods) };
    }

    private static ulong Saturated(ulong left, ulong right)
    {
        UInt128 product = (UInt128)left * right;
        return product > ulong.MaxValue ? ulong.MaxValue : (ulong)product;
    }
}
