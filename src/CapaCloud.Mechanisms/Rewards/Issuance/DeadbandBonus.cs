using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A slow correction on top of a curve: it grows while too little is staked, shrinks while too much is, and rests within a band.</summary>
/// <remarks>
/// <code>
/// distance = max(0, |staked - Center| - Radius)
/// bonus' = min(limit, bonus + distance * Growth * elapsed) below the band; max(0, bonus - distance * Growth * elapsed) above it; limited either way
/// </code>
/// A part of the supply for each year; the change rounds down in the 18th digit. In the band and on its borders the bonus stays. Source: Tezos's adaptive issuance.
/// </remarks>
/// <param name="Center">The part that should be staked.</param>
/// <param name="Radius">How far from it nothing happens.</param>
/// <param name="Growth">How much the yearly rate changes for each whole unit of distance and each epoch.</param>
/// <param name="Highest">The most the bonus can be.</param>
public sealed record DeadbandBonus(Proportion Center, Proportion Radius, Ratio Growth, Ratio Highest)
{
    /// <summary>Returns the bonus after some time.</summary>
    /// <param name="bonus">The bonus before.</param>
    /// <param name="staked">The part of the supply that is staked.</param>
    /// <param name="elapsed">The time.</param>
    /// <param name="room">What curve and bonus together may still rise by: the bonus is never more.</param>
    /// <returns>The bonus afterwards.</returns>
    public Ratio After(Ratio bonus, Proportion staked, EpochSpan elapsed, Ratio room)
    {
        Proportion apart = staked > Center ? staked.SubtractToZero(Center) : Center.SubtractToZero(staked), distance = apart.SubtractToZero(Radius);
        Ratio limit = Ratio.Min(Highest, room);

        // A change too large for the type reaches its bound.
        bool fits = MultiplyDivide.TryDivide(Growth.Parts, distance.Parts, Proportion.PartsPerOne, out UInt128 change, out _)
            && MultiplyDivide.TryDivide(change, elapsed.Epochs, UInt128.One, out change, out _);
        UInt128 moved = fits ? change : UInt128.MaxValue;
        UInt128 after = staked < Center
            ? moved > UInt128.MaxValue - bonus.Parts ? UInt128.MaxValue : bonus.Parts + moved
            : moved >= bonus.Parts ? UInt128.Zero : bonus.Parts - moved;
        return Ratio.Min(limit, Ratio.FromParts(after));
    }
}
