using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Those who joined from an epoch on, up to the next layer, and to whom the same slashes happened.</summary>
/// <remarks>
/// <code>worth = floor(stake * Kept / 2^127)</code>
/// Rounds down at each slash by less than 2^-127 of the stake. <c>default</c> keeps nothing.
/// </remarks>
/// <param name="From">The first epoch of joining.</param>
/// <param name="Kept">What slashes left of each unit, in parts of 2^127.</param>
/// <param name="Stake">The stake, as it was brought.</param>
public readonly record struct RewardLayer(
    Epoch From,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Kept,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Stake)
{
    internal static UInt128 All => UInt128.One << 127;

    internal bool Earns => Kept != UInt128.Zero && Stake != UInt128.Zero;

    internal UInt128 WorthOf(UInt128 stake) => MultiplyDivide.Down(stake, Kept, All);
}
