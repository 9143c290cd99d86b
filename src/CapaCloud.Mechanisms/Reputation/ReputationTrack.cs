namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What is remembered of one kind of conduct: evidence for the participant and evidence against it.</summary>
/// <remarks>
/// No formula: what the two quantities mean is the model's matter. <c>default</c> is no evidence at all.
/// </remarks>
/// <param name="For">Evidence of good conduct, in the model's units of evidence.</param>
/// <param name="Against">Evidence of bad conduct, in the model's units of evidence.</param>
public readonly record struct ReputationTrack(Ratio For, Ratio Against);
