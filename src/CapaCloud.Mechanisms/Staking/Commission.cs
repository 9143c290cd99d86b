using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>An operator's part of its delegators' rewards, and how fast it may change.</summary>
/// <remarks>
/// <code>
/// commission = floor(reward * Rate)
/// a change is refused when |new - Rate| &gt; LargestStep, new &gt; Ceiling, or now - ChangedAt &lt; Pause
/// </code>
/// In base units, rounded down: 10 % of 19 units is 1, the delegators get 18. Delegators who want to leave before a raise have the pause to do it.
/// <c>default</c> of the properties: no commission that can never change.
/// </remarks>
public sealed record Commission
{
    /// <summary>Gets the operator's part.</summary>
    public Proportion Rate { get; init; }

    /// <summary>Gets the most the part may ever be.</summary>
    public Proportion Ceiling { get; init; }

    /// <summary>Gets the most one change may be.</summary>
    public Proportion LargestStep { get; init; }

    /// <summary>Gets how long lies between two changes, at least.</summary>
    public EpochSpan Pause { get; init; }

    /// <summary>Gets the epoch of the last change.</summary>
    public Epoch ChangedAt { get; init; }

    /// <summary>Divides a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    /// <returns>The operator's part and the delegators'; they sum to the reward.</returns>
    public (Amount Operator, Amount Delegators) Divide(Amount reward)
    {
        Amount commission = reward.Multiply(Rate, Rounding.Down);
        return (commission, reward - commission);
    }

    /// <summary>Changes the part.</summary>
    /// <param name="rate">The new part.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The commission afterwards.</returns>
    /// <exception cref="StakeRefusedException">The change is too large, too high or too soon.</exception>
    public Commission ChangeTo(Proportion rate, Epoch now)
    {
        Proportion step = rate > Rate ? rate.SubtractToZero(Rate) : Rate.SubtractToZero(rate);
        string? complaint = rate > Ceiling ? $"exceeds the ceiling of {Ceiling}"
            : step > LargestStep ? $"is a step of {step}, more than {LargestStep}"
            : now < ChangedAt || now.Since(ChangedAt) < Pause ? $"comes in epoch {now}, before {Pause} epochs have passed since epoch {ChangedAt}"
            : null;
        return complaint is null
            ? this with { Rate = rate, ChangedAt = now }
            : throw new StakeRefusedException(StakeRefusal.ChangeTooLarge, $"A change of commission from {Rate} to {rate} {complaint}.");
    }
}
