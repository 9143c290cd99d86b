using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a slash did: the new account, what stood at the fault, what was due, what was taken.</summary>
/// <remarks>
/// <code>
/// Due       = ceiling(Standing * fraction)
/// Taken     = min(Due, what remains of the stake that stood at the fault)
/// Shortfall = Due - Taken
/// </code>
/// In base units. Where the money goes is not said here: the ledger of the settlement posts <c>Taken</c> out of <c>Stake(owner)</c>.
/// <c>default</c> has no account.
/// </remarks>
/// <param name="Account">The account afterwards; the same instance when nothing was taken and nothing was to be forgotten.</param>
/// <param name="Standing">What stood in the epoch of the fault.</param>
/// <param name="Due">The penalty.</param>
/// <param name="Taken">What there was left to take of it.</param>
public readonly record struct StakeSlash(StakeAccount Account, Amount Standing, Amount Due, Amount Taken)
{
    /// <summary>Gets the part of the penalty that found no stake to take: a debt, if the policy keeps debts.</summary>
    [JsonIgnore]
    public Amount Shortfall => Due.SubtractToZero(Taken);
}
