using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>How a pot of shares takes and pays: what <see cref="DelegationPoolLaws"/> are asked of.</summary>
/// <remarks>No formula. The library's own is <see cref="Sound"/>; one of your own, or a broken one, differs in one of the two.</remarks>
/// <param name="Enter">Takes an amount and issues shares.</param>
/// <param name="Leave">Takes shares back and pays.</param>
internal sealed record DelegationPoolRule(
    Func<DelegationPool, Amount, (DelegationPool Pool, UInt128 Issued)> Enter, Func<DelegationPool, UInt128, (DelegationPool Pool, Amount Paid)> Leave)
{
    /// <summary>Gets the library's own rule.</summary>
    public static DelegationPoolRule Sound { get; } = new((pool, amount) => pool.Delegate(amount), (pool, shares) => pool.Redeem(shares));
}
