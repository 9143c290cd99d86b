namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A part of a delegation of the Cosmos SDK that moved to another validator at one height and is still liable for the first.</summary>
/// <remarks>
/// <code>
/// slash: 0 when it began before the infraction, or is mature and not on hold
///        else wanted = floor(InitialBalance * fraction), shares = SharesAtDestination * fraction
/// </code>
/// Balances in base units, rounded down; shares with 18 digits, to the nearest, ties to even. Source: cosmos/cosmos-sdk,
/// x/staking/keeper/slash.go.
/// </remarks>
/// <param name="CreationHeight">The height at which it moved.</param>
/// <param name="InitialBalance">What moved, in base units.</param>
/// <param name="SharesAtDestination">The shares it got at the destination.</param>
/// <param name="IsMature">Whether its time is over.</param>
/// <param name="IsOnHold">Whether a consumer chain holds it although its time is over.</param>
public readonly record struct CosmosRedelegationEntry(
    long CreationHeight, CosmosTokens InitialBalance, CosmosDecimal SharesAtDestination, bool IsMature, bool IsOnHold = false)
{
    /// <summary>Returns what a slash asks of the entry.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="fraction">The part, not negative.</param>
    /// <returns>What the validator's slash is reduced by, and the shares to unbond at the destination as far as the delegator has them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is negative.</exception>
    public (CosmosTokens Wanted, CosmosDecimal Shares) Slash(long infractionHeight, CosmosDecimal fraction) =>
        CreationHeight < infractionHeight || (IsMature && !IsOnHold)
            ? (CosmosTokens.Zero, default)
            : (InitialBalance.Multiply(fraction), fraction.Multiply(SharesAtDestination));
}
