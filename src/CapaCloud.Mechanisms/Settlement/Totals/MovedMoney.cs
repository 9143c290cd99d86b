namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a group of participants' postings did to the network's common accounts: sums that machines exchange in place of the postings.</summary>
/// <remarks>
/// <code>balance after = balance before + sum of To... - sum of From...</code>
/// In base units. Money that stays within one class of accounts is in none of the class's sums. <c>default</c> has moved nothing. <see cref="Merge"/> is commutative and associative with
/// <c>default</c> as its neutral element.
/// </remarks>
/// <param name="In">What came in from outside: wallets, requesters, issuance.</param>
/// <param name="Out">What went out to wallets.</param>
/// <param name="ToHeld">What came into stakes, pools, the treasury and other accounts inside the network, from outside them.</param>
/// <param name="FromHeld">What left them.</param>
/// <param name="Burned">What was destroyed.</param>
/// <param name="ToDust">What divisions left over.</param>
/// <param name="FromDust">What was taken of earlier remainders.</param>
/// <param name="ToTreasury">What the treasury got.</param>
/// <param name="FromTreasury">What the treasury paid.</param>
/// <param name="ToRewardPool">What came into the reward pool.</param>
/// <param name="FromRewardPool">What the reward pool paid.</param>
public readonly record struct MovedMoney(
    Amount In, Amount Out, Amount ToHeld, Amount FromHeld, Amount Burned, Amount ToDust, Amount FromDust, Amount ToTreasury, Amount FromTreasury, Amount ToRewardPool, Amount FromRewardPool)
{
    /// <summary>Returns what two groups' postings did together.</summary>
    /// <param name="left">One group's.</param>
    /// <param name="right">The other group's.</param>
    /// <returns>The sums.</returns>
    /// <exception cref="OverflowException">A sum exceeds 2^128 - 1.</exception>
    public static MovedMoney Merge(MovedMoney left, MovedMoney right) => new(
        left.In + right.In,
        left.Out + right.Out,
        left.ToHeld + right.ToHeld,
        left.FromHeld + right.FromHeld,
        left.Burned + right.Burned,
        left.ToDust + right.ToDust,
        left.FromDust + right.FromDust,
        left.ToTreasury + right.ToTreasury,
        left.FromTreasury + right.FromTreasury,
        left.ToRewardPool + right.ToRewardPool,
        left.FromRewardPool + right.FromRewardPool);

    /// <summary>Returns the state with its common accounts moved.</summary>
    /// <param name="state">The state before.</param>
    /// <returns>The state after; nothing else of it is changed.</returns>
    /// <exception cref="OverflowException">A balance would be negative or exceed 2^128 - 1.</exception>
    internal NetworkState ApplyTo(NetworkState state) => state with
    {
        Books = new Books(
            state.Books.In + In, state.Books.Out + Out, state.Books.Held + ToHeld - FromHeld, state.Books.Burned + Burned, state.Books.Dust + ToDust - FromDust),
        Treasury = state.Treasury + ToTreasury - FromTreasury,
        RewardPool = state.RewardPool + ToRewardPool - FromRewardPool,
    };
}
