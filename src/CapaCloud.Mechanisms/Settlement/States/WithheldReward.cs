namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A reward that waits: accusations of its epoch that would forfeit it are not settled yet.</summary>
/// <remarks>
/// <code>
/// one of them is charged:            forfeited
/// none is left, none was charged:    paid
/// </code>
/// In base units. <c>default</c> is nothing, of epoch 0.
/// </remarks>
/// <param name="Epoch">The epoch that earned it, in which the accusations were brought.</param>
/// <param name="Amount">How much.</param>
public readonly record struct WithheldReward(Epoch Epoch, Amount Amount);
