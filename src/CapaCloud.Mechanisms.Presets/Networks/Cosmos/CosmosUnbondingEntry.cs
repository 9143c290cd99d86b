namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A delegation of the Cosmos SDK that is unbonding.</summary>
/// <remarks>
/// <code>
/// slash: 0 when it began before the infraction, or is mature and not on hold
///        else wanted = floor(InitialBalance * fraction), taken = min(wanted, Balance)
/// </code>
/// In base units, rounded down, as the network does: a slash of half a unit takes nothing. Source: cosmos/cosmos-sdk,
/// x/staking/keeper/slash.go.
/// </remarks>
/// <param name="CreationHeight">The height at which it began.</param>
/// <param name="InitialBalance">What was unbonded then.</param>
/// <param name="Balance">What earlier slashes have left of it.</param>
/// <param name="IsMature">Whether its time is over.</param>
/// <param name="IsOnHold">Whether a consumer chain holds it although its time is over.</param>
public readonly record struct CosmosUnbondingEntry(
    long CreationHeight, CosmosTokens InitialBalance, CosmosTokens Balance, bool IsMature, bool IsOnHold = false)
{
    /// <summary>Slashes the entry.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="fraction">The part, not negative.</param>
    /// <returns>The entry afterwards, what the validator's slash is reduced by, and what was taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is negative.</exception>
    public (CosmosUnbondingEntry Entry, CosmosTokens Wanted, CosmosTokens Taken) Slash(long infractionHeight, CosmosDecimal fraction)
    {
        CosmosTokens wanted = CreationHeight < infractionHeight || (IsMature && !IsOnHold) ? CosmosTokens.Zero : InitialBalance.Multiply(fraction);
        CosmosTokens taken = CosmosTokens.Min(wanted, Balance);
        return (this with { Balance = Balance - taken }, wanted, taken);
    }
}
