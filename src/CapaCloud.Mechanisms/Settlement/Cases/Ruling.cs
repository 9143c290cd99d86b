using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A decision about a pending penalty, by whoever the network lets decide: a jury, a court, a vote.</summary>
/// <remarks>
/// No formula. A fault that was reported under several epochs, or as two offences, has a case for each. A ruling that names the epoch, the offence or both decides those cases alone, and
/// counts there before one that names less: first both, then the epoch, then the offence. Two that name the same and contradict each other leave the case pending, whatever others say.
/// <c>default</c> is no ruling and is set aside.
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

    /// <summary>
    /// Gets the offence (<see cref="FaultCase.Offence"/>), where the ruling is about that one alone: overturned, the act can still be charged as another offence. Null where it is about
    /// the act: overturned, there was no fault of any name. Left out of JSON then.
    /// </summary>
    [OptionalSection]
    public Offence? Offence { get; init; }

    private static RulingOutcome Known(RulingOutcome outcome) => Enum.IsDefined(outcome)
        ? outcome
        : throw new ArgumentOutOfRangeException(nameof(outcome), outcome, $"A ruling has the outcome {(int)outcome}; expected {nameof(RulingOutcome.Overturned)} or {nameof(RulingOutcome.Confirmed)}.");
}
