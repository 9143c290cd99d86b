using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A validator's pool in the Cosmos SDK: tokens, and the shares its delegators hold of them.</summary>
/// <remarks>
/// <code>
/// first delegation: shares = tokens;  later: issued = shares * amount / tokens        down at the 18th digit
/// tokens of shares  = shares * tokens / all shares                                     to the nearest, ties to even, 18 digits
/// undelegate        = floor(tokens of shares); the last delegator takes every token
/// burn(x)           = min(x, tokens)
/// </code>
/// Tokens in base units of 256 bits, shares with 18 digits of 315 bits, as wide as the network's. What an undelegation rounds off stays in
/// the pool and lifts what a share is worth. There is no defence against a first depositor here; <c>DelegationPool</c> of
/// CapaCloud.Mechanisms has one. <c>default</c>: empty and bonded. Source: cosmos/cosmos-sdk, x/staking/types/validator.go.
/// </remarks>
/// <param name="Tokens">The tokens, in base units.</param>
/// <param name="Shares">The shares of all delegators, not negative.</param>
/// <param name="Status">What the tokens do.</param>
public readonly record struct CosmosValidatorTokens(
    CosmosTokens Tokens, CosmosDecimal Shares, CosmosValidatorStatus Status = CosmosValidatorStatus.Bonded)
{
    private static readonly BigInteger Scale = BigInteger.Pow(10, 18);

    /// <summary>Adds a delegation.</summary>
    /// <param name="amount">The tokens, in base units, not zero.</param>
    /// <returns>The pool afterwards and the shares issued.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No tokens: the network refuses such a delegation.</exception>
    /// <exception cref="InvalidOperationException">The pool was slashed to nothing while shares are out: no rate exists.</exception>
    /// <exception cref="OverflowException">More tokens than 256 bits or shares than 315 bits hold.</exception>
    public (CosmosValidatorTokens Pool, CosmosDecimal Issued) Delegate(CosmosTokens amount)
    {
        if (amount.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), "A delegation has at least 1 base unit, got 0.");
        }

        if (Tokens.IsZero && !Shares.IsZero)
        {
            throw new InvalidOperationException($"A pool of 0 tokens with shares of {Shares} out was fully slashed; it takes no delegation.");
        }

        CosmosDecimal issued = Shares.IsZero
            ? CosmosDecimal.FromInteger(amount.Units)
            : new CosmosDecimal(BigInteger.Divide(new CosmosDecimal(Shares.Parts * amount.Units).Parts, Tokens.Units));
        return (this with { Tokens = Tokens + amount, Shares = Shares.Add(issued) }, issued);
    }

    /// <summary>Returns what shares are worth, with 18 digits.</summary>
    /// <param name="shares">The shares.</param>
    /// <returns>The worth in tokens, to the nearest, ties to even.</returns>
    /// <exception cref="DivideByZeroException">There are no shares.</exception>
    /// <exception cref="OverflowException">The product needs more than 315 bits.</exception>
    public CosmosDecimal TokensOf(CosmosDecimal shares) => new CosmosDecimal(shares.Parts * Tokens.Units).Divide(Shares);

    /// <summary>Removes shares.</summary>
    /// <param name="shares">The shares, from 0 to <see cref="Shares"/>.</param>
    /// <returns>The pool afterwards and the tokens paid out, in whole base units, rounded down.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of shares, or more than there are.</exception>
    public (CosmosValidatorTokens Pool, CosmosTokens Paid) Undelegate(CosmosDecimal shares)
    {
        if (shares.Parts.Sign < 0 || shares.Parts > Shares.Parts)
        {
            throw new ArgumentOutOfRangeException(nameof(shares), $"Shares of {shares} cannot be removed from a pool of {Shares}.");
        }

        CosmosDecimal left = Shares.Subtract(shares);
        CosmosTokens paid = left.IsZero ? Tokens : new CosmosTokens(BigInteger.Divide(TokensOf(shares).Parts, Scale));
        return (this with { Tokens = Tokens - paid, Shares = left }, paid);
    }

    /// <summary>Burns tokens of every delegator in proportion.</summary>
    /// <param name="wanted">How many, in base units; at most all are burned.</param>
    /// <returns>The pool afterwards and the tokens burned.</returns>
    public (CosmosValidatorTokens Pool, CosmosTokens Burned) Burn(CosmosTokens wanted)
    {
        CosmosTokens burned = CosmosTokens.Min(wanted, Tokens);
        return (this with { Tokens = Tokens - burned }, burned);
    }
}
