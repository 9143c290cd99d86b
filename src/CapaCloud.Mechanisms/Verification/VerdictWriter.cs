namespace CapaCloud.Mechanisms.Verification;

/// <summary>What every rule does with silence, mismatches and copies; a rule adds only who is right.</summary>
internal static class VerdictWriter
{
    public static void RequirePlaces(in TaskAnswers answers, Span<Verdict> verdicts)
    {
        if (verdicts.Length != answers.Answers.Length)
        {
            throw new ArgumentException(
                $"{Prose.Count(answers.Answers.Length, "answer needs", "answers need")} as many verdicts, got places for {verdicts.Length}.", nameof(verdicts));
        }
    }

    /// <summary>Writes the verdicts of a rule that accepts one result, and returns the judgement.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="reason">The reason of who is right when decided; else why it is not.</param>
    /// <param name="wrong">The reason of who is wrong when decided.</param>
    /// <param name="accepted">The accepted result when decided.</param>
    /// <param name="verdicts">Receives the verdicts.</param>
    public static TaskDecision Write(
        in TaskAnswers answers, VerdictReason reason, VerdictReason wrong, Digest accepted, Span<Verdict> verdicts)
    {
        Digest evidence = answers.Evidence();
        bool decided = reason.Outcome() == VerdictOutcome.Correct;
        int counted = 0, agreeing = 0;
        for (int position = 0; position < verdicts.Length; position++)
        {
            ref readonly Answer answer = ref answers.Answers.ItemRef(position);
            bool agrees = answer.Counts && decided && answer.Result == accepted;
            counted += answer.Counts ? 1 : 0;
            agreeing += agrees ? 1 : 0;
            verdicts[position] = Of(answers, answer, decided ? (agrees ? reason : wrong) : reason, evidence);
        }

        return new TaskDecision(reason, decided ? accepted : default, counted, agreeing, evidence);
    }

    /// <summary>Returns one verdict: the given reason for an answer that counts, the reason of its status for one that does not.</summary>
    public static Verdict Of(in TaskAnswers answers, in Answer answer, VerdictReason reasonWhenCounted, Digest evidence)
    {
        VerdictReason reason = answer.Status switch
        {
            AnswerStatus.Revealed => reasonWhenCounted,
            AnswerStatus.Mismatched => VerdictReason.RevealMismatch,
            AnswerStatus.Copied => VerdictReason.Copied,
            _ => VerdictReason.NotRevealed,
        };
        return Verdict.Because(answer.Author, answers.Task, answers.Epoch, reason, evidence);
    }

    /// <summary>Counts the answers that count.</summary>
    public static int Counted(in TaskAnswers answers)
    {
        int counted = 0;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            counted += answer.Counts ? 1 : 0;
        }

        return counted;
    }

    /// <summary>Counts the answers that count and have a result.</summary>
    public static int Agreeing(in TaskAnswers answers, Digest result)
    {
        int agreeing = 0;
        foreach (ref readonly Answer answer in answers.Answers.AsSpan())
        {
            agreeing += answer.Counts && answer.Result == result ? 1 : 0;
        }

        return agreeing;
    }
}
