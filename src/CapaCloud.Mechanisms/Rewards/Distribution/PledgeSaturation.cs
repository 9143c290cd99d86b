using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>How much of a pool's stake earns: as much as its operator's own pledge answers for. Splitting a pool gains nothing.</summary>
/// <remarks>
/// <code>earning = min(stake, floor(pledge * Leverage))</code>
/// In units of stake, rounded down: a pledge of 3 at a leverage of 2.5 answers for 7. There is no fee or bonus for each pool, so a name is worth nothing by itself: cut into
/// several with the pledge and the stake divided anyhow, the parts earn at most what the whole does. More stake never earns less, and beyond the limit it earns nothing,
/// which <see cref="Accepts"/> says before it is delegated. <c>default</c> lets nothing earn. Source: the discussion of fixed fees and pledge in Cardano's CIP-0050 and CIP-0187.
/// </remarks>
/// <param name="Leverage">How many units of stake one unit of pledge answers for.</param>
public readonly record struct PledgeSaturation(Ratio Leverage)
{
    /// <summary>Returns the stake that earns.</summary>
    /// <param name="pledge">The operator's own stake, part of <paramref name="stake"/> or not as the caller counts it.</param>
    /// <param name="stake">The pool's stake.</param>
    /// <returns>The stake that earns.</returns>
    public UInt128 Earning(UInt128 pledge, UInt128 stake) =>
        MultiplyDivide.TryDivide(pledge, Leverage.Parts, Proportion.PartsPerOne, out UInt128 limit, out _) ? UInt128.Min(stake, limit) : stake;

    /// <summary>Returns how much more stake the pool can take that earns.</summary>
    /// <param name="pledge">The operator's own stake.</param>
    /// <param name="stake">The pool's stake.</param>
    /// <returns>The stake, up to what 128 bits hold.</returns>
    public UInt128 Accepts(UInt128 pledge, UInt128 stake) => Earning(pledge, UInt128.MaxValue) - UInt128.Min(stake, Earning(pledge, UInt128.MaxValue));
}
