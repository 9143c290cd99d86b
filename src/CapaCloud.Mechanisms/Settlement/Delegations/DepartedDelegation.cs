using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What stake that has left earned until then, and its owner has not claimed yet.</summary>
/// <remarks>No formula. <c>default</c> belongs to nobody.</remarks>
/// <param name="Delegator">Whose reward it is.</param>
/// <param name="Earning">Its place in the operator's rewards, with the last epoch in which it earned.</param>
public readonly record struct DepartedDelegation(ParticipantId Delegator, DelegatorPosition Earning);
