using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>A drawn life of one participant: conduct after conduct, in the order of time.</summary>
/// <remarks>No formula. The text shows every conduct, so that a violated law can be read.</remarks>
/// <param name="Conducts">The conducts, none of an epoch before the one it follows.</param>
internal sealed record ConductHistory(ImmutableArray<Conduct> Conducts)
{
    /// <summary>Gets lives of up to 12 conducts: gaps of 0 to 100 epochs, all three kinds, weights whole, tiny or broken.</summary>
    public static Arbitrary<ConductHistory> Any { get; } = Lives(BadWeight: Weight);

    /// <summary>Gets lives without any bad conduct.</summary>
    public static Arbitrary<ConductHistory> Faultless { get; } = Lives(BadWeight: Gen.Constant(Ratio.Zero));

    /// <summary>Gets the last epoch of the life, epoch 0 of an empty one.</summary>
    public Epoch End => Conducts.IsEmpty ? Epoch.Zero : Conducts[^1].Epoch;

    /// <summary>Returns the record that a model makes of this life, from a newcomer's at epoch 0.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The record.</returns>
    public ReputationRecord Under(IReputationModel model)
    {
        ReputationRecord record = model.Newcomer(Epoch.Zero);
        foreach (Conduct conduct in Conducts)
        {
            record = model.Add(record, conduct);
        }

        return record;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"[{string.Join("; ", Conducts.Select(item => $"@{item.Epoch} {item.Kind} +{item.Good} -{item.Bad}"))}]";

    private static Gen<Ratio> Weight =>
        Gen.Frequency(
            (3, Gen.Choose(0, 5).Select(value => Ratio.Of((ulong)value))),
            (1, Gen.Choose(0, 2_000).Select(value => Ratio.Of((ulong)value))),
            (1, Generate.Ratio),
            (1, Gen.Choose(0, 3).Select(value => Ratio.FromParts((ulong)value))));

    private static Arbitrary<ConductHistory> Lives(Gen<Ratio> BadWeight)
    {
        Gen<(int Gap, Conduct Conduct)> step =
            from gap in Gen.Frequency((3, Gen.Choose(0, 3)), (1, Gen.Choose(0, 100)))
            from kind in Gen.Elements(ConductKind.Proven, ConductKind.Proven, ConductKind.Unexplained, ConductKind.Presence)
            from good in Weight
            from bad in Gen.Frequency((2, Gen.Constant(Ratio.Zero)), (1, BadWeight))
            select (gap, new Conduct(default, kind, good, bad));
        Gen<ConductHistory> lives =
            from length in Gen.Choose(0, 12)
            from steps in Gen.ArrayOf(step, length)
            select Dated(steps);
        return Arb.From(lives, Shorter);
    }

    private static ConductHistory Dated((int Gap, Conduct Conduct)[] steps)
    {
        ulong epoch = 0;
        return new ConductHistory([.. steps.Select(step => step.Conduct with { Epoch = Epoch.Of(epoch += (ulong)step.Gap) })]);
    }

    private static IEnumerable<ConductHistory> Shorter(ConductHistory life)
    {
        for (int index = 0; index < life.Conducts.Length; index++)
        {
            yield return new ConductHistory(life.Conducts.RemoveAt(index));
        }

        for (int index = 0; index < life.Conducts.Length; index++)
        {
            Conduct conduct = life.Conducts[index];
            if (conduct.Good != Ratio.One && conduct.Good != Ratio.Zero)
            {
                yield return new ConductHistory(life.Conducts.SetItem(index, conduct with { Good = Ratio.One }));
            }

            if (conduct.Bad != Ratio.One && conduct.Bad != Ratio.Zero)
            {
                yield return new ConductHistory(life.Conducts.SetItem(index, conduct with { Bad = Ratio.One }));
            }
        }
    }
}
