using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A proposed change that was looked at before it comes to hold: what <see cref="ChangeBook.Activate"/> asks for.</summary>
/// <remarks>
/// No formula. <c>ChangeReview.Of</c> alone makes it, of the policy and the state themselves, so that nothing is activated that nobody looked at. It is of one epoch, and is
/// made again in another. <c>ChangeReview.CarryOut</c> takes a state of that epoch and policy only. Immutable.
/// </remarks>
public sealed class ReviewedChange
{
    internal ReviewedChange(ulong version, Digest content, Digest before, ChangeRules rules, Epoch epoch, ImmutableArray<BrickingReason> reasons) =>
        (Version, Content, Before, Rules, Epoch, Reasons) = (version, content, before, rules, epoch, reasons);

    /// <summary>Gets the number of the proposal.</summary>
    public ulong Version { get; }

    /// <summary>Gets the content hash of the policy that was looked at.</summary>
    public Digest Content { get; }

    /// <summary>Gets the content hash of the policy that governs the state that was looked at.</summary>
    public Digest Before { get; }

    /// <summary>Gets the rules of change that would hold with it.</summary>
    public ChangeRules Rules { get; }

    /// <summary>Gets the epoch of the state that was looked at: the next one to be settled.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets why the change would brick the network; empty when it would not.</summary>
    public ImmutableArray<BrickingReason> Reasons { get; }
}
