using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Near;

/// <summary>NEAR's issue by stake and uptime: what is not earned is never minted.</summary>
/// <remarks>
/// <code>
/// all = floor(inflation * supply * time / year)        treasury = floor(all * share)        pool = all - treasury
/// uptime = mean of produced / expected over what was expected of the validator
/// reward = floor(pool * min(1, (uptime - lowest) / (sufficient - lowest)) * stake / all stake), 0 below the lowest
/// </code>
/// In base units, one floor for each validator. With a cut-off, endorsements count as all or nothing. The stake of those who are not paid stays in the denominator. Source:
/// near/nearcore, chain/epoch-manager/src/reward_calculator.rs.
/// </remarks>
public sealed record NearRewards
{
    /// <summary>Gets the yearly inflation, numerator and denominator.</summary>
    public required (BigInteger Numerator, BigInteger Denominator) Inflation { get; init; }

    /// <summary>Gets the treasury's share, numerator and denominator.</summary>
    public required (BigInteger Numerator, BigInteger Denominator) Treasury { get; init; }

    /// <summary>Gets the uptime up to which nothing is paid.</summary>
    public required (BigInteger Numerator, BigInteger Denominator) Lowest { get; init; }

    /// <summary>Gets the uptime from which on everything is paid, above the lowest.</summary>
    public required (BigInteger Numerator, BigInteger Denominator) Sufficient { get; init; }

    /// <summary>Gets the percentage of endorsements from which on they count as all, below it as none; null to count them as they are.</summary>
    public uint? EndorsementCutoff { get; init; }

    /// <summary>Returns the epoch's issue.</summary>
    /// <param name="supply">What exists, in base units.</param>
    /// <param name="time">How long the epoch was.</param>
    /// <param name="year">How long a year is, in the same unit, not zero.</param>
    /// <param name="validators">The validators.</param>
    /// <returns>The treasury's part and each validator's reward, in base units.</returns>
    /// <exception cref="InvalidOperationException">The sufficient uptime is not above the lowest.</exception>
    public (BigInteger Treasury, IReadOnlyList<BigInteger> Validators) Issue(BigInteger supply, BigInteger time, BigInteger year, IReadOnlyList<NearValidator> validators)
    {
        BigInteger all = Inflation.Numerator * supply * time / (year * Inflation.Denominator), treasury = all * Treasury.Numerator / Treasury.Denominator;
        BigInteger stake = validators.Aggregate(BigInteger.Zero, (sum, validator) => sum + validator.Stake);
        return (treasury, [.. validators.Select(validator => Reward(all - treasury, validator, stake))]);
    }

    private BigInteger Reward(BigInteger pool, in NearValidator validator, BigInteger stake)
    {
        BigInteger numerator = BigInteger.Zero, denominator = BigInteger.One;
        int kinds = 0;
        (ulong produced, ulong expected) = validator.Endorsements;
        (ulong Produced, ulong Expected) endorsements = EndorsementCutoff is { } cutoff && expected > 0
            ? (100 * (UInt128)produced >= (UInt128)cutoff * expected ? 1UL : 0UL, 1UL)
            : (produced, expected);
        foreach ((ulong did, ulong due) in new[] { validator.Blocks, validator.Chunks, endorsements })
        {
            if (due > 0)
            {
                (numerator, denominator, kinds) = ((numerator * due) + (did * denominator), denominator * due, kinds + 1);
            }
        }

        if (kinds == 0 || stake.IsZero)
        {
            return BigInteger.Zero;
        }

        // (u - lo) / (hi - lo) over one denominator, u = numerator / (denominator * kinds).
        BigInteger u = denominator * kinds, above = (numerator * Lowest.Denominator) - (Lowest.Numerator * u);
        BigInteger width = (Sufficient.Numerator * Lowest.Denominator) - (Lowest.Numerator * Sufficient.Denominator);
        if (width.Sign <= 0)
        {
            throw new InvalidOperationException($"From {Lowest} to {Sufficient} is a cliff; expected a sufficient uptime above the lowest.");
        }

        BigInteger reached = above * Sufficient.Denominator, whole = width * u;
        return above.Sign <= 0 ? BigInteger.Zero : pool * BigInteger.Min(reached, whole) * validator.Stake / (whole * stake);
    }
}
