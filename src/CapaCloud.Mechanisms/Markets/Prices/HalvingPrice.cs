using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A Dutch price: it starts high and halves again and again until somebody buys.</summary>
/// <remarks>
/// <code>price(t) = max(Floor, floor(Start / 2^(t / Halving)))</code>
/// In base units of money, and periods for t and the halving. Rounds down, in favour of the buyer, from the exact real number: 1,000 after half a
/// halving of 302,400 periods is 707. At whole multiples it is <c>Start / 2^k</c>; small prices reach the floor. <c>default</c> has no halving
/// and is refused. Source: Filecoin Pay, Dutch auction of fees.
/// </remarks>
public readonly record struct HalvingPrice
{
    /// <summary>Initializes a new instance of the <see cref="HalvingPrice"/> struct.</summary>
    /// <param name="start">The price at the start.</param>
    /// <param name="halving">In how many periods it halves; at least 1.</param>
    /// <param name="floor">The lowest price.</param>
    /// <exception cref="ArgumentOutOfRangeException">The halving is 0, or the floor above the start.</exception>
    [JsonConstructor]
    public HalvingPrice(Amount start, ulong halving, Amount floor = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(halving);
        if (floor > start)
        {
            throw new ArgumentOutOfRangeException(nameof(floor), $"The floor {floor} is above the start {start}; expected at most that.");
        }

        (Start, Halving, Floor) = (start, halving, floor);
    }

    /// <summary>Gets the price at the start.</summary>
    public Amount Start { get; }

    /// <summary>Gets in how many periods the price halves.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Halving { get; }

    /// <summary>Gets the lowest price.</summary>
    public Amount Floor { get; }

    /// <summary>Returns the price after a number of periods.</summary>
    /// <param name="elapsed">How many periods have passed since the start.</param>
    /// <returns>The price.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public Amount After(ulong elapsed)
    {
        if (Halving == 0)
        {
            throw new InvalidOperationException("A halving price without a halving has no value; expected a halving of at least 1 period.");
        }

        // 2^128 halved 129 times is below 1.
        if (Start.IsZero || elapsed / Halving > 128)
        {
            return Floor;
        }

        BigInteger price = WidePowerOfTwo.Scale(Start.Units, -(BigInteger)elapsed, Halving, Rounding.Down);
        return Amount.Max(Floor, Amount.Of((UInt128)price));
    }

    /// <summary>Returns when the price is first within somebody's means: the inverse of <see cref="After"/>.</summary>
    /// <param name="means">What somebody can pay.</param>
    /// <param name="maximum">The most periods to look ahead.</param>
    /// <returns>The first period with a price of at most that; null when there is none up to the maximum.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public ulong? FirstAtMost(Amount means, ulong maximum)
    {
        if (After(maximum) > means)
        {
            return null;
        }

        // The price never rises, so the first period is found by halves.
        ulong low = 0, high = maximum;
        while (low < high)
        {
            ulong middle = low + ((high - low) / 2);
            (low, high) = After(middle) <= means ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
