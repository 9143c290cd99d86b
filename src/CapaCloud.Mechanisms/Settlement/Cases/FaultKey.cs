namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Under which key a fault counts once: the same for a verdict, for evidence and for missed duties about the same act.</summary>
internal static class FaultKey
{
    /// <summary>Returns the key of a wrong result: the task says which.</summary>
    public static Digest OfWrongResult(ParticipantId participant, TaskId task) =>
        new Evidence { Offence = Offence.IncorrectResult, Offender = participant, Task = task }.Key;

    /// <summary>Returns the key of an epoch's absence: the epoch says which.</summary>
    public static Digest OfAbsence(ParticipantId participant, Epoch epoch) =>
        new Evidence { Offence = Offence.Downtime, Offender = participant, FaultEpoch = epoch }.Key;
}
