namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What a posting does not say by itself: when it happened, under which policy, for which task, by which evidence.</summary>
/// <remarks>No formula. <c>default</c> is epoch 0, with nothing known.</remarks>
/// <param name="Epoch">The epoch in which the money moved.</param>
/// <param name="Policy">The hash of the policy that was in force, or null.</param>
/// <param name="Task">The task, or none.</param>
/// <param name="Evidence">The key of the evidence, or null.</param>
public readonly record struct ReceiptContext(Epoch Epoch, Digest? Policy = null, TaskId Task = default, Digest? Evidence = null);
