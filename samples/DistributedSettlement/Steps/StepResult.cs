namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>What all partitions together answered in one step: what travels between machines and what is stored.</summary>
/// <param name="Step">The step.</param>
/// <param name="Round">Which question of the step.</param>
/// <param name="Json">The merged value in the library's canonical JSON.</param>
[GenerateSerializer]
public sealed record StepResult([property: Id(0)] EpochStep Step, [property: Id(1)] int Round, [property: Id(2)] byte[] Json);
