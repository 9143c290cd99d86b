using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Where slashed stake goes: a bounty to who reported, a part to the treasury, the rest is burned.</summary>
/// <remarks>
/// <code>
/// bounty   = floor(loss * BountyShare), to the reporter; 0 when nobody reported or the offender reported itself
/// treasury = floor(loss * TreasuryShare)
/// burned   = loss - bounty - treasury
/// </code>
/// Both round down, in favour of burning: 10 % of 9 units is 0. A bounty is paid from the offender's own loss and is less than it, so an
/// offender who reports itself through a friend still loses. <c>new()</c> burns everything.
/// </remarks>
public sealed record PenaltyPolicy
{
    /// <summary>Gets the reporter's part of the loss. With <see cref="TreasuryShare"/> at most one, and itself below one.</summary>
    public Proportion BountyShare { get; init; }

    /// <summary>Gets the treasury's part of the loss.</summary>
    public Proportion TreasuryShare { get; init; }

    /// <summary>
    /// Gets the length of the spans of epochs in each of which the dearest fault of somebody counts, and the others cost nothing beside it; null where every fault costs in full. Left out of JSON
    /// then. With a span of one epoch, faults of 30 and 50 units in one epoch cost 50.
    /// </summary>
    [OptionalSection]
    public EpochSpan? DearestInSpan { get; init; }
}
