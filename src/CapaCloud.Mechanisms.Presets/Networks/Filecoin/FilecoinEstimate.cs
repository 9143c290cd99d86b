using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>A smoothed quantity of Filecoin: where it is and how fast it moves.</summary>
/// <remarks>
/// <code>estimate = floor(Position / 2^128)</code>
/// Fixed point with 128 bits after the point. <c>default</c> is zero at rest.
/// </remarks>
/// <param name="Position">The quantity, times 2^128.</param>
/// <param name="Velocity">Its change for each epoch, times 2^128.</param>
public readonly record struct FilecoinEstimate(BigInteger Position, BigInteger Velocity)
{
    /// <summary>Returns an estimate of whole numbers.</summary>
    /// <param name="position">The quantity.</param>
    /// <param name="velocity">Its change for each epoch.</param>
    /// <returns>The estimate.</returns>
    public static FilecoinEstimate Of(BigInteger position, BigInteger velocity) => new(position << 128, velocity << 128);

    /// <summary>Returns the quantity in whole units, rounded down.</summary>
    /// <returns>The whole part.</returns>
    public BigInteger Whole() => Position >> 128;
}
