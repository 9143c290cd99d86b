using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// A participant's cases in an epoch: what was remembered, what the epoch brings, and what rulings, appeals and deadlines made of it. It looks at nobody else; who
/// has neither a case nor an accusation has no file.
/// </summary>
internal sealed class CaseFile
{
    private readonly List<FaultCase> _cases;

    private CaseFile(List<FaultCase> cases, Epoch now)
    {
        _cases = cases;
        Now = now;
    }

    public Epoch Now { get; }

    /// <summary>Gets the cases by the epoch of the fault and by key, as they are before any penalty is taken.</summary>
    public ReadOnlySpan<FaultCase> Cases => CollectionsMarshal.AsSpan(_cases);

    /// <summary>Opens the file, or returns null when there is nothing in it.</summary>
    public static CaseFile? Open(OffenceTable offences, in ParticipantState state, in ParticipantInput input, Proportion uptime, EpochSpan absentFor)
    {
        bool isAbsent = offences.Downtime >= 0 && uptime != Proportion.One;
        if (state.Cases.IsEmpty && input.Accusations.IsEmpty && !isAbsent)
        {
            return null;
        }

        List<FaultCase> cases = new(state.Cases.Length + input.Accusations.Length + (isAbsent ? 1 : 0));
        Proceed(cases, offences, state, input);
        FaultPositions positions = new(cases, isIndexed: input.Accusations.Length > 1);
        Dictionary<Epoch, EpochSpan>? absences = null;
        bool isAccusedOfAbsence = false;
        foreach (Accusation accusation in input.Accusations)
        {
            bool isAbsence = isAbsent && accusation.Offence == Offence.Downtime && accusation.FaultEpoch == input.Epoch && accusation.Record is null;
            // The row is one more report of the same absence: where it is the dearer one, nobody else brought it as such.
            Accusation counted = isAbsence && accusation.Severity < uptime.Complement ? accusation with { Severity = uptime.Complement, Reporters = [] } : accusation;
            isAccusedOfAbsence |= isAbsence;
            EpochSpan duration = counted.Offence != Offence.Downtime ? EpochSpan.Zero
                : counted.Record is { } merged ? AbsencesOf(cases, input, merged)[counted.FaultEpoch]
                : (absences ??= AbsencesOf(cases, input, null, isAbsent))[counted.FaultEpoch];
            duration = counted.Offence == Offence.Downtime && counted.FaultEpoch == input.Epoch && counted.Record is null ? EpochSpan.Max(absentFor, duration) : duration;
            Add(cases, positions, offences, state, counted, input.Epoch, duration);
        }

        if (isAbsent && !isAccusedOfAbsence)
        {
            Accusation absence = new()
            {
                Key = FaultKey.OfAbsence(state.Participant, input.Epoch),
                Offence = Offence.Downtime,
                FaultEpoch = input.Epoch,
                Severity = uptime.Complement,
            };
            // Earlier epochs that evidence tells of lengthen the absence, as they do where evidence tells of this one.
            bool isOnlyInRow = absences is null && !cases.Exists(static item => item.Offence == Offence.Downtime);
            EpochSpan duration = isOnlyInRow ? absentFor : EpochSpan.Max(absentFor, (absences ??= AbsencesOf(cases, input, null, isAbsent))[input.Epoch]);
            Add(cases, positions, offences, state, absence, input.Epoch, duration);
        }

        cases.Sort();
        return new CaseFile(cases, input.Epoch);
    }

    /// <summary>Copies what was remembered, after the epoch's rulings, appeals and deadlines.</summary>
    private static void Proceed(List<FaultCase> cases, OffenceTable offences, in ParticipantState state, in ParticipantInput input)
    {
        RulingBook rulings = new(input.Rulings);
        HashSet<(Digest Key, Epoch? Fault)>? appeals = input.Appeals.IsEmpty ? null : [.. input.Appeals.Select(static appeal => (appeal.Key, appeal.FaultEpoch))];
        foreach (FaultCase remembered in state.Cases)
        {
            cases.Add(remembered.Status == CaseStatus.Pending ? Proceed(remembered, offences, rulings, appeals, input.Epoch) : remembered);
        }
    }

    private static FaultCase Proceed(in FaultCase pending, OffenceTable offences, in RulingBook rulings, HashSet<(Digest Key, Epoch? Fault)>? appeals, Epoch now)
    {
        CaseStatus ruled = rulings.On(pending);
        if (ruled != CaseStatus.Pending)
        {
            return pending with { Status = ruled, DecidedAt = now };
        }

        if (!pending.IsAppealed && appeals is not null && (appeals.Contains((pending.Key, null)) || appeals.Contains((pending.Key, pending.FaultEpoch))))
        {
            return pending with { IsAppealed = true, Deadline = Epoch.Max(pending.Deadline, After(now, AppealWindowOf(pending, offences))) };
        }

        // Nobody has ruled in time: an appeal must not be a way out.
        return pending.Deadline <= now ? pending with { Status = CaseStatus.Decided, DecidedAt = now } : pending;
    }

    private static void Add(
        List<FaultCase> cases, FaultPositions positions, OffenceTable offences, in ParticipantState state, in Accusation accusation, Epoch now, EpochSpan duration)
    {
        int pending = positions.Pending(accusation.Key, accusation.Offence, accusation.FaultEpoch);
        Amount atFault = StakeBehind.StandingAt(state, accusation.Record, accusation.FaultEpoch).Multiply(accusation.Severity, Rounding.Up);
        if (pending >= 0)
        {
            // A dearer report of a case that is still open makes the case dearer; its proceedings go on.
            cases[pending] = cases[pending] with
            {
                Severity = accusation.Severity,
                StakeAtFault = atFault,
                Duration = duration,
                Reporters = accusation.Reporters,
            };
            return;
        }

        EpochSpan window = accusation.AppealWindow ?? offences.RuleOf(accusation.Offence).AppealWindow;
        positions.Add(new FaultCase
        {
            Key = accusation.Key,
            Offence = accusation.Offence,
            FaultEpoch = accusation.FaultEpoch,
            Accused = now,
            Severity = accusation.Severity,
            Status = window.IsZero ? CaseStatus.Decided : CaseStatus.Pending,
            StakeAtFault = atFault,
            Duration = duration,
            Deadline = After(now, window),
            DecidedAt = window.IsZero ? now : default,
            IsRevision = positions.IsKnown(accusation.Key),
            Record = accusation.Record,
            Reporters = accusation.Reporters,
        });
    }

    /// <summary>Returns for how long an absence has lasted: the row of epochs that ends with the fault's, whatever the report's order.</summary>
    private static Dictionary<Epoch, EpochSpan> AbsencesOf(List<FaultCase> cases, in ParticipantInput input, ParticipantId? record, bool isAbsentNow = false)
    {
        SortedSet<Epoch> absences =
        [
            .. cases.Where(item => item.Offence == Offence.Downtime && item.Record == record && item.Status is not (CaseStatus.Overturned or CaseStatus.Dismissed)).Select(static item => item.FaultEpoch),
            .. input.Accusations.Where(accusation => accusation.Offence == Offence.Downtime && accusation.Record == record).Select(static accusation => accusation.FaultEpoch),
        ];
        if (isAbsentNow)
        {
            absences.Add(input.Epoch);
        }

        Dictionary<Epoch, EpochSpan> lasted = new(absences.Count);
        foreach (Epoch absence in absences)
        {
            EpochSpan before = absence == Epoch.Zero ? EpochSpan.Zero : lasted.GetValueOrDefault(absence.MinusToZero(EpochSpan.One));
            lasted.Add(absence, before + EpochSpan.One);
        }

        return lasted;
    }

    /// <summary>A case of an offence that has no price any more keeps the window that it began with.</summary>
    private static EpochSpan AppealWindowOf(in FaultCase pending, OffenceTable offences) =>
        offences.Prices(pending.Offence) ? offences.RuleOf(pending.Offence).AppealWindow : pending.Deadline - pending.Accused;

    /// <summary>At the end of time a deadline is the last epoch there is.</summary>
    private static Epoch After(Epoch now, EpochSpan window) => Epoch.MaxValue - now < window ? Epoch.MaxValue : now + window;
}
