namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What a participant does in one epoch of an attack, and what the mechanism answers.</summary>
/// <remarks>No formula. Money in base units. <c>default</c> is an epoch without work.</remarks>
/// <param name="Act">What is done.</param>
/// <param name="Cheated">How many jobs are cheated.</param>
/// <param name="Passed">How many audits pass, of the work whose verdicts come in this epoch; for who leaves or takes a new name, of all that is pending.</param>
/// <param name="Faults">How many results are found false, of the same work.</param>
/// <param name="Reward">What the mechanism pays.</param>
/// <param name="Slashed">What it takes; from a name that is left, in all.</param>
public readonly record struct DynamicMove(DynamicAct Act, int Cheated, int Passed, int Faults, Amount Reward, Amount Slashed);
