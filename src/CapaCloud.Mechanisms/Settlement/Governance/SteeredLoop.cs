using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement.Governance;

/// <summary>A controller and how what it steers answers.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Name">What it steers, for the finding.</param>
/// <param name="Rule">The controller.</param>
/// <param name="Elasticity">By how many percent the reading answers, at most, when the value moves by one percent.</param>
public sealed record SteeredLoop(string Name, IController Rule, Ratio Elasticity);
