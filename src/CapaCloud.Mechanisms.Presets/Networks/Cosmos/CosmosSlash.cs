using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A slash of the Cosmos SDK: the validator's pool, and the delegations that have left it since the infraction.</summary>
/// <remarks>
/// <code>
/// wanted = floor(power at the infraction * TokensPerPower * fraction)
/// an infraction of an earlier height: each entry that left since takes its own part, and wanted falls by that part, taken or not
/// burned from the pool = min(wanted, tokens)
/// </code>
/// In base units, rounded down. What an entry can no longer give is not taken from the pool, but the pool pays again for each repetition, and
/// tokens that came after the infraction pay along: <c>StakeAccount</c> of CapaCloud.Mechanisms does not let that happen. Source:
/// cosmos/cosmos-sdk, x/staking/keeper/slash.go.
/// </remarks>
/// <param name="Pool">The validator's pool.</param>
/// <param name="Unbonding">The delegations that are unbonding.</param>
/// <param name="Redelegations">The delegations that moved to another validator.</param>
/// <param name="Destination">The pool of that validator.</param>
public sealed record CosmosSlash(
    CosmosValidatorTokens Pool,
    ImmutableArray<CosmosUnbondingEntry> Unbonding,
    ImmutableArray<CosmosRedelegationEntry> Redelegations,
    CosmosValidatorTokens Destination)
{
    /// <summary>How many base units one unit of power is: 10^6.</summary>
    public const ulong TokensPerPower = 1_000_000;

    /// <summary>Slashes.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="height">The present height.</param>
    /// <param name="power">The validator's power at the infraction.</param>
    /// <param name="fraction">The part.</param>
    /// <returns>Everything afterwards, what was burned of bonded tokens in both pools, and what was burned of unbonding ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The infraction is in the future.</exception>
    public (CosmosSlash After, Amount BondedBurned, Amount UnbondingBurned) Slash(
        long infractionHeight, long height, ulong power, Proportion fraction)
    {
        if (infractionHeight > height)
        {
            throw new ArgumentOutOfRangeException(
                nameof(infractionHeight), infractionHeight, $"A future infraction cannot be slashed at height {height}.");
        }

        Amount wanted = Amount.FromUnits((UInt128)power * TokensPerPower).Multiply(fraction, Rounding.Down);
        CosmosSlash after = this;
        Amount bondedBurned = Amount.Zero;
        Amount unbondingBurned = Amount.Zero;
        for (int index = 0; infractionHeight < height && index < Unbonding.Length; index++)
        {
            (CosmosUnbondingEntry entry, Amount part, Amount taken) = Unbonding[index].Slash(infractionHeight, fraction);
            after = after with { Unbonding = after.Unbonding.SetItem(index, entry) };
            wanted = wanted.SubtractToZero(part);
            unbondingBurned += taken;
        }

        for (int index = 0; infractionHeight < height && index < Redelegations.Length; index++)
        {
            (CosmosRedelegationEntry entry, Amount part, Ratio shares) = Redelegations[index].Slash(infractionHeight, fraction);
            (CosmosValidatorTokens destination, Amount taken) =
                shares.IsZero ? (after.Destination, Amount.Zero) : after.Destination.Undelegate(shares);
            after = after with { Redelegations = after.Redelegations.SetItem(index, entry), Destination = destination };
            wanted = wanted.SubtractToZero(part);
            bondedBurned += taken;
        }

        (CosmosValidatorTokens pool, Amount burned) = after.Pool.Burn(wanted);
        return (after with { Pool = pool }, bondedBurned + burned, unbondingBurned);
    }
}
