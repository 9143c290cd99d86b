using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What is sold in bundles: different goods, numbered from 0, and equal units.</summary>
/// <remarks>
/// <code>bids fit together when no good is in two of them and their units add up to at most Units</code>
/// A machine with its own name is a good; 64 equal GPU are 64 units. <c>default</c> is a lot of nothing.
/// </remarks>
public readonly record struct BundleLot
{
    /// <summary>The most goods of different kinds.</summary>
    public const int MaximumGoods = 128;

    /// <summary>Initializes a new instance of the <see cref="BundleLot"/> struct.</summary>
    /// <param name="goods">How many different goods there are, 0 to 128.</param>
    /// <param name="units">How many equal units there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more than 128 goods, or fewer than none.</exception>
    [JsonConstructor]
    public BundleLot(int goods, ulong units)
    {
        if (goods is < 0 or > MaximumGoods)
        {
            throw new ArgumentOutOfRangeException(nameof(goods), "A lot has 0 to 128 different goods.");
        }

        (Goods, Units) = (goods, units);
    }

    /// <summary>Gets how many different goods there are.</summary>
    public int Goods { get; }

    /// <summary>Gets how many equal units there are.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Units { get; }

    /// <summary>Tells whether a bundle is something and is all in the lot.</summary>
    internal bool Holds(BundleBid bid) =>
        (bid.Goods != UInt128.Zero || bid.Units > 0)
        && bid.Units <= Units
        && (Goods == MaximumGoods || bid.Goods >> Goods == UInt128.Zero);
}
