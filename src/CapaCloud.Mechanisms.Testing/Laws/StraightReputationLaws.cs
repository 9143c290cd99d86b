using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of the two promises on which the participant's decision problem rests: that memory moves along straight lines.</summary>
/// <remarks>
/// <code>for' = a * for + c,  against' = b * against + d        or        score' = a * score + c</code>
/// The line is drawn through the model's answers at two ends; every record between them must lie on it within 4 parts of 10^18.
/// </remarks>
internal static class StraightReputationLaws
{
    private const ulong Millions = 1_000_000;
    private static readonly Epoch Start = Epoch.Of(1_000);
    private static readonly UInt128 End = (UInt128)Millions * Proportion.PartsPerOne;

    private static Arbitrary<(ulong For, ulong Against, ulong More, int Good, int Bad, int Gap)> Drawn { get; } =
        (from good in Gen.Choose(0, 25)
         from bad in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 25)))
         from gap in Gen.Choose(0, 40)
         from first in Part
         from second in Part
         from more in Part
         select (first, second, more, good, bad, gap)).ToArbitrary();

    /// <summary>Evidence in millionths of a unit: none, little, much, the most.</summary>
    private static Gen<ulong> Part =>
        Gen.OneOf(
            Gen.Choose(0, 3).Select(value => (ulong)value),
            Gen.Choose(0, 2_000_000_000).Select(value => (ulong)value),
            Gen.Choose(0, 1_000_000).Select(value => (ulong)value * Millions));

    /// <summary>Returns the laws of the promises that the model makes; none when it makes neither.</summary>
    public static IEnumerable<Law> For(IReputationModel model)
    {
        if (model.Promises.HasFlag(ReputationPromises.AffineEvidence))
        {
            yield return Law.Of("affine-evidence", "an epoch and a conduct move evidence for and against along one straight line each", Drawn,
                drawn => EvidenceIsStraight(model, Evidence(drawn.For), Evidence(drawn.Against), Conduct(drawn.Good, drawn.Bad, drawn.Gap)));
            yield return Law.Of("evidence-order", "more evidence for never reads lower, more evidence against never higher", Drawn,
                drawn => EvidenceIsOrdered(model, Evidence(drawn.For), Evidence(drawn.Against), Evidence(drawn.More)));
        }

        if (model.Promises.HasFlag(ReputationPromises.AffineScore))
        {
            yield return Law.Of("affine-score", "the record is its score, and an epoch and a conduct move it along one straight line", Drawn,
                drawn => ScoreIsStraight(model, (drawn.For * 1_000) % (Proportion.PartsPerOne + 1), Conduct(drawn.Good, drawn.Bad, drawn.Gap)));
        }
    }

    private static UInt128 Evidence(ulong millionths) => (UInt128)millionths * (Proportion.PartsPerOne / Millions);

    private static Conduct Conduct(int good, int bad, int gap) =>
        new(Start + EpochSpan.Of((ulong)gap), ConductKind.Proven, Ratio.Of((ulong)good), Ratio.Of((ulong)bad));

    private static bool EvidenceIsStraight(IReputationModel model, UInt128 evidenceFor, UInt128 against, in Conduct conduct)
    {
        ReputationTrack least = model.Add(Record(0, 0), conduct).Proven, most = model.Add(Record(End, End), conduct).Proven;
        ReputationTrack between = model.Add(Record(evidenceFor, against), conduct).Proven;
        return IsOnLine(between.For.Parts, evidenceFor, least.For.Parts, most.For.Parts, End)
            && IsOnLine(between.Against.Parts, against, least.Against.Parts, most.Against.Parts, End);
    }

    private static bool EvidenceIsOrdered(IReputationModel model, UInt128 evidenceFor, UInt128 against, UInt128 more)
    {
        Proportion score = model.Read(Record(evidenceFor, against));
        return model.Read(Record(evidenceFor + more, against)) >= score && model.Read(Record(evidenceFor, against + more)) <= score;
    }

    private static bool ScoreIsStraight(IReputationModel model, ulong score, in Conduct conduct)
    {
        ReputationRecord record = OfScore(model, score), after = model.Add(record, conduct);
        ulong then = model.Read(after).Parts;
        return model.Read(record).Parts == score
            && after.Proven == OfScore(model, then).Proven
            && IsOnLine(
                then, score, model.Read(model.Add(OfScore(model, 0), conduct)).Parts, model.Read(model.Add(OfScore(model, Proportion.PartsPerOne), conduct)).Parts, Proportion.PartsPerOne);
    }

    private static ReputationRecord OfScore(IReputationModel model, ulong score)
    {
        ulong newcomer = model.Limits.Newcomer.Parts;
        return score >= newcomer ? Record(score - newcomer, 0) : Record(0, newcomer - score);
    }

    private static ReputationRecord Record(UInt128 evidenceFor, UInt128 against) => new()
    {
        AsOf = Start,
        Proven = new ReputationTrack(Ratio.FromParts(evidenceFor), Ratio.FromParts(against)),
    };

    /// <summary>Whether a value lies on the line from (0, least) to (end, most), whose slope is in [0, 1], within 4 parts.</summary>
    private static bool IsOnLine(UInt128 value, UInt128 at, UInt128 least, UInt128 most, UInt128 end)
    {
        if (most < least || most - least > end + 4)
        {
            return false;
        }

        UInt128 expected = least + MultiplyDivide.Down(most - least, at, end);
        return value <= expected + 4 && expected <= value + 4;
    }
}
