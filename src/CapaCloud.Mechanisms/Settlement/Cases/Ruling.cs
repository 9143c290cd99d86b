using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A decision about a pending penalty, by whoever the network lets decide: a jury, a court, a vote.</summary>
/// <remarks>
/// No formula. A fault that was reported under several epochs has a case for each: a ruling that names an epoch decides that one, and counts there before a ruling that names
/// none and decides all. <c>default</c> is no ruling and is set aside.
/// </remarks>
/// <param name="Offender">The accused.</param>
/// <param name="Key">The key of the evidence.</param>
/// <param name="Outcome">What was decided.</param>
public readonly record struct Ruling(ParticipantId Offender, Digest Key, RulingOutcome Outcome)
{
    /// <summary>Gets what was decided.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such outcome.</exception>
    public RulingOutcome Outcome { get; init => field = Known(value); } = Known(Outcome);

    /// <summary>Gets the epoch of the fault (<see cref="FaultCase.FaultEpoch"/>), where the ruling is about that case alone; null for every pending case of the key. Left out of JSON then.</summary>
    [OptionalSection]
    public Epoch? FaultEpoch { get; init; }

    private static RulingOutcome Known(RulingOutcome outcome) => Enum.IsDefined(outcome)
        ? outcome
        : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, $"A ruling has the outcome {(int)outcome}; expected {nameof(RulingOutcome.Overturned)} or {nameof(RulingOutcome.Confirmed)}.");
}
