namespace CapaCloud.Mechanisms;

/// <summary>A decision about a pending penalty, by whoever the network lets decide: a jury, a court, a vote.</summary>
/// <remarks>No formula. <c>default</c> is no ruling and is refused.</remarks>
/// <param name="Offender">The accused.</param>
/// <param name="Key">The key of the evidence.</param>
/// <param name="Outcome">What was decided.</param>
public readonly record struct Ruling(ParticipantId Offender, Digest Key, RulingOutcome Outcome);
