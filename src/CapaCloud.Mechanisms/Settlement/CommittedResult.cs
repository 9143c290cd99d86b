using CapaCloud.Mechanisms.Identity;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A result that a participant committed to before the beacon's round, and that may be audited.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Participant">Whose result.</param>
/// <param name="Task">Of which task.</param>
public readonly record struct CommittedResult(ParticipantId Participant, TaskId Task);
