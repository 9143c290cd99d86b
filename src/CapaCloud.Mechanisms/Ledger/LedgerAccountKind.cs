using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What a ledger account is for. Every unit that moves comes from one of these and goes to another.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>, to which nothing can be posted.</remarks>
[JsonConverter(typeof(NameJsonConverter<LedgerAccountKind>))]
public enum LedgerAccountKind
{
    /// <summary>No account: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The world outside: what requesters pay for work. Money enters here.</summary>
    Requesters = 1,

    /// <summary>Newly issued money. Money enters here.</summary>
    Issuance = 2,

    /// <summary>A participant's own wallet: deposits come from it, withdrawals and payments go to it. Money enters and leaves here.</summary>
    Wallet = 3,

    /// <summary>A participant's stake, bonded or unbonding. Held.</summary>
    Stake = 4,

    /// <summary>What is to be paid as rewards and has not been yet. Held.</summary>
    RewardPool = 5,

    /// <summary>The network's common purse. Held.</summary>
    Treasury = 6,

    /// <summary>The reserve that makes victims whole. Held.</summary>
    Insurance = 7,

    /// <summary>What a participant has earned and does not get while an accusation against it is pending. Held.</summary>
    PendingPenalties = 8,

    /// <summary>A requester's prepaid money for one piece of work. Held.</summary>
    Escrow = 9,

    /// <summary>Remainders of divisions. Held, and carried to the next split where the policy says so.</summary>
    Dust = 10,

    /// <summary>Money that was destroyed. Nothing leaves it.</summary>
    Burned = 11,

    /// <summary>A delegation pool's assets. Held.</summary>
    DelegationPool = 12,

    /// <summary>What lies in a further pool of rewards, which the policy names. Held.</summary>
    FurtherPool = 13,
}
