using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A delegation of the Cosmos SDK that moved to another validator and is still liable for the first.</summary>
/// <remarks>
/// <code>
/// slash: 0 when it began before the infraction or is mature
///        else wanted = floor(InitialBalance * fraction), shares unbonded = min(SharesAtDestination * fraction, DelegationShares)
/// </code>
/// Balances in base units, rounded down; shares with 18 digits, to the nearest, ties to even. Source: cosmos/cosmos-sdk,
/// x/staking/keeper/slash.go.
/// </remarks>
/// <param name="CreationHeight">The height at which it moved.</param>
/// <param name="InitialBalance">What moved, in base units.</param>
/// <param name="SharesAtDestination">The shares it got at the destination.</param>
/// <param name="DelegationShares">The shares the delegator has there now.</param>
/// <param name="IsMature">Whether the first validator's faults reach it no more.</param>
public readonly record struct CosmosRedelegationEntry(
    long CreationHeight, Amount InitialBalance, Ratio SharesAtDestination, Ratio DelegationShares, bool IsMature)
{
    /// <summary>Slashes the entry.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="fraction">The part.</param>
    /// <returns>The entry afterwards, what the validator's slash is reduced by, and the shares to unbond and burn at the destination.</returns>
    public (CosmosRedelegationEntry Entry, Amount Wanted, Ratio Unbonded) Slash(long infractionHeight, Proportion fraction)
    {
        if (CreationHeight < infractionHeight || IsMature)
        {
            return (this, Amount.Zero, Ratio.Zero);
        }

        Amount wanted = InitialBalance.Multiply(fraction, Rounding.Down);
        Ratio unbonded = Ratio.Min(SharesAtDestination.Multiply(fraction.ToRatio(), Rounding.HalfEven), DelegationShares);
        return (this with { DelegationShares = DelegationShares - unbonded }, wanted, unbonded);
    }
}
