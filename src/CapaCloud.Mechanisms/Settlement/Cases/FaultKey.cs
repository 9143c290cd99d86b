using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Under which key a fault counts once: the same for a verdict, for evidence and for missed duties about the same act, and under every name its offender ever had.</summary>
internal static class FaultKey
{
    /// <summary>Returns every key that a wrong or unshown result can have: one for each name. A policy may price the two apart; they are one fault all the same.</summary>
    public static ImmutableArray<Digest> AllOfResult(in ParticipantState participant, TaskId task, ParticipantId? record, Epoch fault) =>
        [.. NamesOf(participant, record, fault).Select(name => new Evidence { Offence = Offence.IncorrectResult, Offender = name, Task = task }.Key)];

    /// <summary>Returns every key that it can have, under whatever record.</summary>
    public static ImmutableArray<Digest> AllOfResult(in ParticipantState participant, TaskId task) => All(participant, About(Offence.IncorrectResult, participant, task));

    /// <summary>Returns every key that a job of which nothing was delivered can have: the task says which.</summary>
    public static ImmutableArray<Digest> AllOfUndeliveredJob(in ParticipantState participant, TaskId task) => All(participant, About(Offence.UndeliveredJob, participant, task));

    /// <summary>Returns the key of an epoch's absence: the epoch says which.</summary>
    public static Digest OfAbsence(ParticipantId participant, Epoch epoch) =>
        new Evidence { Offence = Offence.Downtime, Offender = participant, FaultEpoch = epoch }.Key;

    /// <summary>Returns the same digest for whatever is one fault, under whichever of its names the offender is accused.</summary>
    /// <param name="participant">The offender.</param>
    /// <param name="brought">What was brought.</param>
    /// <param name="said">Its key under the name that it was brought under.</param>
    /// <param name="record">The merged record that it is about, or null.</param>
    public static Digest Identity(in ParticipantState participant, in Evidence brought, Digest said, ParticipantId? record)
    {
        ParticipantId holder = record ?? participant.Participant;
        return brought.Offender == holder ? said : Said(brought with { Offender = holder });
    }

    /// <summary>Returns what <see cref="Identity"/> is for a result.</summary>
    public static Digest IdentityOfResult(in ParticipantState participant, TaskId task, ParticipantId? record) =>
        (About(Offence.IncorrectResult, participant, task) with { Offender = record ?? participant.Participant }).Key;

    /// <summary>Returns the key of a fault under the name that it was brought under.</summary>
    public static Digest Said(in Evidence brought) => (brought.Offence == Offence.UnrevealedResult ? brought with { Offence = Offence.IncorrectResult } : brought).Key;

    /// <summary>Returns the key under which a fault has a case, of several the most severe one; nothing when it has none.</summary>
    public static Digest? Known(in ParticipantState participant, in KnownCases cases, in Evidence brought, ParticipantId? record) =>
        participant.Cases.IsEmpty ? null : KnownAmong(participant, cases, brought, record);

    private static Digest? KnownAmong(in ParticipantState participant, in KnownCases cases, in Evidence brought, ParticipantId? record)
    {
        Digest? best = null;
        Evidence evidence = brought.Offence == Offence.UnrevealedResult ? brought with { Offence = Offence.IncorrectResult } : brought;
        Proportion? known = null;
        foreach (Digest key in NamesOf(participant, record, evidence.FaultEpoch).Select(name => (evidence with { Offender = name }).Key))
        {
            if (cases.SeverityOf(key, evidence.FaultEpoch) is { } severity && (known is not { } most || severity > most))
            {
                (best, known) = (key, severity);
            }
        }

        return best;
    }

    /// <summary>The names under which a record could be accused of a fault of an epoch.</summary>
    private static IEnumerable<ParticipantId> NamesOf(ParticipantState participant, ParticipantId? record, Epoch fault)
    {
        IEnumerable<ParticipantId> names = participant.FormerNames.Prepend(participant.Participant);
        return participant.Merged is null ? names : names.Where(name => participant.RecordOf(name, fault) == record);
    }

    private static ImmutableArray<Digest> All(in ParticipantState participant, Evidence evidence) =>
        [(evidence with { Offender = participant.Participant }).Key, .. participant.FormerNames.Select(former => (evidence with { Offender = former }).Key)];

    private static Evidence About(Offence offence, in ParticipantState participant, TaskId task) => new() { Offence = offence, Offender = participant.Participant, Task = task };
}
