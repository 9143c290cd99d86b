using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How a participant kept its duties in an epoch.</summary>
/// <remarks>
/// <code>
/// uptime     = (due - missed) / (due - excused), 1 when nothing accountable was due, or nothing that counts (see DutyPolicy)
/// absent for = epochs in a row with a miss that nothing excuses, in the row or in evidence; one in which nothing accountable was due leaves it as it is
/// </code>
/// The uptime rounds down: 2 of 3 duties are 0.666666666666666666.
/// </remarks>
internal readonly record struct Attendance(ulong Due, ulong Accountable, ulong Kept, Proportion Uptime, EpochSpan AbsentFor)
{
    /// <summary>Gets how many duties the row says were due, whether they count or not: what a pool by duties kept may be claimed by.</summary>
    public ulong RowDue { get; private init; }

    /// <summary>Gets how many duties of the row were kept, whether they count or not.</summary>
    public ulong RowKept { get; private init; }

    /// <summary>Gets how many duties were due and do not count.</summary>
    public ulong Uncounted { get; private init; }

    /// <summary>Gets the least number of duties that count; 0 where they do not count for another reason: they were due in jail.</summary>
    public ulong Least { get; private init; }

    public static Attendance Of(MechanismPolicy policy, in ParticipantInput input, EpochSpan absentBefore, bool isJailed)
    {
        FormerExcuses? former = input.FormerExcuses;
        Attendance reported = Of(former?.Causes ?? policy.ExcusedCauses, input.Report, absentBefore);
        reported = reported with { RowDue = reported.Due, RowKept = reported.Kept };
        Epoch now = input.Epoch;
        if ((former is null ? policy.Duties : former.Duties) is { } duties && reported.Due != 0 && !duties.Counts(reported.Accountable, isJailed))
        {
            reported = new Attendance(0, 0, 0, Proportion.One, absentBefore)
            {
                RowDue = reported.Due,
                RowKept = reported.Kept,
                Uncounted = reported.Accountable,
                Least = reported.Accountable < duties.Least ? duties.Least : 0,
            };
        }

        foreach (ref readonly Accusation accusation in input.Accusations.AsSpan())
        {
            if (accusation.Offence == Offence.Downtime && accusation.FaultEpoch == now)
            {
                return reported with { AbsentFor = Longer(absentBefore) };
            }
        }

        return reported;
    }

    private static Attendance Of(ImmutableArray<string> excusedCauses, in ParticipantReport report, EpochSpan absentBefore)
    {
        if (report.DutiesDue == 0)
        {
            return new Attendance(0, 0, 0, Proportion.One, absentBefore);
        }

        ulong missed = 0, excused = 0;
        foreach (MissedDuties duties in report.Missed)
        {
            missed += duties.Count;
            excused += IsExcused(excusedCauses, duties.Cause) ? duties.Count : 0;
        }

        ulong accountable = report.DutiesDue - excused, kept = report.DutiesDue - missed;
        if (accountable == 0)
        {
            return new Attendance(report.DutiesDue, 0, 0, Proportion.One, absentBefore);
        }

        Proportion uptime = Proportion.FromQuotient(kept, accountable, Rounding.Down);
        return new Attendance(report.DutiesDue, accountable, kept, uptime, kept == accountable ? EpochSpan.Zero : Longer(absentBefore));
    }

    public void Explain(ExplanationRecorder recorder)
    {
        if (Uncounted != 0)
        {
            recorder.Rule(
                "duties that count",
                Least == 0 ? "none: in jail no duty is due" : $"none: the policy judges by {Prose.Number(Least)} or more",
                ExplanationRecorder.Count("duties", 0),
                ExplanationRecorder.Count("due and not excused", Uncounted));
        }

        if (Accountable == 0)
        {
            return;
        }

        recorder.Given("duties due and not excused", "from the report", ExplanationRecorder.Count("duties", Accountable));
        recorder.MultiplyDivide(
            "uptime",
            "duties kept / duties due and not excused",
            ExplanationRecorder.Count("kept", Kept),
            ExplanationRecorder.One,
            ExplanationRecorder.Count("due and not excused", Accountable),
            Rounding.Down,
            ExplanationRecorder.Parts("uptime", Uptime));
    }

    private static EpochSpan Longer(EpochSpan span) => span == EpochSpan.MaxValue ? span : span + EpochSpan.One;

    private static bool IsExcused(ImmutableArray<string> excusedCauses, string cause)
    {
        foreach (string excused in excusedCauses)
        {
            if (string.Equals(excused, cause, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
