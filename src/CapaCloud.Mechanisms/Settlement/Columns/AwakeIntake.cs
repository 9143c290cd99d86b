using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 1 of an epoch for those who do not rest, in parts by name: every item of a report is about one participant, and is read where that one is.</summary>
internal static class AwakeIntake
{
    /// <summary>Reads what is said of them; returns nothing, and the refusals, when the report contradicts itself.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="awake">Who they are, and what is about them.</param>
    /// <param name="rows">Who else there is.</param>
    /// <param name="parts">Runs the parts.</param>
    /// <param name="refusals">Every reason why the report cannot be settled.</param>
    public static EpochIntake? Read(SettlementRules rules, AwakePart awake, RestingRows rows, PartitionedRun parts, out ImmutableArray<SettlementRefusal> refusals)
    {
        NetworkState state = awake.State;
        if (parts.Count == 1 || state.Participants.Length < parts.Count || HasFormerNames(state))
        {
            return new ReportIntake(rules, state, awake.Report, name => rows.RowOf(name) >= 0).Read(out refusals);
        }

        (EpochIntake? Intake, ImmutableArray<SettlementRefusal> Refusals)[] read = parts.Over(state.Participants.Length, (from, to) =>
        {
            NetworkState own = state with { Participants = state.Participants.Slice(from, to - from) };
            EpochReport report = About(awake.Report, from == 0 ? default : state.Participants[from].Participant, to == state.Participants.Length ? default : state.Participants[to].Participant);
            EpochIntake? intake = new ReportIntake(rules, own, report, name => state.IndexOf(name) >= 0 || rows.RowOf(name) >= 0).Read(out ImmutableArray<SettlementRefusal> reasons);
            return (intake, reasons);
        });
        refusals = [.. read.SelectMany(static part => part.Refusals)];
        return refusals.IsEmpty
            ? new EpochIntake { Inputs = [.. read.SelectMany(static part => part.Intake!.Inputs)], SetAside = [.. read.SelectMany(static part => part.Intake!.SetAside).Order()] }
            : null;
    }

    /// <summary>Whoever had other names is accused, and reports, under any of them: that is looked up among all at once.</summary>
    private static bool HasFormerNames(NetworkState state)
    {
        foreach (ref readonly ParticipantState one in state.Participants)
        {
            if (!one.FormerNames.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns what is about the names from one on and before another; nobody's name is an open end.</summary>
    private static EpochReport About(EpochReport report, ParticipantId first, ParticipantId end)
    {
        return report with
        {
            Participants = Those(report.Participants, static row => row.Participant),
            Verdicts = Those(report.Verdicts, static verdict => verdict.Participant),
            Evidence = Those(report.Evidence, static evidence => evidence.Offender),
            Appeals = Those(report.Appeals, static appeal => appeal.Offender),
            Rulings = Those(report.Rulings, static ruling => ruling.Offender),
            Jobs = Those(report.Jobs, static job => job.Provider),
            Checks = Those(report.Checks, static duty => duty.Checker),
        };

        ImmutableArray<T> Those<T>(ImmutableArray<T> all, Func<T, ParticipantId> whose) =>
            all.IsEmpty ? all : [.. all.Where(item => whose(item) is var name && (first.IsNone || name >= first) && (end.IsNone || name < end))];
    }
}
