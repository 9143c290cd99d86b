using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Slashes rewards, not stake: who is at fault loses a part of its reward, and who is not shares what was lost, by weight.</summary>
/// <remarks>
/// <code>
/// lost(i) = ceiling(reward(i) * Part) when i is at fault        pool = sum of lost
/// reward'(i) = reward(i) - lost(i), or reward(i) + floor(pool * weight(i) / weights of those not at fault)
/// </code>
/// In base units. The loss rounds up and the gain down: a tenth of 101 is 11. When everybody is at fault, or nobody else has a weight, nobody gains and what was lost is left
/// to the account the caller names. Reporting a rival gains at most the part of its reward that goes by weight, which the caller has to weigh against its price for accusing.
/// Linear; no allocation. <c>default</c> takes nothing. Source: Sui's slashing of rewards.
/// </remarks>
/// <param name="Part">The part of a reward that is lost.</param>
public readonly record struct RewardForfeit(Proportion Part)
{
    /// <summary>Moves rewards from those at fault to the others.</summary>
    /// <param name="rewards">The rewards, in base units; replaced by what each gets.</param>
    /// <param name="weights">The weight of each.</param>
    /// <param name="atFault">Who is at fault.</param>
    /// <returns>What is left to the account that the caller names.</returns>
    /// <exception cref="ArgumentException">The spans do not have one entry for each.</exception>
    /// <exception cref="OverflowException">Weights, the lost rewards, or a reward with its gain add up to more than 2^128 - 1; the rewards are as they were.</exception>
    public Amount Share(Span<Amount> rewards, ReadOnlySpan<UInt128> weights, ReadOnlySpan<bool> atFault)
    {
        if (weights.Length != rewards.Length || atFault.Length != rewards.Length)
        {
            throw new ArgumentException($"There {Prose.Are(rewards.Length, "reward")}, {Prose.Count(weights.Length, "weight")} and {Prose.Count(atFault.Length, "verdict")}; expected as many of each.", nameof(weights));
        }

        UInt128 weight = UInt128.Zero;
        Amount pool = Amount.Zero;
        for (int index = 0; index < rewards.Length; index++)
        {
            UInt128 added = atFault[index] ? UInt128.Zero : weights[index];
            weight = added <= UInt128.MaxValue - weight
                ? weight + added
                : throw new OverflowException(
                    $"The weights of those not at fault add up to {DecimalText.Format(weight)} before place {index}, whose weight is {DecimalText.Format(added)}; expected at most 2^128 - 1 together.");
            pool += atFault[index] ? rewards[index].Multiply(Part, Rounding.Up) : Amount.Zero;
        }

        // Everything that can overflow is added before anything is written.
        for (int index = 0; index < rewards.Length; index++)
        {
            if (!atFault[index] && weight != UInt128.Zero)
            {
                _ = rewards[index] + pool.Multiply(weights[index], weight, Rounding.Down);
            }
        }

        Amount left = pool;
        for (int index = 0; index < rewards.Length; index++)
        {
            if (atFault[index])
            {
                rewards[index] -= rewards[index].Multiply(Part, Rounding.Up);
            }
            else if (weight != UInt128.Zero)
            {
                Amount gain = pool.Multiply(weights[index], weight, Rounding.Down);
                rewards[index] += gain;
                left -= gain;
            }
        }

        return left;
    }
}
