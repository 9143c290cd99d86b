namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The money of one requester in the network.</summary>
/// <remarks>
/// <code>Reserved = sum over its open jobs of (price + bond);   escrow account = Free + Reserved</code>
/// In base units. A requester without money is forgotten. <c>default</c> is nobody.
/// </remarks>
/// <param name="Requester">Who.</param>
/// <param name="Free">What it can take out, or spend on jobs.</param>
/// <param name="Reserved">What its open jobs hold.</param>
public readonly record struct RequesterState(ParticipantId Requester, Amount Free, Amount Reserved);
