using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Solana;

/// <summary>What a delegation on Solana earns in an epoch, and what of it the operator takes.</summary>
/// <remarks>
/// <code>
/// reward = floor(points * rewards / all points);  voter = floor(reward * commission / 10,000), staker = floor(reward * (10,000 - commission) / 10,000)
/// </code>
/// In base units. Both parts round down and up to a unit vanishes; when either is 0 nobody is paid and the points stay for later. No rewards, or the epoch in which the stake began:
/// nothing is paid and the counter moves. Source: anza-xyz/agave, runtime/src/inflation_rewards/mod.rs.
/// </remarks>
/// <param name="Staker">What the delegator gets, in base units.</param>
/// <param name="Voter">What the operator gets, in base units.</param>
/// <param name="Credits">The counter of credits to store.</param>
public readonly record struct SolanaStakeReward(BigInteger Staker, BigInteger Voter, ulong Credits)
{
    private const int Whole = 10_000;

    /// <summary>Returns the reward, or null when nothing is paid and the counter stays.</summary>
    /// <param name="points">Stake times credits since the last payment.</param>
    /// <param name="rewards">What the epoch has for all, in base units.</param>
    /// <param name="totalPoints">The points of all.</param>
    /// <param name="commission">The operator's part, in parts of 10,000; more counts as all.</param>
    /// <param name="isActivationEpoch">Whether the stake began in this epoch.</param>
    /// <param name="credits">The counter as it stands now.</param>
    /// <returns>The reward, or null.</returns>
    public static SolanaStakeReward? Of(BigInteger points, BigInteger rewards, BigInteger totalPoints, uint commission, bool isActivationEpoch, ulong credits)
    {
        if (rewards.IsZero || isActivationEpoch)
        {
            return new SolanaStakeReward(0, 0, credits);
        }

        BigInteger reward = points.IsZero || totalPoints.IsZero ? BigInteger.Zero : points * rewards / totalPoints;
        BigInteger part = BigInteger.Min(commission, Whole), voter = reward * part / Whole, staker = reward * (Whole - part) / Whole;
        bool isSplit = !part.IsZero && part != Whole;
        return reward.IsZero || (isSplit && (voter.IsZero || staker.IsZero)) ? null : new SolanaStakeReward(staker, voter, credits);
    }
}
