namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The rules by which others put stake behind an operator, earn with it and answer with it.</summary>
/// <remarks>
/// <code>
/// delegators' part of a reward = floor(reward * delegated / (own + delegated)), of stake that stood before the epoch
/// commission                   = floor(delegators' part * rate)
/// to the delegators            = delegators' part - commission
/// due by the operator          = OwnStakeFirst ? min(due, what it has left) : ceiling(due * own / (own + delegated)), of stake that stood at the fault
/// due by the delegators        = due - due by the operator
/// </code>
/// In base units. A fraction of a reward stays with the operator: of a reward of 100 units with a third of the stake delegated, the delegators' part is 33.
/// </remarks>
public sealed record DelegationPolicy
{
    /// <summary>Gets the largest commission. An operator whose rate is above it gets this much.</summary>
    public required Proportion CommissionAtMost { get; init; }

    /// <summary>Gets the smallest commission. None when left out.</summary>
    public Proportion CommissionAtLeast { get; init; }

    /// <summary>Gets the most by which a rate changes at once. Anything when left out.</summary>
    public Proportion LargestCommissionStep { get; init; } = Proportion.One;

    /// <summary>Gets how many epochs lie between two changes of a rate. None when left out.</summary>
    public EpochSpan CommissionPause { get; init; }

    /// <summary>Gets how many epochs before it counts a higher rate is announced, so that delegators can leave. None when left out.</summary>
    public EpochSpan CommissionNotice { get; init; }

    /// <summary>Gets the smallest delegation. One unit when left out.</summary>
    public Amount MinimumDelegation { get; init; } = Amount.One;

    /// <summary>Gets a value indicating whether the operator's own stake pays a penalty before its delegators'. In proportion when left out.</summary>
    public bool OwnStakeFirst { get; init; }
}
