using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A controller and how what it steers answers.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Name">What it steers, for the finding.</param>
/// <param name="Rule">The controller.</param>
/// <param name="Elasticity">By how many percent the reading answers, at most, when the value moves by one percent.</param>
/// <exception cref="ArgumentNullException">The name or the controller is null.</exception>
public sealed record SteeredLoop(string Name, IController Rule, Ratio Elasticity)
{
    /// <summary>Gets what it steers.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>Gets the controller.</summary>
    public IController Rule { get; init; } = Rule ?? throw new ArgumentNullException(nameof(Rule));
}
