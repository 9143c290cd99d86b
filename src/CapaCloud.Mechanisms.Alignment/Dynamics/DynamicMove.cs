using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a participant does in one epoch of an attack, and what the mechanism answers.</summary>
/// <remarks>No formula. Money in base units. <c>default</c> is an epoch without work.</remarks>
/// <param name="Act">What is done.</param>
/// <param name="Cheated">How many jobs are cheated.</param>
/// <param name="Passed">How many audits pass.</param>
/// <param name="Faults">How many results are found false.</param>
/// <param name="Reward">What the mechanism pays.</param>
/// <param name="Slashed">What it takes.</param>
public readonly record struct DynamicMove(DynamicAct Act, int Cheated, int Passed, int Faults, Amount Reward, Amount Slashed);
