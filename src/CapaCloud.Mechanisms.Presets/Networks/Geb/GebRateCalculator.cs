using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Geb;

/// <summary>The proportional-integral controller of RAI, which steers a redemption price by a rate of change for each second.</summary>
/// <remarks>
/// <code>
/// p = redemption - market * 10^9                       i = leak * i before / 10^27 + (p + p before) / 2 * elapsed
/// out = p * Proportional / 10^18 + i * Integral / 10^18
/// rate = 10^27 when out is zero or |out| &lt; redemption * (2 * 10^18 - NoiseBarrier) // 10^18 - redemption
///        10^27 + out otherwise, out between -(10^27 - 1) and 10^45
/// </code>
/// Every division rounds toward zero. The integral grows while the answer is gated or clamped: it winds up, as on the network. The core's
/// <c>ProportionalIntegralController</c> does not. Source: reflexer-labs/geb-rrfm-calculators.
/// </remarks>
/// <param name="Proportional">The gain of the distance, times 10^18.</param>
/// <param name="Integral">The gain of its sum, times 10^18.</param>
/// <param name="NoiseBarrier">The answer must be at least one minus this of the redemption price, times 10^18.</param>
public sealed record GebRateCalculator(BigInteger Proportional, BigInteger Integral, BigInteger NoiseBarrier)
{
    private static readonly BigInteger Wad = BigInteger.Pow(10, 18);

    private static readonly BigInteger Ray = BigInteger.Pow(10, 27);

    private static readonly BigInteger Highest = BigInteger.Pow(10, 45);

    /// <summary>Returns the gain for a real span of time.</summary>
    /// <param name="gain">The gain, times 10^18.</param>
    /// <param name="seconds">The span, or a product of spans.</param>
    /// <returns>The quotient, rounded toward zero.</returns>
    /// <exception cref="DivideByZeroException">The span is zero.</exception>
    public static BigInteger GainFor(BigInteger gain, BigInteger seconds) => BigInteger.Divide(gain, seconds);

    /// <summary>Returns a price after some time at a rate.</summary>
    /// <param name="rate">The factor for each second, times 10^27.</param>
    /// <param name="seconds">The time.</param>
    /// <param name="price">The price, times 10^27.</param>
    /// <returns>The price, times 10^27; powers by squaring, each product rounded half up, the last down.</returns>
    public static BigInteger Compound(BigInteger rate, ulong seconds, BigInteger price)
    {
        BigInteger power = (seconds & 1) == 1 ? rate : Ray, square = rate;
        for (ulong left = seconds >> 1; left > 0; left >>= 1)
        {
            square = Product(square, square);
            power = (left & 1) == 1 ? Product(power, square) : power;
        }

        return price * power / Ray;
    }

    /// <summary>Returns the rate and what is remembered.</summary>
    /// <param name="market">The market price, times 10^18.</param>
    /// <param name="redemption">The redemption price, times 10^27.</param>
    /// <param name="before">Distance and integral of the last update.</param>
    /// <param name="elapsed">The seconds since then; zero for the first.</param>
    /// <param name="leak">What is left of the integral after them, times 10^27; one for no leak.</param>
    /// <returns>The update.</returns>
    public GebRate Next(BigInteger market, BigInteger redemption, GebRate before, ulong elapsed, BigInteger leak)
    {
        BigInteger distance = redemption - (market * BigInteger.Pow(10, 9));
        BigInteger integral = BigInteger.Divide(leak * before.Integral, Ray) + (BigInteger.Divide(distance + before.Proportional, 2) * elapsed);
        BigInteger answer = BigInteger.Divide(distance * Proportional, Wad) + BigInteger.Divide(integral * Integral, Wad);
        BigInteger barrier = WideRounding.Quotient(redemption * ((2 * Wad) - NoiseBarrier), Wad, Rounding.Down) - redemption;
        BigInteger rate = answer.IsZero || BigInteger.Abs(answer) < barrier ? Ray : Ray + BigInteger.Max(BigInteger.One - Ray, BigInteger.Min(Highest, answer));
        return new GebRate(rate, distance, integral);
    }

    private static BigInteger Product(BigInteger left, BigInteger right) => ((left * right) + (Ray / 2)) / Ray;
}
