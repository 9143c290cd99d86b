namespace CapaCloud.Mechanisms.Verification;

/// <summary>Somebody who can be chosen, with what weighs in the choice.</summary>
/// <remarks>No formula. <c>default</c> is nobody, and is refused.</remarks>
/// <param name="Name">Who.</param>
/// <param name="Stake">The stake, in base units; 0 is never chosen.</param>
public readonly record struct StakedCandidate(ParticipantId Name, Amount Stake);
