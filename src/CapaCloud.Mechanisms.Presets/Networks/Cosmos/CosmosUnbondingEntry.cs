using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A delegation of the Cosmos SDK that is unbonding.</summary>
/// <remarks>
/// <code>
/// slash: 0 when it began before the infraction or is mature
///        else wanted = floor(InitialBalance * fraction), taken = min(wanted, Balance)
/// </code>
/// In base units, rounded down, as the network does: a slash of half a unit takes nothing. Source: cosmos/cosmos-sdk,
/// x/staking/keeper/slash.go.
/// </remarks>
/// <param name="CreationHeight">The height at which it began.</param>
/// <param name="InitialBalance">What was unbonded then.</param>
/// <param name="Balance">What earlier slashes have left of it.</param>
/// <param name="IsMature">Whether it has been released.</param>
public readonly record struct CosmosUnbondingEntry(long CreationHeight, Amount InitialBalance, Amount Balance, bool IsMature)
{
    /// <summary>Slashes the entry.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="fraction">The part.</param>
    /// <returns>The entry afterwards, what the validator's slash is reduced by, and what was taken.</returns>
    public (CosmosUnbondingEntry Entry, Amount Wanted, Amount Taken) Slash(long infractionHeight, Proportion fraction)
    {
        Amount wanted = CreationHeight < infractionHeight || IsMature ? Amount.Zero : InitialBalance.Multiply(fraction, Rounding.Down);
        Amount taken = Amount.Min(wanted, Balance);
        return (this with { Balance = Balance - taken }, wanted, taken);
    }
}
