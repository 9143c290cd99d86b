namespace CapaCloud.Mechanisms;

/// <summary>Duties that a participant missed for one cause.</summary>
/// <remarks>No formula. Whether the cause excuses is the policy's matter, not the reporter's.</remarks>
/// <param name="Cause">Why, in the words the policy's excused causes use.</param>
/// <param name="Count">How many duties, in the unit of <see cref="ParticipantReport.DutiesDue"/>.</param>
public readonly record struct MissedDuties(string Cause, ulong Count);
