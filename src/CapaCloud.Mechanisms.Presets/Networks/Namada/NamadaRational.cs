using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Namada;

/// <summary>A fraction of whole numbers.</summary>
/// <remarks>
/// <code>Numerator / Denominator</code>
/// Not reduced. <c>default</c> has no denominator and is refused.
/// </remarks>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, above zero.</param>
public readonly record struct NamadaRational(BigInteger Numerator, BigInteger Denominator);
