using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of planted errors: the review counts each once, and the known answer decides; part of <see cref="MechanismLaws"/>.</summary>
internal static class PlantedErrorLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Verification.Panels is null
            ? []
            :
            [
                Law.Of("planted-share-is-whole", "when every result is planted the share is one, when none is it is nothing, and two halves add up to all", cases, item => IsWhole(mechanism, item.State)),
                Law.Of("plants-count-once", "the order and repetition of commitments, seals and openings change no share", cases, item => CountOnce(mechanism, item.State)),
                Law.Of("unsealed-plants-are-none", "what was not sealed before, or is no error, is set aside and changes no share; a seal that nobody opens is named", cases, item => NeedSeals(mechanism, item.State)),
                Law.Of("known-answer-decides", "on a planted task everybody is judged by the known answer, and who lent its name is not judged", cases, item => Decides(mechanism, item.State)),
            ];

    private static bool IsWhole(IMechanism mechanism, NetworkState state)
    {
        PlantedError[] all = Plants(mechanism, state), first = [.. all.Where((_, index) => index % 2 == 0)], second = [.. all.Where((_, index) => index % 2 == 1)];
        PlantedErrorReview whole = Review(mechanism, state, all, all), one = Review(mechanism, state, all, first), other = Review(mechanism, state, all, second);
        return whole.PlantedRate == whole.TotalRate
            && whole.Share == (whole.TotalRate == UInt128.Zero ? Proportion.Zero : Proportion.One)
            && Review(mechanism, state, all, []).PlantedRate == UInt128.Zero
            && one.PlantedRate + other.PlantedRate == whole.PlantedRate
            && whole.Plants.Length == all.Length && whole.SetAside.IsEmpty && whole.IsKept;
    }

    private static bool CountOnce(IMechanism mechanism, NetworkState state)
    {
        PlantedError[] all = Plants(mechanism, state), some = [.. all.Take((all.Length + 1) / 2)];
        Commitment[] commitments = [.. all.Select(static plant => plant.Commitment)];
        Digest[] seals = [.. some.Select(static plant => plant.Seal())];
        PlantedErrorReview once = mechanism.ReviewPlantedErrors(state, commitments, seals, some);
        PlantedErrorReview twice = mechanism.ReviewPlantedErrors(state, commitments.Reverse().Concat(commitments), seals.Reverse().Concat(seals), some.Reverse().Concat(some));
        return twice.Plants.SequenceEqual(once.Plants) && twice.Share == once.Share && twice.SetAside.Length == some.Length && twice.SetAside.All(static item => item.Flaw == PlantedErrorFlaw.Repeated);
    }

    private static bool NeedSeals(IMechanism mechanism, NetworkState state)
    {
        PlantedError[] all = Plants(mechanism, state);
        if (all.Length < 2)
        {
            return true;
        }

        PlantedError right = all[0] with { Known = all[0].Claimed }, elsewhere = all[1] with { Commitment = all[1].Commitment with { Task = TaskId.Of("nobody-committed") } };
        Digest hidden = all[1].Seal();
        PlantedErrorReview review = mechanism.ReviewPlantedErrors(state, all.Select(static plant => plant.Commitment), [right.Seal(), hidden, elsewhere.Seal()], [all[0], right, elsewhere]);
        return review.Plants.IsEmpty && review.PlantedRate == UInt128.Zero && review.Unopened.SequenceEqual([hidden]) && !review.IsKept
            && review.SetAside.Select(static item => item.Flaw).Order().SequenceEqual([PlantedErrorFlaw.NotSealed, PlantedErrorFlaw.NoError, PlantedErrorFlaw.NoError]);
    }

    private static bool Decides(IMechanism mechanism, NetworkState state)
    {
        PlantedError[] all = Plants(mechanism, state);
        if (all.Length < 2)
        {
            return true;
        }

        PlantedErrorReview review = Review(mechanism, state, all, [all[0]]);
        ParticipantId cover = all[0].Commitment.Author, looked = ParticipantId.Of("who-looked"), vouched = ParticipantId.Of("who-vouched"), silent = ParticipantId.Of("who-was-silent");
        ImmutableArray<Answer> answers = [Answer.Of(cover, all[0].Claimed, 1_000), Answer.Of(vouched, all[0].Claimed, 1_000), Answer.Of(looked, all[0].Known), Answer.Missing(silent)];
        TaskAnswers planted = new(all[0].Commitment.Task, state.Epoch, answers), real = new(all[1].Commitment.Task, state.Epoch, answers);
        ImmutableArray<Verdict> verdicts = mechanism.Adjudicate([planted, real], review), others = mechanism.Adjudicate([real]);
        return verdicts.Length == answers.Length - 1 + others.Length
            && verdicts.TakeLast(others.Length).SequenceEqual(others)
            && Outcome(looked) == VerdictOutcome.Correct && Outcome(vouched) == VerdictOutcome.Incorrect
            && verdicts.All(verdict => verdict.Task != planted.Task || verdict.Participant != cover);

        VerdictOutcome Outcome(ParticipantId who) => verdicts.Single(verdict => verdict.Participant == who && verdict.Task == planted.Task).Outcome;
    }

    private static PlantedErrorReview Review(IMechanism mechanism, NetworkState state, PlantedError[] all, PlantedError[] planted) =>
        mechanism.ReviewPlantedErrors(state, all.Select(static plant => plant.Commitment), planted.Select(static plant => plant.Seal()), planted);

    /// <summary>Everybody lends its name to one wrong result.</summary>
    private static PlantedError[] Plants(IMechanism mechanism, NetworkState state)
    {
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        Digest claimed = ResultHash.OfChoice(1), known = ResultHash.OfChoice(2), salt = ResultHash.OfChoice(3);
        return
        [
            .. state.Participants.Select(one => new PlantedError(
                Commitment.Of(one.Participant, TaskId.Of($"planted-{one.Participant}"), window, claimed, salt), claimed, salt, known, ResultHash.OfChoice(4))),
        ];
    }
}
