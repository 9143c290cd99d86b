using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 3 of an epoch, for checkers: feeds the record of checks, where the policy keeps that apart from the record of work.</summary>
/// <remarks>
/// <code>
/// good    = checks that were found right for the first time
/// bad     = charged faults that are about checks, negligent checking and false accusations
/// present = checks that were answered, of those that were due and not excused
/// </code>
/// </remarks>
internal sealed class CheckerAssessor(MechanismPolicy policy, IReputationModel model)
{
    private readonly bool _isSilenceExcused = policy.ExcusedCauses.Contains(CheckDuty.Cause, StringComparer.Ordinal);

    /// <summary>Returns the keys of all results that a participant gave as a checker, of this epoch and of those that are remembered.</summary>
    public static HashSet<Digest> KeysOf(in ParticipantState state, in ParticipantInput input) =>
        CheckingRecord.KeysOf(state, (state.Checking?.Tasks ?? []).Concat(input.Checked?.Tasks ?? []));

    public CheckingRecord? Assess(in ParticipantState state, in ParticipantInput input, ulong proven, bool isAbsenceSuspended, ExplanationRecorder? recorder)
    {
        (ulong kept, ulong missed) = isAbsenceSuspended ? (0, 0) : Attended(state, input);
        if (input.Checks == 0 && proven == 0 && kept + missed == 0)
        {
            // A case about a check that waits for its ruling is remembered as one.
            return state.Checking ?? (input.Checked is not null && !input.Accusations.IsEmpty ? new CheckingRecord { Reputation = model.Newcomer(input.Epoch) } : null);
        }

        ReputationRecord before = RememberedConduct.At(model, state.Checking?.Reputation, input.Epoch), after = before;
        if (input.Checks > 0 || proven > 0)
        {
            after = model.Add(after, new Conduct(input.Epoch, ConductKind.Proven, Ratio.Of((ulong)input.Checks), Ratio.Of(proven)));
        }

        if (kept + missed > 0)
        {
            after = model.Add(after, RememberedConduct.Presence(input.Epoch, kept, missed));
        }

        recorder?.Rule(
            "score as a checker",
            recorder.Say(model),
            ExplanationRecorder.Parts("score as a checker", model.Read(after)),
            ExplanationRecorder.Parts("score as a checker before", model.Read(before)),
            ExplanationRecorder.Count("checks that were right", (UInt128)input.Checks),
            ExplanationRecorder.Count("proven faults as a checker", proven),
            ExplanationRecorder.Count("checks answered", kept),
            ExplanationRecorder.Count("checks missed", missed));
        return (state.Checking ?? new CheckingRecord { Reputation = after }) with { Reputation = after };
    }

    /// <summary>Counts answered and missed checks: none in jail where no duty is due there, and no missed ones where silence is excused.</summary>
    private (ulong Kept, ulong Missed) Attended(in ParticipantState state, in ParticipantInput input)
    {
        bool isDue = state.JailedUntil <= input.Epoch || policy.Duties is not { DueInJail: false };
        return input.Checked is { } said && isDue ? (said.Due - said.Missed, _isSilenceExcused ? 0 : said.Missed) : (0, 0);
    }
}
