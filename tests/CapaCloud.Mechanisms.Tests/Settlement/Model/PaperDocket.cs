using System.Numerics;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>What a report brings against one participant, item by item, and what becomes of its cases before any penalty is taken.</summary>
internal sealed class PaperDocket(PaperNetwork network, PaperParticipant participant, EpochReport report)
{
    private readonly PaperRules _rules = network.Rules;
    private readonly ulong _now = report.Epoch.Number;

    /// <summary>Gets the passed tasks that count now.</summary>
    public List<(ulong Epoch, TaskId Task)> Passes { get; } = [];

    /// <summary>Gets for how many epochs in a row the participant has been absent, this one included, whether the row or evidence tells of it.</summary>
    public ulong AbsentFor { get; private set; }

    public void Proceed()
    {
        List<Claim> claims = Claims();
        bool isAccusedOfAbsence = claims.Exists(claim => !claim.IsRow && claim.Evidence.Offence == Offence.Downtime && claim.Evidence.FaultEpoch == report.Epoch);
        AbsentFor = isAccusedOfAbsence ? participant.AbsentFor + 1 : network.AbsentFor(participant, report);
        HashSet<Digest> accused = [.. claims.Where(claim => !claim.IsRow).Select(claim => KeyOf(claim.Evidence))];
        Pass(accused);
        foreach (PaperCase pending in participant.Cases.Where(item => item.Status == CaseStatus.Pending).ToArray())
        {
            Proceed(pending);
        }

        ulong[] absences = Absences(claims);
        foreach (IGrouping<(Digest Key, Offence Offence, ulong Number), Claim> fault in claims.GroupBy(claim => (KeyOf(claim.Evidence), claim.Evidence.Offence, claim.Evidence.FaultEpoch.Number)).OrderBy(fault => fault.Key.Number).ThenBy(fault => fault.Key.Offence).ToArray())
        {
            Bring([.. fault], absences);
        }
    }

    private void Proceed(PaperCase pending)
    {
        RulingOutcome[] rulings = [.. report.Rulings.Where(ruling => ruling.Offender == participant.Name && ruling.Key == pending.Key).Select(ruling => ruling.Outcome).Distinct()];
        if (rulings is [var outcome])
        {
            (pending.Status, pending.DecidedAt) = (outcome == RulingOutcome.Overturned ? CaseStatus.Overturned : CaseStatus.Decided, _now);
        }
        else if (!pending.IsAppealed && report.Appeals.Contains(new Appeal(participant.Name, pending.Key)))
        {
            pending.IsAppealed = true;
            pending.Deadline = Math.Max(pending.Deadline, _now + (_rules.RuleOf(pending.Offence)?.AppealWindow.Epochs ?? (pending.Deadline - pending.Accused)));
        }
        else if (pending.Deadline <= _now)
        {
            (pending.Status, pending.DecidedAt) = (CaseStatus.Decided, _now);
        }
    }

    /// <summary>Lists everything that is admissible by itself: known people, priced, of a severity, of a liable epoch.</summary>
    private List<Claim> Claims()
    {
        List<Claim> claims = [];
        IEnumerable<Evidence> brought =
        [
            .. report.Verdicts.Where(verdict => verdict.Outcome == VerdictOutcome.Incorrect && verdict.Participant == participant.Name).Select(verdict => new Evidence
            {
                Offence = Offence.IncorrectResult,
                Offender = verdict.Participant,
                Task = verdict.Task,
                FaultEpoch = verdict.Epoch,
                Severity = Proportion.One,
            }),
            .. report.Evidence.Where(evidence => evidence.Offender == participant.Name),
        ];
        foreach (Evidence evidence in brought)
        {
            bool isAboutTask = evidence.Offence == Offence.IncorrectResult || evidence.Offence == Offence.UnrevealedResult;
            bool isAdmissible = _rules.IsPriced(evidence.Offence, evidence.FaultEpoch.Number)
                && evidence.Severity.Parts > 0
                && (!isAboutTask || evidence.Task != default)
                && (evidence.Reporter.IsNone || network.Participants.ContainsKey(evidence.Reporter))
                && _rules.IsChargeable(evidence.FaultEpoch.Number, _now);
            if (isAdmissible && IsNews(evidence))
            {
                claims.Add(new Claim(evidence, AtFault(evidence), IsRow: false));
            }
        }

        ParticipantReport row = report.Participants.FirstOrDefault(one => one.Participant == participant.Name);
        (BigInteger uptime, _) = network.Uptime(participant, row);
        if ((_rules.RuleOf(Offence.Downtime) is not null || _rules.IsPriced(Offence.Downtime, _now)) && uptime != PaperRules.One)
        {
            Evidence absence = new() { Offence = Offence.Downtime, Offender = participant.Name, FaultEpoch = report.Epoch, Severity = Proportion.FromParts((ulong)(PaperRules.One - uptime)) };
            claims.Add(new Claim(absence, AtFault(absence), IsRow: true));
        }

        return claims;
    }

    private BigInteger AtFault(in Evidence evidence) => PaperRules.Up(network.StoodAt(participant.Name, evidence.FaultEpoch.Number), evidence.Severity.Parts);

    /// <summary>Tells whether the fault is unknown so far, or known only as a lighter one.</summary>
    private bool IsNews(Evidence evidence) => participant.Cases.Where(item => item.Key == KeyOf(evidence) && item.Fault == evidence.FaultEpoch.Number)
        .All(item => item.Status is not (CaseStatus.Overturned or CaseStatus.Suspended) && (item.Offence != evidence.Offence || item.Severity < evidence.Severity.Parts));

    private ulong[] Absences(List<Claim> claims) =>
    [
        .. participant.Cases.Where(item => item.Offence == Offence.Downtime && item.Status != CaseStatus.Overturned).Select(item => item.Fault),
        .. claims.Where(claim => claim.Evidence.Offence == Offence.Downtime).Select(claim => claim.Evidence.FaultEpoch.Number),
    ];

    private void Bring(Claim[] claims, ulong[] absences)
    {
        if (participant.Cases.Exists(item => item.Key == KeyOf(claims[0].Evidence) && item.Fault == claims[0].Evidence.FaultEpoch.Number && item.Status == CaseStatus.Overturned))
        {
            return;
        }

        Claim dearest = claims.OrderByDescending(claim => claim.AtFault).ThenByDescending(claim => claim.Evidence.Severity.Parts).First();
        List<ParticipantId> reporters =
        [
            .. claims.Where(claim => claim.AtFault == dearest.AtFault && claim.Evidence.Severity == dearest.Evidence.Severity && claim.Evidence.FaultEpoch == dearest.Evidence.FaultEpoch)
                .Select(claim => claim.Evidence.Reporter).Where(reporter => !reporter.IsNone && reporter != participant.Name).Distinct().Order(),
        ];
        Evidence fault = dearest.Evidence;
        PaperCase? pending = participant.Cases.Find(item => item.Key == KeyOf(fault) && item.Offence == fault.Offence && item.Fault == fault.FaultEpoch.Number && item.Status == CaseStatus.Pending);
        if (pending is not null)
        {
            (pending.Severity, pending.AtFault, pending.Reporters) = (fault.Severity.Parts, dearest.AtFault, reporters);
            pending.Duration = Lasted(fault, absences);
            return;
        }

        ulong window = _rules.AppealWindowOf(fault.Offence);
        participant.Cases.Add(new PaperCase
        {
            Key = KeyOf(fault),
            Offence = fault.Offence,
            Fault = fault.FaultEpoch.Number,
            Severity = fault.Severity.Parts,
            AtFault = dearest.AtFault,
            Accused = _now,
            Deadline = _now + window,
            Status = window == 0 ? CaseStatus.Decided : CaseStatus.Pending,
            DecidedAt = window == 0 ? _now : 0,
            Duration = Lasted(fault, absences),
            IsRevision = participant.Cases.Exists(item => item.Key == KeyOf(fault) && item.Status is not (CaseStatus.Overturned or CaseStatus.Suspended)),
            Reporters = reporters,
        });
    }

    private ulong Lasted(in Evidence fault, ulong[] absences)
    {
        if (fault.Offence != Offence.Downtime)
        {
            return 0;
        }

        ulong epoch = fault.FaultEpoch.Number, lasted = 1;
        while (lasted <= epoch && absences.Contains(epoch - lasted))
        {
            lasted++;
        }

        return epoch == _now ? Math.Max(lasted, AbsentFor) : lasted;
    }

    /// <summary>A result that is wrong or was never shown is one fault of one task.</summary>
    private static Digest KeyOf(Evidence evidence) => (evidence.Offence == Offence.UnrevealedResult ? evidence with { Offence = Offence.IncorrectResult } : evidence).Key;

    /// <summary>A task passes once, and not when it was found wrong.</summary>
    private void Pass(HashSet<Digest> accused)
    {
        foreach (Verdict verdict in report.Verdicts.Where(verdict => verdict.Outcome == VerdictOutcome.Correct && verdict.Participant == participant.Name)
            .OrderBy(verdict => verdict.Epoch).ThenBy(verdict => verdict.Task))
        {
            Digest key = new Evidence { Offence = Offence.IncorrectResult, Offender = participant.Name, Task = verdict.Task }.Key;
            bool isWrong = accused.Contains(key) || WasAccused(Offence.IncorrectResult, key) || WasAccused(Offence.UnrevealedResult, key)
                || participant.Cases.Exists(item => item.Key == key && item.Status != CaseStatus.Overturned);
            bool isKnown = participant.Passed.Exists(passed => passed.Task == verdict.Task) || Passes.Exists(passed => passed.Task == verdict.Task);
            if (!isWrong && !isKnown && _rules.IsChargeable(verdict.Epoch.Number, _now))
            {
                Passes.Add((verdict.Epoch.Number, verdict.Task));
            }
        }
    }

    /// <summary>An accusation that was refused as known contradicts a pass all the same.</summary>
    private bool WasAccused(Offence offence, Digest wrong) => (
        offence == Offence.IncorrectResult && report.Verdicts.Any(verdict => verdict.Outcome == VerdictOutcome.Incorrect && verdict.Participant == participant.Name && _rules.IsChargeable(verdict.Epoch.Number, _now) && _rules.IsPriced(offence, verdict.Epoch.Number)
            && new Evidence { Offence = Offence.IncorrectResult, Offender = participant.Name, Task = verdict.Task }.Key == wrong)
        || report.Evidence.Any(evidence => evidence.Offender == participant.Name && evidence.Offence == offence && KeyOf(evidence) == wrong && evidence.Task != default
            && evidence.Severity.Parts > 0 && (evidence.Reporter.IsNone || network.Participants.ContainsKey(evidence.Reporter)) && _rules.IsChargeable(evidence.FaultEpoch.Number, _now) && _rules.IsPriced(offence, evidence.FaultEpoch.Number)));

    private sealed record Claim(Evidence Evidence, BigInteger AtFault, bool IsRow);
}
