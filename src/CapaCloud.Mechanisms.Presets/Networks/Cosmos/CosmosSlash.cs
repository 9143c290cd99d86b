using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A slash of the Cosmos SDK: the validator's pool, and the delegations that have left it since the infraction.</summary>
/// <remarks>
/// <code>
/// wanted = floor(power at the infraction * TokensPerPower * fraction)
/// an infraction of an earlier height: each entry that left since takes its own part, and wanted falls by that part, taken or not
/// burned from the pool = min(wanted, tokens)
/// </code>
/// In base units, rounded down. What an entry can no longer give is not taken from the pool, but the pool pays again for each repetition, and
/// tokens that came after the infraction pay along: <c>StakeAccount</c> of CapaCloud.Mechanisms does not let that happen. Equal by content.
/// Source: cosmos/cosmos-sdk, x/staking/keeper/slash.go.
/// </remarks>
/// <param name="Pool">The validator's pool.</param>
/// <param name="Unbonding">The delegations that are unbonding.</param>
/// <param name="Redelegations">The delegations that moved to another validator.</param>
/// <param name="Destinations">The pools of those validators.</param>
public sealed record CosmosSlash(
    CosmosValidatorTokens Pool,
    ImmutableArray<CosmosUnbondingEntry> Unbonding,
    ImmutableArray<CosmosRedelegation> Redelegations,
    ImmutableArray<CosmosValidatorTokens> Destinations)
{
    /// <summary>How many base units one unit of power is where a chain does not say otherwise: 10^6.</summary>
    public const ulong DefaultTokensPerPower = 1_000_000;

    /// <summary>Gets how many base units one unit of power is (<c>PowerReduction</c>); some chains have 10^18.</summary>
    public ulong TokensPerPower { get; init; } = DefaultTokensPerPower;

    /// <summary>Gets the delegations that are unbonding; a default list is empty.</summary>
    public ImmutableArray<CosmosUnbondingEntry> Unbonding { get; init => field = value.IsDefault ? [] : value; } = Unbonding.IsDefault ? [] : Unbonding;

    /// <summary>Gets the delegations that moved to another validator; a default list is empty.</summary>
    public ImmutableArray<CosmosRedelegation> Redelegations { get; init => field = value.IsDefault ? [] : value; } = Redelegations.IsDefault ? [] : Redelegations;

    /// <summary>Gets the pools of those validators; a default list is empty.</summary>
    public ImmutableArray<CosmosValidatorTokens> Destinations { get; init => field = value.IsDefault ? [] : value; } = Destinations.IsDefault ? [] : Destinations;

    /// <summary>Slashes.</summary>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="height">The present height.</param>
    /// <param name="power">The validator's power at the infraction.</param>
    /// <param name="fraction">The part, not negative; above 1 it burns more than the power, as far as there are tokens.</param>
    /// <returns>Everything afterwards, what was burned of bonded tokens in all pools, and what was burned of unbonding ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The infraction is in the future, or the part negative.</exception>
    /// <exception cref="InvalidOperationException">The validator is unbonded, or a redelegation went to an unknown destination.</exception>
    /// <exception cref="OverflowException">More tokens than 256 bits or shares than 315 bits hold.</exception>
    public (CosmosSlash After, CosmosTokens BondedBurned, CosmosTokens UnbondingBurned) Slash(
        long infractionHeight, long height, ulong power, CosmosDecimal fraction)
    {
        Refuse(infractionHeight, height, fraction);
        CosmosTokens wanted = CosmosTokens.Of((UInt128)power * TokensPerPower).Multiply(fraction);
        (CosmosTokens bonded, CosmosTokens unbonding) = (default, default);
        CosmosSlash after = this;
        if (infractionHeight < height)
        {
            CosmosTokens left = default;
            (after, left, bonded, unbonding) = SlashWhatLeft(infractionHeight, fraction);
            wanted = wanted.SubtractToZero(left);
        }

        (CosmosValidatorTokens pool, CosmosTokens burned) = after.Pool.Burn(wanted);
        return Pool.Status == CosmosValidatorStatus.Bonded
            ? (after with { Pool = pool }, bonded + burned, unbonding)
            : (after with { Pool = pool }, bonded, unbonding + burned);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"CosmosSlash {{ Pool = {Pool}, TokensPerPower = {TokensPerPower}, Unbonding = {Prose.List(Unbonding)}, Redelegations = {Prose.List(Redelegations)}, "
        + $"Destinations = {Prose.List(Destinations)} }}";

    /// <inheritdoc/>
    public bool Equals(CosmosSlash? other) => other is not null && Pool == other.Pool && TokensPerPower == other.TokensPerPower
        && Unbonding.AsSpan().SequenceEqual(other.Unbonding.AsSpan())
        && Redelegations.AsSpan().SequenceEqual(other.Redelegations.AsSpan())
        && Destinations.AsSpan().SequenceEqual(other.Destinations.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pool, TokensPerPower, Unbonding.Length, Redelegations.Length);

    private void Refuse(long infractionHeight, long height, CosmosDecimal fraction)
    {
        if (infractionHeight > height)
        {
            throw new ArgumentOutOfRangeException(
                nameof(infractionHeight), infractionHeight, $"A future infraction cannot be slashed at height {height}.");
        }

        if (fraction.Parts.Sign < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), $"A slash takes a part from 0 on, got {fraction}.");
        }

        if (Pool.Status == CosmosValidatorStatus.Unbonded)
        {
            throw new InvalidOperationException("An unbonded validator cannot be slashed.");
        }

        int most = Destinations.Length;
        if (Redelegations.FirstOrDefault(moved => (uint)moved.Destination >= (uint)most) is { } lost)
        {
            throw new InvalidOperationException($"A redelegation went to destination {lost.Destination}; there are {most}, counted from 0.");
        }
    }

    private (CosmosSlash After, CosmosTokens Wanted, CosmosTokens Bonded, CosmosTokens Unbonding) SlashWhatLeft(long infractionHeight, CosmosDecimal fraction)
    {
        (CosmosTokens wanted, CosmosTokens bonded, CosmosTokens unbonding) = (default, default, default);
        CosmosUnbondingEntry[] entries = [.. Unbonding];
        for (int index = 0; index < entries.Length; index++)
        {
            (entries[index], CosmosTokens part, CosmosTokens taken) = entries[index].Slash(infractionHeight, fraction);
            wanted += part;
            unbonding += taken;
        }

        CosmosRedelegation[] moved = [.. Redelegations];
        CosmosValidatorTokens[] destinations = [.. Destinations];
        for (int index = 0; index < moved.Length; index++)
        {
            ref CosmosValidatorTokens destination = ref destinations[moved[index].Destination];
            (moved[index], destination, CosmosTokens part, CosmosTokens burned) = moved[index].Slash(destination, infractionHeight, fraction);
            wanted += part;
            bonded += destination.Status == CosmosValidatorStatus.Bonded ? burned : CosmosTokens.Zero;
            unbonding += destination.Status == CosmosValidatorStatus.Bonded ? CosmosTokens.Zero : burned;
        }

        return (this with { Unbonding = [.. entries], Redelegations = [.. moved], Destinations = [.. destinations] }, wanted, bonded, unbonding);
    }
}
