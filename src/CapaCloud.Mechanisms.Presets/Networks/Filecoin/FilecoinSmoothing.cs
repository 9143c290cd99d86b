using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>Filecoin's alpha-beta filter of power and reward, bit for bit.</summary>
/// <remarks>
/// <code>
/// predicted = position + velocity * epochs;   r = observed - predicted
/// position' = predicted + floor(Alpha * r);   velocity' = velocity + floor(Beta * r / epochs)
/// </code>
/// Fixed point with 128 bits after the point; every division rounds down. The core's <c>AlphaBetaController</c> is the same filter with bounded steps. Source:
/// filecoin-project/builtin-actors, runtime/src/builtin/reward/smooth.
/// </remarks>
/// <param name="Alpha">The part of a surprise that moves the position, times 2^128.</param>
/// <param name="Beta">The part of a surprise that moves the velocity, times 2^128.</param>
public sealed record FilecoinSmoothing(BigInteger Alpha, BigInteger Beta)
{
    private const int FractionBits = 128;

    /// <summary>Returns the estimate after an observation.</summary>
    /// <param name="estimate">The estimate before.</param>
    /// <param name="observed">What was observed, in whole units.</param>
    /// <param name="epochs">How many epochs later, not zero.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="epochs"/> is zero.</exception>
    public FilecoinEstimate Next(FilecoinEstimate estimate, BigInteger observed, ulong epochs)
    {
        BigInteger predicted = estimate.Position + (estimate.Velocity * epochs), surprise = (observed << FractionBits) - predicted;
        BigInteger turn = WideRounding.Quotient(surprise * Beta, (BigInteger)epochs << FractionBits, Rounding.Down);
        return new FilecoinEstimate(predicted + ((Alpha * surprise) >> FractionBits), estimate.Velocity + turn);
    }
}
