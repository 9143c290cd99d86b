using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Sui;

/// <summary>Shares of one operator's pool on Sui: a deposit joins after the reward of its epoch and earns nothing of it.</summary>
/// <remarks>
/// <code>each epoch: pool + reward, then every deposit gets amount * shares / pool new shares;  value = floor(shares * pool / all shares)</code>
/// In base units; shares are exact quotients. Immutable. Source: MystenLabs/sui, sui-system, staking_pool.move.
/// </remarks>
/// <param name="Units">What is in the pool, in base units.</param>
/// <param name="Shares">All shares.</param>
public sealed record SuiStakingPool(BigInteger Units, SuiRational Shares)
{
    /// <summary>Begins with the operator's own stake.</summary>
    /// <param name="units">The stake, in base units, not zero.</param>
    /// <returns>The pool; the operator has as many shares.</returns>
    public static SuiStakingPool Begin(BigInteger units) => new(units, SuiRational.Of(units));

    /// <summary>Adds a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    /// <returns>The pool afterwards.</returns>
    public SuiStakingPool Reward(BigInteger reward) => this with { Units = Units + reward };

    /// <summary>Adds a deposit.</summary>
    /// <param name="amount">The deposit, in base units.</param>
    /// <returns>The pool afterwards and the new shares.</returns>
    public (SuiStakingPool Pool, SuiRational Issued) Deposit(BigInteger amount)
    {
        SuiRational issued = Shares.Times(amount, Units);
        return (new SuiStakingPool(Units + amount, Shares.Plus(issued)), issued);
    }

    /// <summary>Returns what shares are worth.</summary>
    /// <param name="shares">The shares.</param>
    /// <returns>The worth, in base units, rounded down.</returns>
    public BigInteger WorthOf(SuiRational shares) => shares.Times(Units * Shares.Denominator, Shares.Numerator).Floor;
}
