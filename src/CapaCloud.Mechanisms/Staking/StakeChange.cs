namespace CapaCloud.Mechanisms.Staking;

/// <summary>What an operation on a stake did: the new account, how much moved, and the posting when money crossed an account.</summary>
/// <remarks>
/// No formula. Bonding again, unbonding and redelegating move stake inside its ledger account and have no posting.
/// <c>default</c> has no account.
/// </remarks>
/// <param name="Account">The account afterwards.</param>
/// <param name="Moved">How much moved, in base units.</param>
/// <param name="Posting">The movement of money, or null when none crossed an account.</param>
public readonly record struct StakeChange(StakeAccount Account, Amount Moved, Posting? Posting);
