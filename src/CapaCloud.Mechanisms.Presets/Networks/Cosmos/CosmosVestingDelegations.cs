using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Which of an account's delegated coins are locked ones: locked coins are delegated first and come back last.</summary>
/// <remarks>
/// <code>
/// delegate:   x = min(max(still vesting - Vesting, 0), amount);  Vesting + x, Free + amount - x
/// undelegate: x = min(Free, amount);  Free - x, Vesting - min(Vesting, amount - x)
/// </code>
/// In base units. What a slash took stays counted as locked. <c>default</c> has delegated nothing. Source: cosmos/cosmos-sdk, x/auth/vesting/types/vesting_account.go.
/// </remarks>
/// <param name="Vesting">Delegated coins that were locked.</param>
/// <param name="Free">Delegated coins that were not.</param>
public readonly record struct CosmosVestingDelegations(BigInteger Vesting, BigInteger Free)
{
    /// <summary>Counts a delegation.</summary>
    /// <param name="balance">What the account has, in base units.</param>
    /// <param name="stillVesting">What of it is locked, in base units.</param>
    /// <param name="amount">What is delegated, in base units.</param>
    /// <returns>The counters afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is zero or more than the balance.</exception>
    public CosmosVestingDelegations Delegate(BigInteger balance, BigInteger stillVesting, BigInteger amount)
    {
        if (amount.Sign <= 0 || amount > balance)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), $"{amount} base units were to be delegated of {balance}; expected from 1 to all of them.");
        }

        BigInteger locked = BigInteger.Min(BigInteger.Max(stillVesting - Vesting, BigInteger.Zero), amount);
        return new CosmosVestingDelegations(Vesting + locked, Free + amount - locked);
    }

    /// <summary>Counts coins that come back.</summary>
    /// <param name="amount">How many, in base units.</param>
    /// <returns>The counters afterwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is zero.</exception>
    public CosmosVestingDelegations Undelegate(BigInteger amount)
    {
        if (amount.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), $"{amount} base units were to come back; expected at least 1.");
        }

        BigInteger free = BigInteger.Min(Free, amount);
        return new CosmosVestingDelegations(Vesting - BigInteger.Min(Vesting, amount - free), Free - free);
    }
}
