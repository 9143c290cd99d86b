using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>How the Cosmos SDK divides a block's fees over validators and the community.</summary>
/// <remarks>
/// <code>
/// each = truncate(fees * (1 - tax - proposer's part)) * truncate(power / total power), truncated
/// proposer's part = base + truncate(bonus * truncate(signed power / total power)), of the fees, for the proposer of the old form; 0 without one
/// what is left goes to the community pool
/// </code>
/// With 18 digits; every product and quotient truncates. Source: cosmos/cosmos-sdk, x/distribution/keeper/allocation.go.
/// </remarks>
/// <param name="CommunityTax">The community's part of the fees.</param>
/// <param name="BaseProposerReward">The proposer's least part; 0 in the new form.</param>
/// <param name="BonusProposerReward">What the proposer gets more when everybody signed; 0 in the new form.</param>
public sealed record CosmosFeeAllocation(CosmosDecimal CommunityTax, CosmosDecimal BaseProposerReward = default, CosmosDecimal BonusProposerReward = default)
{
    /// <summary>Divides fees.</summary>
    /// <param name="fees">The fees.</param>
    /// <param name="powers">The power of each validator that signed.</param>
    /// <param name="totalPower">The power of all, not zero.</param>
    /// <param name="proposer">The position of the proposer, or null in the new form.</param>
    /// <returns>What each validator gets, before its commission, and the community's part.</returns>
    public (IReadOnlyList<CosmosDecimal> Validators, CosmosDecimal Community) Divide(CosmosDecimal fees, IReadOnlyList<BigInteger> powers, BigInteger totalPower, int? proposer)
    {
        CosmosDecimal total = CosmosDecimal.FromInteger(totalPower), left = fees, part = default;
        CosmosDecimal[] validators = new CosmosDecimal[powers.Count];
        if (proposer is { } position)
        {
            CosmosDecimal signed = CosmosDecimal.FromInteger(powers.Aggregate(BigInteger.Zero, (sum, power) => sum + power)).DivideTruncate(total);
            part = BaseProposerReward.Add(BonusProposerReward.MultiplyTruncate(signed));
            validators[position] = fees.MultiplyTruncate(part);
            left = left.Subtract(validators[position]);
        }

        CosmosDecimal shared = fees.MultiplyTruncate(CosmosDecimal.One.Subtract(CommunityTax).Subtract(part));
        for (int index = 0; index < validators.Length; index++)
        {
            CosmosDecimal share = shared.MultiplyTruncate(CosmosDecimal.FromInteger(powers[index]).DivideTruncate(total));
            validators[index] = validators[index].Add(share);
            left = left.Subtract(share);
        }

        return (validators, left);
    }
}
