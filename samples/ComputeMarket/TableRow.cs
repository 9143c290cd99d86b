namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>So many nodes or tasks that are alike.</summary>
/// <param name="IsNode">A node offers, a task asks.</param>
/// <param name="Label">The model of a node's GPU, or the service class of a task.</param>
/// <param name="Class">What is traded: gpu or cpu.</param>
/// <param name="Units">Thousandths of a GPU, or of a core.</param>
/// <param name="Count">How many are alike.</param>
internal sealed record TableRow(bool IsNode, string Label, string Class, ulong Units, int Count);
