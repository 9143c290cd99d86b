using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>Ethereum's rewards and penalties for attesting.</summary>
/// <remarks>
/// <code>
/// phase 0: base = balance * Factor / sqrt(total) / rewards per epoch;  the proposer's part is base / 8
/// altair:  base = (balance / Increment) * (Increment * Factor / sqrt(total)), so that splitting a stake changes nothing
/// flag: reward = base * weight * participating increments / (active increments * denominator), 0 in a leak;  penalty = base * weight / denominator
/// </code>
/// In Gwei, every division and the root round down. Source: ethereum/consensus-specs, specs/phase0 and specs/altair, beacon-chain.md.
/// </remarks>
/// <param name="Factor">The base reward factor: 64.</param>
/// <param name="Increment">The least unit of an effective balance: 10^9 Gwei.</param>
public sealed record EthereumRewards(ulong Factor = 64, ulong Increment = EthereumSlashing.Increment)
{
    /// <summary>Returns the base reward of phase 0 and the proposer's part of it.</summary>
    /// <param name="balance">The effective balance, in Gwei.</param>
    /// <param name="total">All active balance, in Gwei, not zero.</param>
    /// <param name="rewardsPerEpoch">How many base rewards an epoch has: 4.</param>
    /// <returns>The base reward and the proposer's part, in Gwei.</returns>
    public (UInt128 Base, UInt128 Proposer) Phase0(ulong balance, ulong total, ulong rewardsPerEpoch)
    {
        UInt128 reward = (UInt128)balance * Factor / SquareRoot.Floor(total) / rewardsPerEpoch;
        return (reward, reward / 8);
    }

    /// <summary>Returns the base reward of Altair for one increment.</summary>
    /// <param name="total">All active balance, in Gwei, not zero.</param>
    /// <returns>The reward of one increment, in Gwei.</returns>
    public UInt128 PerIncrement(ulong total) => (UInt128)Increment * Factor / SquareRoot.Floor(total);

    /// <summary>Returns the base reward of Altair.</summary>
    /// <param name="balance">The effective balance, in Gwei.</param>
    /// <param name="total">All active balance, in Gwei, not zero.</param>
    /// <returns>The base reward, in Gwei.</returns>
    public UInt128 Altair(ulong balance, ulong total) => balance / Increment * PerIncrement(total);

    /// <summary>Returns rewards and penalties for one duty.</summary>
    /// <param name="balances">The effective balance of each validator, in Gwei.</param>
    /// <param name="participated">Who did the duty and was not slashed.</param>
    /// <param name="weight">The weight of the duty.</param>
    /// <param name="denominator">What the weights sum to: 64.</param>
    /// <param name="isLeaking">Whether the network does not finalise: then nobody is rewarded.</param>
    /// <param name="isPenalised">Whether missing the duty costs something.</param>
    /// <returns>Reward and penalty of each, in Gwei.</returns>
    public IReadOnlyList<(UInt128 Reward, UInt128 Penalty)> Duty(
        IReadOnlyList<ulong> balances, IReadOnlyList<bool> participated, ulong weight, ulong denominator, bool isLeaking, bool isPenalised)
    {
        ulong total = Increment, done = Increment, active = 0, attesting = 0;
        for (int index = 0; index < balances.Count; index++)
        {
            active += balances[index];
            attesting += participated[index] ? balances[index] : 0;
        }

        (total, done) = (ulong.Max(total, active), ulong.Max(done, attesting));
        List<(UInt128, UInt128)> deltas = [];
        for (int index = 0; index < balances.Count; index++)
        {
            UInt128 reward = Altair(balances[index], total);
            deltas.Add(participated[index]
                ? (isLeaking ? 0 : reward * weight * (done / Increment) / ((UInt128)(total / Increment) * denominator), 0)
                : (0, isPenalised ? reward * weight / denominator : 0));
        }

        return deltas;
    }
}
