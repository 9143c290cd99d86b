namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The delegators' part of the reward of an epoch that is not divided among them yet, because an accusation of that epoch or of an earlier one is open.</summary>
/// <remarks>No formula. Epochs are divided in order, so that each goes to who stood in it.</remarks>
/// <param name="Epoch">The epoch that earned it.</param>
/// <param name="Amount">The delegators' part, after commission, in base units.</param>
/// <param name="IsWithheld">Whether the operator's reward of that epoch is withheld, and this part of it with it.</param>
public readonly record struct WaitingShare(Epoch Epoch, Amount Amount, bool IsWithheld);
