using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>All the stake there is, every unit once, however many identities act on it.</summary>
/// <remarks>
/// <code>total = sum over owners of what their one account holds</code>
/// In base units. A unit lies in one tranche of one account and stands behind one operator at a time; an owner that is handed in twice is
/// an error, not twice the stake. <c>default</c> is nothing.
/// </remarks>
/// <param name="Bonded">What stands, in base units.</param>
/// <param name="Unbonding">What waits for its release and can still be charged, in base units.</param>
public readonly record struct SlashableTotal([property: JsonRequired] Amount Bonded, [property: JsonRequired] Amount Unbonding)
{
    /// <summary>Gets what a slash of everything could reach: what stands and what waits.</summary>
    [JsonIgnore]
    public Amount Total => Bonded + Unbonding;

    /// <summary>Counts accounts.</summary>
    /// <param name="accounts">The accounts, one for each owner.</param>
    /// <returns>The total.</returns>
    /// <exception cref="ArgumentException">An owner comes twice.</exception>
    public static SlashableTotal Of(IEnumerable<StakeAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        HashSet<ParticipantId> owners = [];
        SlashableTotal total = default;
        foreach (StakeAccount account in accounts)
        {
            if (!owners.Add(account.Owner))
            {
                throw new ArgumentException($"The stake of {account.Owner} was handed in twice; each owner has one account.", nameof(accounts));
            }

            total = new SlashableTotal(total.Bonded + account.Bonded, total.Unbonding + account.Unbonding);
        }

        return total;
    }

    /// <summary>Returns what stood behind an operator in an epoch: its own stake and its delegators', told apart.</summary>
    /// <param name="accounts">The accounts, one for each owner.</param>
    /// <param name="operatorId">The operator.</param>
    /// <param name="epoch">The epoch, inside the liability window.</param>
    /// <returns>The operator's own stake and the stake of others, in base units.</returns>
    public static (Amount Own, Amount Delegated) Behind(IEnumerable<StakeAccount> accounts, ParticipantId operatorId, Epoch epoch)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        Amount own = Amount.Zero;
        Amount delegated = Amount.Zero;
        foreach (StakeAccount account in accounts)
        {
            Amount standing = account.StandingAt(operatorId, epoch);
            own += account.Owner == operatorId ? standing : Amount.Zero;
            delegated += account.Owner == operatorId ? Amount.Zero : standing;
        }

        return (own, delegated);
    }
}
