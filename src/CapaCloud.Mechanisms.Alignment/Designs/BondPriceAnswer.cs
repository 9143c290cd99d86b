using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>How far the price of a bonded token may fall before honesty stops paying.</summary>
/// <remarks>
/// <code>largest fall = 1 - LeastPrice / today's lowest price</code>
/// </remarks>
/// <param name="Bond">The minimum bond and its asset.</param>
/// <param name="LeastPrice">The least price at which the property holds, in base units of the currency for one of the asset; null when none up to a bond of 10^30 units' worth does.</param>
/// <param name="LargestFall">The largest part that the lowest price may lose; zero when it does not hold today, null when no price suffices.</param>
/// <param name="AtLowest">What the property says at the lowest price of the interval: where it holds, it holds at every price of it.</param>
public sealed record BondPriceAnswer(AssetAmount Bond, Fraction? LeastPrice, Fraction? LargestFall, Finding AtLowest);
