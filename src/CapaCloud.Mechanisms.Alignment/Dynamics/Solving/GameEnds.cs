namespace CapaCloud.Mechanisms.Alignment.Dynamics.Solving;

/// <summary>What a fault leads to, when the grid has only reputations without one: what a reputation after it is worth. <c>default</c>: the grid has all.</summary>
internal readonly record struct GameEnds(Func<double, double, double>? Fallen);
