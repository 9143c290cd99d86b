using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a layer's shares were worth at the end of an epoch, and what they lost in it.</summary>
/// <remarks>
/// <code>worth of x shares at the fault = ceiling(x * Assets / Shares) + ceiling(x * Lost / LostShares)</code>
/// In base units. What was taken in the epoch itself stood in it. Rounds up, against the members, by less than two units: of 100 units in 300 shares, 100 shares are 34.
/// <c>default</c> is worth nothing.
/// </remarks>
/// <param name="Epoch">The epoch; what holds at its end holds until the next mark.</param>
/// <param name="Assets">What the layer held at its end.</param>
/// <param name="Shares">The shares it belonged to.</param>
/// <param name="Lost">What slashes took in the epoch.</param>
/// <param name="LostShares">The shares they took it from.</param>
public readonly record struct PoolMark(
    [property: JsonRequired] Epoch Epoch,
    [property: JsonRequired] Amount Assets,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares,
    [property: JsonRequired] Amount Lost,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 LostShares)
{
    internal Amount WorthAt(Epoch fault, UInt128 shares) =>
        Part(Assets, shares, Shares) + (fault == Epoch ? Part(Lost, shares, LostShares) : Amount.Zero);

    internal static Amount Part(Amount whole, UInt128 shares, UInt128 of) =>
        of == UInt128.Zero ? Amount.Zero : Amount.Of(MultiplyDivide.Up(whole.Units, shares, of));
}
