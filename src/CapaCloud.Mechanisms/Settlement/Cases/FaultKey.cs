namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Under which key a fault counts once: the same for a verdict, for evidence and for missed duties about the same act, and under every name its offender ever had.</summary>
internal static class FaultKey
{
    /// <summary>Returns the key of a result that is wrong or was never shown: the task says which. A policy may price the two apart; they are one fault all the same.</summary>
    public static Digest OfResult(in ParticipantState participant, TaskId task) => Of(participant, About(Offence.IncorrectResult, participant, task));

    /// <summary>Returns the key of a job of which nothing was delivered: the task says which.</summary>
    public static Digest OfUndeliveredJob(in ParticipantState participant, TaskId task) => Of(participant, About(Offence.UndeliveredJob, participant, task));

    /// <summary>Returns the key of an epoch's absence: the epoch says which.</summary>
    public static Digest OfAbsence(ParticipantId participant, Epoch epoch) =>
        new Evidence { Offence = Offence.Downtime, Offender = participant, FaultEpoch = epoch }.Key;

    /// <summary>Returns the key of a fault: the one under which it is known already, and as the most severe, when the offender had other names.</summary>
    public static Digest Of(in ParticipantState participant, in Evidence brought)
    {
        Evidence evidence = brought.Offence == Offence.UnrevealedResult ? brought with { Offence = Offence.IncorrectResult } : brought;
        Digest best = evidence.Key;
        if (participant.FormerNames.IsEmpty)
        {
            return best;
        }

        Proportion? known = SeverityOf(participant, best, evidence.FaultEpoch);
        foreach (ParticipantId former in participant.FormerNames)
        {
            Digest key = (evidence with { Offender = former }).Key;
            if (SeverityOf(participant, key, evidence.FaultEpoch) is { } severity && (known is not { } most || severity > most))
            {
                (best, known) = (key, severity);
            }
        }

        return best;
    }

    /// <summary>Returns how severe a fault is known to be under an epoch; 0 when it is known under others only, nothing when it is not known.</summary>
    private static Proportion? SeverityOf(in ParticipantState participant, Digest key, Epoch fault)
    {
        Proportion? severity = null;
        foreach (ref readonly FaultCase known in participant.Cases.AsSpan())
        {
            if (known.Key == key)
            {
                Proportion here = known.FaultEpoch == fault ? known.Severity : Proportion.Zero;
                severity = severity is { } most && most >= here ? most : here;
            }
        }

        return severity;
    }

    private static Evidence About(Offence offence, in ParticipantState participant, TaskId task) => new() { Offence = offence, Offender = participant.Participant, Task = task };
}
