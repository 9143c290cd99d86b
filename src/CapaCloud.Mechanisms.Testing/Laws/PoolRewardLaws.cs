namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of rewarding a delegation pool: a reward belongs to who stood when it was earned, and to nobody else.</summary>
/// <remarks>
/// <code>
/// gain of who joined before = reward * its worth / worth of all who did, left in this epoch or not
/// gain of who joined in it  = 0
/// </code>
/// Up to what whole units and whole shares cost: a few units and a millionth of a delegation; where somebody leaves, what a unit of stake or three gain.
/// </remarks>
internal static class PoolRewardLaws
{
    /// <summary>Returns the laws for the library's own rule.</summary>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(StakingRules rules) => For(rules, (pool, amount, now) => pool.Reward(amount, now, rules));

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="rules">The network's rules.</param>
    /// <param name="reward">The rule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(StakingRules rules, PoolRewarding reward)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(reward);
        return
        [
            Law.Of("earned-by-who-stood", "who stood before the epoch gains its share, also when it left in it", PoolRewardCase.Any, item => item.GainsAreShares(rules, reward)),
            Law.Of("latecomers-gain-nothing", "who joins in the epoch of a reward has what it brought", PoolRewardCase.Any, item => item.LatecomersKeepWhatTheyBrought(rules, reward)),
            Law.Of("order-is-nothing", "in which order the calls of an epoch come changes nobody's worth", PoolRewardCase.Any, item => item.OrderIsNothing(rules, reward)),
            Law.Of("reward-is-kept", "what the pool took and what it refused is the reward", PoolRewardCase.Any, item => item.RewardIsKept(rules, reward)),
        ];
    }

    internal static bool Near(Amount left, Amount right, UInt128 scale, UInt128 forAUnit) =>
        (left > right ? left - right : right - left).Units <= 20 + (scale / 200_000) + (3 * forAUnit);
}
