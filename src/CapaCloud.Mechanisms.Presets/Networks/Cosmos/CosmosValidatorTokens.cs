using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A validator's pool in the Cosmos SDK: tokens, and the shares its delegators hold of them.</summary>
/// <remarks>
/// <code>
/// first delegation: shares = tokens;  later: issued = shares * amount / tokens        down at the 18th digit
/// tokens of shares  = shares * tokens / all shares                                     to the nearest, ties to even, 18 digits
/// undelegate        = floor(tokens of shares); the last delegator takes every token
/// burn(x)           = min(x, tokens)
/// </code>
/// Tokens in base units, shares with 18 digits. What an undelegation rounds off stays in the pool and lifts what a share is worth. There
/// is no defence against a first depositor here; <c>DelegationPool</c> of CapaCloud.Mechanisms has one. Source: cosmos/cosmos-sdk,
/// x/staking/types/validator.go.
/// </remarks>
/// <param name="Tokens">The tokens, in base units.</param>
/// <param name="Shares">The shares of all delegators.</param>
public readonly record struct CosmosValidatorTokens(Amount Tokens, Ratio Shares)
{
    /// <summary>Adds a delegation.</summary>
    /// <param name="amount">The tokens, in base units.</param>
    /// <returns>The pool afterwards and the shares issued.</returns>
    /// <exception cref="InvalidOperationException">The pool was slashed to nothing while shares are out: no rate exists.</exception>
    public (CosmosValidatorTokens Pool, Ratio Issued) Delegate(Amount amount)
    {
        if (Tokens.IsZero && !Shares.IsZero)
        {
            throw new InvalidOperationException($"A pool of 0 tokens with {Shares} shares out was fully slashed; it takes no delegation.");
        }

        Ratio issued = Shares.IsZero
            ? Ratio.FromQuotient(amount.Units, UInt128.One, Rounding.Down)
            : Ratio.FromParts(MulDiv.Down(Shares.Parts, amount.Units, Tokens.Units));
        return (new CosmosValidatorTokens(Tokens + amount, Shares + issued), issued);
    }

    /// <summary>Returns what shares are worth, with 18 digits.</summary>
    /// <param name="shares">The shares.</param>
    /// <returns>The worth in tokens, to the nearest, ties to even.</returns>
    /// <exception cref="DivideByZeroException">There are no shares.</exception>
    public Ratio TokensOf(Ratio shares)
    {
        // The SDK divides with 18 digits more, drops the rest, and rounds then: a rest it has dropped makes a tie of what is none.
        BigInteger digits = BigInteger.Pow(10, 18);
        BigInteger long36 = (BigInteger)shares.Parts * Tokens.Units * digits * digits / Shares.Parts;
        BigInteger quotient = BigInteger.DivRem(long36, digits, out BigInteger rest);
        int toHalf = (rest * 2).CompareTo(digits);
        bool up = toHalf > 0 || (toHalf == 0 && !quotient.IsEven);
        return Ratio.FromParts((UInt128)(up ? quotient + 1 : quotient));
    }

    /// <summary>Removes shares.</summary>
    /// <param name="shares">The shares, at most <see cref="Shares"/>.</param>
    /// <returns>The pool afterwards and the tokens paid out, in whole base units, rounded down.</returns>
    /// <exception cref="OverflowException">There are fewer shares.</exception>
    public (CosmosValidatorTokens Pool, Amount Paid) Undelegate(Ratio shares)
    {
        Ratio left = Shares - shares;
        Amount paid = left.IsZero ? Tokens : Amount.FromUnits(TokensOf(shares).Parts / Proportion.PartsPerOne);
        return (new CosmosValidatorTokens(Tokens - paid, left), paid);
    }

    /// <summary>Burns tokens of every delegator in proportion.</summary>
    /// <param name="wanted">How many, in base units; at most all are burned.</param>
    /// <returns>The pool afterwards and the tokens burned.</returns>
    public (CosmosValidatorTokens Pool, Amount Burned) Burn(Amount wanted)
    {
        Amount burned = Amount.Min(wanted, Tokens);
        return (this with { Tokens = Tokens - burned }, burned);
    }
}
