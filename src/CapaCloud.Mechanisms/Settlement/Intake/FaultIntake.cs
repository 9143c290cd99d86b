using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Turns verdicts and evidence into accusations: one for each fault and epoch, the dearest of what was brought.</summary>
/// <remarks>
/// An accomplice who reports a fault first, as a small one or for a cheaper epoch, shields nobody: a dearer report, and one of another epoch, counts beside it, and
/// costs the difference.
/// </remarks>
internal sealed partial class FaultIntake(
    OffenceTable offences, FormerRules former, NetworkState state, EpochReport report, JobIntake jobs, CommittedResults committed, bool hasPanels, Func<ParticipantId, bool> isKnown, List<SetAsideItem> setAside)
{
    private const int FewCases = 16;

    private readonly List<Brought> _brought = new(MostBrought(report));
    private readonly Dictionary<int, KnownCases> _tables = [];
    private ILookup<(ParticipantId Checker, TaskId Task), ParticipantId>? _authors;
    private int _place;

    public void Read(ParticipantInput[] inputs)
    {
        foreach (Verdict verdict in report.Verdicts)
        {
            if (verdict.Outcome != VerdictOutcome.Correct)
            {
                Bring(verdict);
            }
        }

        foreach (Evidence evidence in report.Evidence)
        {
            Bring(ReportItem.Evidence, evidence);
        }

        foreach (Evidence evidence in former.Knows(offences, Offence.UndeliveredJob, state.FormerOffences) ? jobs.Undelivered(inputs) : [])
        {
            if (offences.Prices(Offence.UndeliveredJob) || Prices(Offence.UndeliveredJob, evidence.FaultEpoch))
            {
                Bring(ReportItem.Job, evidence);
            }
        }

        if (!offences.Prices(Offence.Downtime) && Prices(Offence.Downtime, report.Epoch))
        {
            BringAbsences(inputs);
        }

        Order();
        KeyTheUnknown();
        for (int start = 0, end; start < _brought.Count; start = end)
        {
            end = start + 1;
            while (end < _brought.Count && _brought[end].Position == _brought[start].Position)
            {
                end++;
            }

            int position = _brought[start].Position;
            inputs[position] = inputs[position] with { Accusations = Accuse(state.Participants.ItemRef(position), inputs[position].Rulings, start, end) };
        }
    }

    /// <summary>Tells whether a task of a participant is found wrong by this report.</summary>
    public bool Accuses(int position, Digest identity)
    {
        int found = _brought.BinarySearch(new Brought(position, identity, default, default, Amount.MaxValue, default, default, default, default));
        int index = found >= 0 ? found : ~found;
        return index < _brought.Count && _brought[index].Position == position && _brought[index].Identity == identity;
    }

    /// <summary>Tells whether a participant is accused of anything at all in this report.</summary>
    /// <param name="position">Its place in the state.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool AccusesAnyOf(int position)
    {
        int low = 0, high = _brought.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = _brought[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low < _brought.Count && _brought[low].Position == position;
    }

    /// <summary>In the epoch in which missing duties is freed it still costs what it did: the rows are not read for it any more.</summary>
    private void BringAbsences(ParticipantInput[] inputs)
    {
        for (int position = 0; position < inputs.Length; position++)
        {
            Proportion uptime = Attendance.Of(offences.Policy, inputs[position], EpochSpan.Zero, state.Participants.ItemRef(position).JailedUntil > report.Epoch).Uptime;
            if (uptime != Proportion.One)
            {
                Bring(ReportItem.Evidence, new Evidence { Offence = Offence.Downtime, Offender = state.Participants[position].Participant, FaultEpoch = report.Epoch, Severity = uptime.Complement });
            }
        }
    }

    private void Bring(in Verdict verdict)
    {
        SetAsideReason reason = ReasonAgainst(verdict);
        if (reason != SetAsideReason.None)
        {
            setAside.Add(new SetAsideItem
            {
                Item = ReportItem.Verdict,
                Reason = reason,
                Participant = verdict.Participant,
                Task = verdict.Task,
                Epoch = verdict.Epoch,
            });
        }
        else if (verdict.Outcome == VerdictOutcome.Incorrect)
        {
            Bring(ReportItem.Verdict, new Evidence
            {
                Offence = OffenceOf(verdict),
                Offender = verdict.Participant,
                Task = verdict.Task,
                FaultEpoch = verdict.Epoch,
                Severity = Proportion.One,
            });
        }
    }

    /// <summary>A result that was committed and never shown is its own offence where the policy prices it, through whichever door it comes.</summary>
    private Offence OffenceOf(in Verdict verdict) =>
        verdict.Reason == VerdictReason.NotRevealed && Prices(Offence.UnrevealedResult, verdict.Epoch) ? Offence.UnrevealedResult : Offence.IncorrectResult;

    /// <summary>Returns what is wrong with a verdict as such, whatever it says.</summary>
    public SetAsideReason ReasonAgainst(in Verdict verdict) =>
        verdict.IsNone ? SetAsideReason.Incomplete
        : PlaceOf(verdict.Participant) < 0 ? SetAsideReason.UnknownParticipant
        : EpochReason(verdict.Epoch);

    /// <summary>Tells whether a sealed answer that never came has a price of its own, or that of a wrong result.</summary>
    public bool PricesSilence(Epoch fault) => Prices(Offence.UnrevealedResult, fault) || Prices(Offence.IncorrectResult, fault);

    /// <summary>An offence that was free in the epoch of the fault stays free for it, and one that had a price keeps it.</summary>
    private bool Prices(Offence offence, Epoch fault) => former.Prices(offences, offence, state.FormerOffences, fault);

    private SetAsideReason EpochReason(Epoch fault) =>
        fault > report.Epoch ? SetAsideReason.FromTheFuture
        : !LiabilitySchedule.IsChargeable(state.Liability.AsSpan(), fault, report.Epoch) ? SetAsideReason.Expired
        : SetAsideReason.None;

    /// <summary>A checker commits to nothing: the report says who had to look, and the check is of the epoch in which its author is proven to have committed to the task.</summary>
    private bool IsOfEpoch(ReportItem item, in Evidence evidence) =>
        committed.CanBe(evidence.Offender, evidence.Task, evidence.FaultEpoch) || (item == ReportItem.Verdict && HadToCheck(evidence.Offender, evidence.Task, evidence.FaultEpoch));

    private bool HadToCheck(ParticipantId checker, TaskId task, Epoch fault)
    {
        _authors ??= (hasPanels ? report.Checks : []).ToLookup(duty => (state.HolderOf(duty.Checker), duty.Task), static duty => duty.Author);
        ParticipantId holder = state.HolderOf(checker);
        return _authors[(holder, task)].Any(author => state.HolderOf(author) != holder && committed.CanBe(author, task, fault));
    }

    /// <summary>A participant with many cases has them in a table from the first item about it on.</summary>
    private KnownCases KnownCasesOf(int position)
    {
        ImmutableArray<FaultCase> cases = state.Participants.ItemRef(position).Cases;
        if (cases.Length <= FewCases)
        {
            return new KnownCases(cases, 1);
        }

        if (!_tables.TryGetValue(position, out KnownCases known))
        {
            _tables.Add(position, known = new KnownCases(cases, int.MaxValue));
        }

        return known;
    }

    /// <summary>What is said of participants usually comes in the order of the state; then no search is needed.</summary>
    private int PlaceOf(ParticipantId name)
    {
        PersistentList<ParticipantState> all = state.Participants;
        if (_place < all.Length && all.ItemRef(_place).Participant == name && !name.IsNone)
        {
            return _place;
        }

        int next = _place + 1;
        int place = next < all.Length && all.ItemRef(next).Participant == name && !name.IsNone ? next : state.PlaceOf(name);
        _place = place >= 0 ? place : _place;
        return place;
    }

    private void Bring(ReportItem item, in Evidence evidence)
    {
        int position = PlaceOf(evidence.Offender);
        SetAsideReason reason = position < 0 ? SetAsideReason.UnknownParticipant
            : evidence.Offence.IsNone || (IsAboutTask(evidence.Offence) && evidence.Task == default) || IsEquivocationOfATask(evidence) ? SetAsideReason.Incomplete
            : !Prices(evidence.Offence, evidence.FaultEpoch) ? SetAsideReason.UnpricedOffence
            : item == ReportItem.Evidence && evidence.Offence == Offence.UndeliveredJob ? SetAsideReason.KnownFromState
            : evidence.Severity.IsZero ? SetAsideReason.NoSeverity
            : !evidence.Reporter.IsNone && !isKnown(evidence.Reporter) ? SetAsideReason.UnknownReporter
            : EpochReason(evidence.FaultEpoch) is var epochReason && epochReason != SetAsideReason.None ? epochReason
            : IsAboutResult(evidence.Offence) && !IsOfEpoch(item, evidence) ? SetAsideReason.NotCommitted
            : SetAsideReason.None;
        if (reason != SetAsideReason.None)
        {
            setAside.Add(Aside(item, evidence, evidence.Offender.IsNone || evidence.Offence.IsNone ? default : evidence.Key, reason));
            return;
        }

        ref readonly ParticipantState participant = ref state.Participants.ItemRef(position);
        ParticipantId? record = participant.RecordOf(evidence.Offender, evidence.FaultEpoch);
        Amount atFault = StakeBehind.StandingAt(participant, record, evidence.FaultEpoch).Multiply(evidence.Severity, Rounding.Up);
        Evidence brought = evidence.Reporter.IsNone ? evidence : evidence with { Reporter = state.HolderOf(evidence.Reporter) };
        Digest said = FaultKey.Said(brought);
        _brought.Add(new Brought(
            position, FaultKey.Identity(participant, brought, said, record), said, FaultKey.Known(participant, KnownCasesOf(position), brought, record), atFault, evidence.Severity, item, brought, record));
    }

    private ImmutableArray<Accusation> Accuse(in ParticipantState participant, ImmutableArray<Ruling> rulings, int start, int end)
    {
        ImmutableArray<Accusation>.Builder accusations = ImmutableArray.CreateBuilder<Accusation>(end - start);
        KnownCases known = new(participant.Cases, end - start);
        HashSet<(Digest, Epoch, Offence?)>? overturned = Overturned(participant, rulings);
        List<ParticipantId> reporters = [];
        for (int first = start, next; first < end; first = next)
        {
            Brought dearest = _brought[first];
            SetAsideReason reason = overturned is not null
                && (overturned.Contains((dearest.Key, dearest.Evidence.FaultEpoch, null)) || overturned.Contains((dearest.Key, dearest.Evidence.FaultEpoch, dearest.Evidence.Offence)))
                ? SetAsideReason.AlreadyOverturned
                : known.ReasonAgainst(dearest.Key, dearest.Evidence.Offence, dearest.Evidence.FaultEpoch, dearest.Severity);
            reporters.Clear();
            for (next = first; next < end && _brought[next].IsOfOneCaseWith(dearest); next++)
            {
                Brought one = _brought[next];
                bool isFirst = next == first;
                bool joins = one.IsAsDearAs(dearest) && !one.Evidence.Reporter.IsNone && !reporters.Contains(one.Evidence.Reporter);
                if (reason == SetAsideReason.None && joins && one.Evidence.Reporter != participant.Participant)
                {
                    reporters.Add(one.Evidence.Reporter);
                }
                else if (reason != SetAsideReason.None || !isFirst)
                {
                    setAside.Add(Aside(one.Item, one.Evidence, one.Key, reason == SetAsideReason.None ? SetAsideReason.Duplicate : reason));
                }
            }

            if (reason == SetAsideReason.None)
            {
                accusations.Add(new Accusation
                {
                    Key = dearest.Key,
                    Offence = dearest.Evidence.Offence,
                    FaultEpoch = dearest.Evidence.FaultEpoch,
                    Severity = dearest.Evidence.Severity,
                    Record = dearest.Record,
                    AppealWindow = offences.Prices(dearest.Evidence.Offence) ? null : former.AppealWindowOf(dearest.Evidence.Offence, state.FormerOffences),
                    Reporters = [.. reporters],
                });
            }
        }

        return accusations.DrainToImmutable();
    }

    /// <summary>Returns what was overturned or dismissed; null where nothing is ruled.</summary>
    private static HashSet<(Digest, Epoch, Offence?)>? Overturned(in ParticipantState participant, ImmutableArray<Ruling> rulings) =>
        rulings.IsEmpty ? null : Overturned(participant, new RulingBook(rulings));

    private static HashSet<(Digest, Epoch, Offence?)> Overturned(in ParticipantState participant, RulingBook book) =>
        [
            .. participant.Cases.Where(static item => item.Status == CaseStatus.Pending).Select(item => (Case: item, Ruled: book.On(item)))
                .Where(static one => one.Ruled is CaseStatus.Overturned or CaseStatus.Dismissed)
                .Select(static one => (one.Case.Key, one.Case.FaultEpoch, one.Ruled == CaseStatus.Dismissed ? one.Case.Offence : (Offence?)null)),
        ];

    /// <summary>Of the passed tasks among the verdicts nothing is brought.</summary>
    private static int MostBrought(EpochReport report)
    {
        int count = report.Evidence.Length;
        foreach (ref readonly Verdict verdict in report.Verdicts.AsSpan())
        {
            count += verdict.Outcome == VerdictOutcome.Correct ? 0 : 1;
        }

        return count;
    }

    /// <summary>Two statements are proven by what was stated: a task alone would make one proof count once for each name that is put on it.</summary>
    private static bool IsEquivocationOfATask(in Evidence evidence) => evidence.Offence == Offence.Equivocation && evidence.Task != default && evidence.Subject == default;

    private static bool IsAboutTask(Offence offence) => IsAboutResult(offence) || offence == Offence.UndeliveredJob;

    private static bool IsAboutResult(Offence offence) => offence == Offence.IncorrectResult || offence == Offence.UnrevealedResult;

    private static SetAsideItem Aside(ReportItem item, in Evidence evidence, Digest key, SetAsideReason reason) => new()
    {
        Item = item,
        Reason = reason,
        Participant = evidence.Offender,
        Reporter = evidence.Reporter,
        Offence = evidence.Offence,
        Task = evidence.Task,
        Epoch = evidence.FaultEpoch,
        Key = key,
    };
}
