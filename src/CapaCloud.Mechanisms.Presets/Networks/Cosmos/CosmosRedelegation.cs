using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>What one delegator moved from the validator to one other validator: the entries share the delegation there.</summary>
/// <remarks>
/// <code>for each entry in turn: shares unbonded = min(the entry's, DelegationShares), burned = what the destination pays for them</code>
/// The delegator may have undelegated at the destination meanwhile: then a slash finds fewer shares, and what is missing is not taken from
/// anybody, though the validator's slash is reduced by it. Equal by content. Source: cosmos/cosmos-sdk, x/staking/keeper/slash.go.
/// </remarks>
/// <param name="Entries">The entries, in the order in which they moved.</param>
/// <param name="DelegationShares">The shares the delegator has at the destination now.</param>
/// <param name="Destination">Which of the slash's destinations it is.</param>
public sealed record CosmosRedelegation(ImmutableArray<CosmosRedelegationEntry> Entries, CosmosDecimal DelegationShares, int Destination = 0)
{
    /// <summary>Gets the entries; a default list is empty.</summary>
    public ImmutableArray<CosmosRedelegationEntry> Entries { get; init => field = value.IsDefault ? [] : value; } = Entries.IsDefault ? [] : Entries;

    /// <summary>Slashes the entries.</summary>
    /// <param name="destination">The pool of the destination.</param>
    /// <param name="infractionHeight">The height of the infraction.</param>
    /// <param name="fraction">The part, not negative.</param>
    /// <returns>The redelegation and the destination afterwards, what the validator's slash is reduced by, and what was burned.</returns>
    public (CosmosRedelegation After, CosmosValidatorTokens Destination, CosmosTokens Wanted, CosmosTokens Burned) Slash(
        CosmosValidatorTokens destination, long infractionHeight, CosmosDecimal fraction)
    {
        (CosmosTokens wanted, CosmosTokens burned, CosmosDecimal left) = (default, default, DelegationShares);
        foreach (CosmosRedelegationEntry entry in Entries)
        {
            (CosmosTokens part, CosmosDecimal asked) = entry.Slash(infractionHeight, fraction);
            CosmosDecimal shares = CosmosDecimal.Min(asked, left);
            wanted += part;
            if (!shares.IsZero)
            {
                (destination, CosmosTokens paid) = destination.Undelegate(shares);
                left = left.Subtract(shares);
                burned += paid;
            }
        }

        return (this with { DelegationShares = left }, destination, wanted, burned);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"CosmosRedelegation {{ DelegationShares = {DelegationShares}, Destination = {Destination}, Entries = {Prose.List(Entries)} }}";

    /// <inheritdoc/>
    public bool Equals(CosmosRedelegation? other) => other is not null && DelegationShares == other.DelegationShares
        && Destination == other.Destination && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DelegationShares, Destination, Entries.Length);
}
