using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IReputationModel.Reads"/>: what is not declared never moves the score, and what is declared can.</summary>
internal static class ReputationReadsLaws
{
    private static readonly ConductKind[] Kinds = [ConductKind.Proven, ConductKind.Unexplained, ConductKind.Presence];

    public static IEnumerable<Law> For(IReputationModel model)
    {
        ConductKinds declared = model.Reads;
        ConductKind[] read = [.. Kinds.Where(kind => declared.HasFlag(Of(kind)))];
        ConductKind[] unread = [.. Kinds.Except(read)];
        yield return Law.Of("reads-are-kinds", "only the three kinds of conduct are declared", Gen.Constant(declared).ToArbitrary(),
            kinds => (kinds & ~ConductKinds.All) == ConductKinds.None);
        if (unread.Length > 0)
        {
            yield return Law.Of("unread-never-matters", "conduct of a kind that is not declared never moves the score", Unread(unread),
                drawn => drawn.Life.Under(model) is var record
                    && model.Read(model.Add(record, new Conduct(record.AsOf, drawn.Kind, drawn.Good, drawn.Bad))) == model.Read(record));
        }

        if (read.Length > 0)
        {
            yield return Law.Of("read-matters", "after good conduct of every kind, bad conduct of a kind that is declared can move the score",
                (from kind in Gen.Elements(read) from epoch in Generate.Epoch select (kind, epoch)).ToArbitrary(),
                drawn => CanMove(model, drawn.kind, drawn.epoch));
        }
    }

    private static bool CanMove(IReputationModel model, ConductKind kind, Epoch epoch)
    {
        foreach (ulong weight in new ulong[] { 1, 100, 10_000, 1_000_000 })
        {
            ReputationRecord record = model.Newcomer(epoch);
            foreach (ConductKind each in Kinds)
            {
                record = model.Add(record, new Conduct(epoch, each, Ratio.Of(weight), Ratio.Zero));
            }

            if (model.Read(model.Add(record, new Conduct(epoch, kind, Ratio.Zero, Ratio.Of(weight)))) != model.Read(record))
            {
                return true;
            }
        }

        return false;
    }

    private static ConductKinds Of(ConductKind kind) => (ConductKinds)(1 << (int)kind);

    private static Arbitrary<(ConductHistory Life, ConductKind Kind, Ratio Good, Ratio Bad)> Unread(ConductKind[] unread) =>
        (from life in ConductHistory.Any.Generator
         from kind in Gen.Elements(unread)
         from good in Generate.Ratio
         from bad in Generate.Ratio
         select (life, kind, good, bad)).ToArbitrary();
}
