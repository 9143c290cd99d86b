using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Geb;

/// <summary>The rate of RAI's redemption price, and what its controller remembers.</summary>
/// <remarks>No formula. <c>default</c> remembers nothing.</remarks>
/// <param name="Rate">The factor for each second, times 10^27.</param>
/// <param name="Proportional">The distance from the target, times 10^27.</param>
/// <param name="Integral">The sum of distances over seconds, times 10^27.</param>
public readonly record struct GebRate(BigInteger Rate, BigInteger Proportional, BigInteger Integral);
