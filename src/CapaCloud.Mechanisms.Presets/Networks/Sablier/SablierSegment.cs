namespace CapaCloud.Mechanisms.Presets.Networks.Sablier;

/// <summary>A stretch of a stream that is released as a power of its own time.</summary>
/// <remarks><code>released = units * (time in it / its length)^Exponent</code> <c>default</c> releases nothing.</remarks>
/// <param name="Units">What it releases, in base units.</param>
/// <param name="Exponent">The power: 1 is even, below 1 early, above 1 late.</param>
/// <param name="End">When it ends, in seconds from the start of the stream.</param>
public readonly record struct SablierSegment(Amount Units, Ratio Exponent, ulong End);
