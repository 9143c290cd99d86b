namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a reporter earns for evidence: a part of what the offender itself lost, never all of it.</summary>
/// <remarks>
/// <code>bounty = floor(min(own loss * Share, AtMost)),  Share &lt; 1</code>
/// In base units, rounded down: a fifth of 7 units is 1. Own loss is what was taken from the offender's own stake in this event,
/// not from its delegators: whoever reports itself, or lets an accomplice do it, gets back less than it loses in every coalition of
/// the two. With half of an own loss of 2 the bounty is 1, whatever the delegators lost.
/// </remarks>
public sealed record BountyRule
{
    private readonly Proportion _share;

    /// <summary>Gets the reporter's part of the offender's own loss, below one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to one: reporting oneself would cost nothing.</exception>
    public Proportion Share
    {
        get => _share;
        init => _share = value < Proportion.One
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "A bounty of the offender's whole loss makes self-reports free; expected less than 1.");
    }

    /// <summary>Gets the most that is paid, in base units.</summary>
    public Amount AtMost { get; init; } = Amount.MaxValue;

    /// <summary>Returns the bounty.</summary>
    /// <param name="ownLoss">What was taken from the offender's own stake in this event, in base units.</param>
    /// <returns>The bounty, in base units.</returns>
    public Amount Of(Amount ownLoss) => Amount.Min(AtMost, ownLoss.Multiply(Share, Rounding.Down));

    /// <summary>Returns the bounty for evidence: none without a reporter, and none for whoever reports itself.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="ownLoss">What it took from the offender's own stake, in base units.</param>
    /// <returns>The bounty, in base units.</returns>
    public Amount Of(in Evidence evidence, Amount ownLoss) =>
        evidence.Reporter.IsNone || evidence.Reporter == evidence.Offender ? Amount.Zero : Of(ownLoss);

    /// <summary>Returns the smallest loss a coalition of offender and reporter bears, reports, delegations and all.</summary>
    /// <param name="ownLoss">What was taken from the offender's own stake, in base units.</param>
    /// <returns><c>own loss - bounty</c>; positive whenever the own loss is.</returns>
    public Amount CoalitionLoss(Amount ownLoss) => ownLoss - Of(ownLoss);
}
