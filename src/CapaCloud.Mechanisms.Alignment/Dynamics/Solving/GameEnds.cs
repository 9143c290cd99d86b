namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>
/// What a fault leads to, when the grid has only reputations without one: what a state of pending work and a reputation after it are worth. <c>default</c>: the grid has all.
/// </summary>
internal readonly record struct GameEnds(Func<int, double, double, double>? Fallen);
