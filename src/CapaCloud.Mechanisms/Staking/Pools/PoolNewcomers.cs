using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>The holdings that joined in the present epoch: the last ones of the list, all in one layer.</summary>
/// <param name="First">The position of the first of them.</param>
/// <param name="Layer">The layer they are in; -1 when there are none.</param>
/// <param name="Shares">The shares of the layer that are theirs.</param>
internal readonly record struct PoolNewcomers(int First, int Layer, UInt128 Shares)
{
    public static PoolNewcomers Of(ImmutableList<PoolHolding> holdings, int first, int layer)
    {
        UInt128 shares = UInt128.Zero;
        for (int position = first; position < holdings.Count; position++)
        {
            shares += holdings[position].PotShares;
        }

        return new PoolNewcomers(first, shares == UInt128.Zero ? -1 : layer, shares);
    }

    /// <summary>
    /// Tells whether their shares can become fewer: when counting whole shares costs nobody more than a unit, and when no loss of this epoch is counted by the shares there
    /// were.
    /// </summary>
    public bool CanBeDiluted(PoolLayer layer, Amount reward, Epoch now)
    {
        bool hasLost = layer.Marks is [.., { Lost.IsZero: false } last] && last.Epoch == now;
        return !hasLost && layer.Pot.Assets + reward < Amount.Of(layer.Pot.Shares - Shares);
    }
}
