using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IReputationModel"/>: those that every model keeps, and one for each promise that the model makes.</summary>
/// <remarks>No formula. Parts are parts of 10^18.</remarks>
public static class ReputationModelLaws
{
    private static readonly Arbitrary<ConductHistory> Life = ConductHistory.Any;

    private static Arbitrary<(ConductHistory Life, EpochSpan First, EpochSpan Second)> LifeAndTwoSpans { get; } =
        (from life in Life.Generator
         from first in Generate.EpochSpan
         from second in Generate.EpochSpan
         select (life, first, second)).ToArbitrary();

    private static Arbitrary<(ConductHistory Life, ConductKind Kind, Ratio Good, Ratio Bad)> LifeAndConduct { get; } =
        (from life in Life.Generator
         from kind in Gen.Elements(ConductKind.Proven, ConductKind.Unexplained, ConductKind.Presence)
         from good in Generate.Ratio
         from bad in Gen.OneOf(Gen.Constant(Ratio.Zero), Generate.Ratio)
         select (life, kind, good, bad)).ToArbitrary();

    private static Arbitrary<(ConductHistory Life, bool IsGood, int Weight, int Times)> LifeAndBatch { get; } =
        (from life in Life.Generator
         from isGood in Gen.Elements(true, false)
         from weight in Gen.Choose(0, 5)
         from times in Gen.Choose(1, 20)
         select (life, isGood, weight, times)).ToArbitrary();

    private static Arbitrary<(ConductHistory Life, int At, Ratio MoreGood, Ratio LessBad)> LifeAndImprovement { get; } =
        (from life in Life.Generator.Where(life => !life.Conducts.IsEmpty)
         from at in Gen.Choose(0, life.Conducts.Length - 1)
         from more in Gen.OneOf(Gen.Constant(Ratio.Zero), Generate.Ratio)
         from less in Gen.OneOf(Gen.Constant(Ratio.Zero), Generate.Ratio)
         select (life, at, more, less)).ToArbitrary();

    /// <summary>Returns the laws of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The laws: the common ones, and those of its promises.</returns>
    public static IReadOnlyList<Law> For(IReputationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<Law> laws =
        [
            Law.Of("within-limits", "every score lies between the declared lowest and one; a newcomer has the declared newcomer's", Life,
                life => model.Read(life.Under(model)) >= model.Limits.Lowest && model.Read(model.Newcomer(life.End)) == model.Limits.Newcomer),
            Law.Of("never-throws", "conduct of any weight, up to the largest, is taken in and can be read and aged", LifeAndConduct,
                drawn => TakesAnything(model, drawn.Life, drawn.Kind)),
            Law.Of("same-epoch-is-identity", "aging to the record's own epoch changes nothing", Life,
                life => life.Under(model) is var record && model.Age(record, record.AsOf) == record),
            Law.Of("nothing-is-nothing", "conduct that holds neither good nor bad only ages the record", LifeAndTwoSpans,
                drawn => drawn.Life.Under(model) is var record && record.AsOf + drawn.First is var then
                    && model.Add(record, new Conduct(then, ConductKind.Proven, Ratio.Zero, Ratio.Zero)) == model.Age(record, then)),
            Law.Of("past-is-refused", "conduct before the record's epoch is refused with ArgumentOutOfRangeException", Life,
                life => RefusesThePast(model, life.Under(model))),
            Law.Of("tracks-apart", "conduct of one kind leaves the other two tracks as they were", LifeAndConduct,
                drawn => KeepsTracksApart(model, drawn.Life.Under(model), drawn.Kind, drawn.Good, drawn.Bad)),
        ];
        laws.AddRange(ReputationReadsLaws.For(model));
        laws.AddRange(OfPromises(model));
        laws.AddRange(StraightReputationLaws.For(model));
        return laws;
    }

    private static IEnumerable<Law> OfPromises(IReputationModel model)
    {
        if (model.Promises.HasFlag(ReputationPromises.Monotone))
        {
            yield return Law.Of("monotone", "the same life with more good or less bad in one conduct never reads lower", LifeAndImprovement,
                drawn => model.Read(Improved(drawn.Life, drawn.At, drawn.MoreGood, drawn.LessBad).Under(model)) >= model.Read(drawn.Life.Under(model)));
        }

        if (model.Promises.HasFlag(ReputationPromises.Forgetful))
        {
            yield return Law.Of("forgetful", "without news the score moves toward the newcomer's, never away and never past it (2 parts)",
                LifeAndTwoSpans, drawn => MovesTowardNewcomer(model, drawn.Life.Under(model), drawn.First));
        }

        if (model.Promises.HasFlag(ReputationPromises.BatchEqualsSequence))
        {
            yield return Law.Of("batch-equals-sequence", "whole conducts of one epoch, in one or one by one, give the same within 2 parts each",
                LifeAndBatch, drawn => BatchEqualsSequence(model, drawn.Life.Under(model), drawn.IsGood, drawn.Weight, drawn.Times));
        }

        if (model.Promises.HasFlag(ReputationPromises.TimeStepNeutral))
        {
            yield return Law.Of("time-step-neutral", "aging in two steps equals aging in one, within 2 parts", LifeAndTwoSpans,
                drawn => StepsOfTimeDoNotMatter(model, drawn.Life.Under(model), drawn.First, drawn.Second));
        }

        if (model.Promises.HasFlag(ReputationPromises.NewcomerIsLowest))
        {
            yield return Law.Of("newcomer-is-lowest", "who never failed never reads lower than a newcomer", ConductHistory.Faultless,
                life => model.Read(life.Under(model)) >= model.Limits.Newcomer);
        }

        if (model.Limits.LipschitzConstant is { } constant)
        {
            yield return Law.Of("lipschitz", "conduct of weight w moves the score by at most w times the declared constant (2 parts)",
                LifeAndConduct, drawn => MovesAtMost(model, constant, drawn.Life.Under(model), drawn.Kind, drawn.Good, drawn.Bad));
        }
    }

    private static bool TakesAnything(IReputationModel model, ConductHistory life, ConductKind kind)
    {
        ReputationRecord record = life.Under(model);
        record = model.Add(record, new Conduct(record.AsOf, kind, Ratio.MaxValue, Ratio.Zero));
        record = model.Add(record, new Conduct(record.AsOf, kind, Ratio.MaxValue, Ratio.MaxValue));
        record = model.Age(record, Epoch.MaxValue);
        return model.Read(record) <= Proportion.One && model.ReadTrack(record, kind) <= Proportion.One;
    }

    private static bool RefusesThePast(IReputationModel model, ReputationRecord record)
    {
        if (record.AsOf == Epoch.Zero)
        {
            return true;
        }

        Epoch before = record.AsOf.MinusToZero(EpochSpan.One);
        return Refuses(() => model.Add(record, new Conduct(before, ConductKind.Proven, Ratio.One, Ratio.Zero)))
            && Refuses(() => model.Age(record, before));
    }

    private static bool Refuses(Func<ReputationRecord> operation)
    {
        try
        {
            operation();
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static bool KeepsTracksApart(IReputationModel model, ReputationRecord record, ConductKind kind, Ratio good, Ratio bad)
    {
        ReputationRecord after = model.Add(record, new Conduct(record.AsOf, kind, good, bad));
        return Enum.GetValues<ConductKind>().All(other => other == kind || after.Track(other) == record.Track(other));
    }

    private static ConductHistory Improved(ConductHistory life, int at, Ratio moreGood, Ratio lessBad)
    {
        Conduct conduct = life.Conducts[at];
        Ratio bad = conduct.Bad - Ratio.Min(conduct.Bad, lessBad);
        return new ConductHistory(life.Conducts.SetItem(at, conduct with { Good = conduct.Good + moreGood, Bad = bad }));
    }

    private static bool MovesTowardNewcomer(IReputationModel model, ReputationRecord record, EpochSpan elapsed)
    {
        ulong newcomer = model.Limits.Newcomer.Parts;
        ulong before = model.Read(record).Parts;
        ulong after = model.Read(model.Age(record, record.AsOf + elapsed)).Parts;
        return ulong.Min(before, newcomer) <= after + 2 && after <= ulong.Max(before, newcomer) + 2;
    }

    private static bool BatchEqualsSequence(IReputationModel model, ReputationRecord record, bool isGood, int weight, int times)
    {
        ReputationRecord batch = model.Add(record, Of(weight * times));
        ReputationRecord sequence = record;
        for (int step = 0; step < times; step++)
        {
            sequence = model.Add(sequence, Of(weight));
        }

        return AreWithin(batch, sequence, (UInt128)(2 * times))
            && Distance(model.Read(batch).Parts, model.Read(sequence).Parts) <= (UInt128)(2 * times);

        Conduct Of(int amount)
        {
            Ratio ratio = Ratio.Of((ulong)amount);
            return new Conduct(record.AsOf, ConductKind.Proven, isGood ? ratio : Ratio.Zero, isGood ? Ratio.Zero : ratio);
        }
    }

    private static bool StepsOfTimeDoNotMatter(IReputationModel model, ReputationRecord record, EpochSpan first, EpochSpan second)
    {
        ReputationRecord inOne = model.Age(record, record.AsOf + first + second);
        ReputationRecord inTwo = model.Age(model.Age(record, record.AsOf + first), record.AsOf + first + second);
        return AreWithin(inOne, inTwo, 2) && Distance(model.Read(inOne).Parts, model.Read(inTwo).Parts) <= 2;
    }

    private static bool MovesAtMost(IReputationModel model, Ratio constant, ReputationRecord record, ConductKind kind, Ratio good, Ratio bad)
    {
        ulong before = model.Read(record).Parts;
        ulong after = model.Read(model.Add(record, new Conduct(record.AsOf, kind, good, bad))).Parts;
        return Distance(before, after) <= (good + bad).Multiply(constant, Rounding.Up).Parts + 2;
    }

    private static bool AreWithin(in ReputationRecord left, in ReputationRecord right, UInt128 parts) =>
        left.AsOf == right.AsOf
        && AreWithin(left.Proven, right.Proven, parts)
        && AreWithin(left.Unexplained, right.Unexplained, parts)
        && AreWithin(left.Presence, right.Presence, parts);

    private static bool AreWithin(ReputationTrack left, ReputationTrack right, UInt128 parts) =>
        Distance(left.For.Parts, right.For.Parts) <= parts && Distance(left.Against.Parts, right.Against.Parts) <= parts;

    private static UInt128 Distance(UInt128 left, UInt128 right) => left > right ? left - right : right - left;
}
