using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A result that was selected for an audit, with all that is needed to check the selection.</summary>
/// <remarks>
/// <code>selected when draw / 2^128 &lt; rate</code>
/// The draw comes from the beacon, the participant and the task; the rate from the policy and the participant's score.
/// </remarks>
/// <param name="Participant">Whose result.</param>
/// <param name="Task">Of which task.</param>
/// <param name="Rate">With which probability it was to be selected.</param>
/// <param name="Draw">The public draw, from 0 to 2^128 - 1.</param>
public readonly record struct AuditedResult(ParticipantId Participant, TaskId Task, Proportion Rate, UInt128 Draw);
