using CapaCloud.Mechanisms.Slashing;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>Draws what slashing is about: contexts of offences, evidence, several penalties.</summary>
/// <remarks>No formula. Each member is a new generator with shrinking.</remarks>
internal static class SlashingGenerators
{
    /// <summary>Draws contexts: severities and shares over the whole range, few earlier offences most often.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<OffenceContext> OffenceContext() => Arb.From(
        from severity in Generate.Proportion
        from earlier in Gen.Frequency((4, Gen.Choose(0, 5)), (1, Gen.Choose(0, int.MaxValue)))
        from share in Generate.Proportion
        from duration in Generate.EpochSpan
        select new OffenceContext
        {
            Severity = severity,
            EarlierOffences = (uint)earlier,
            ShareAtFault = share,
            Duration = duration,
        },
        Smaller);

    /// <summary>Draws one to eight penalties, several of one epoch among them.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<PenaltyPart[]> PenaltyParts() => Arb.From(
        from count in Gen.Choose(1, 8)
        from parts in Gen.ArrayOf(Part, count)
        select parts,
        parts => parts.Length <= 1 ? [] : parts.Select((_, index) => parts.Where((_, other) => other != index).ToArray()));

    private static Gen<PenaltyPart> Part =>
        from epoch in Gen.Choose(0, 12)
        from fraction in Generate.Proportion
        from cause in Gen.Choose(0, 3)
        select new PenaltyPart(Epoch.Of((ulong)epoch), fraction, cause == 0 ? default : Digest.FromBytes([.. new byte[Digest.Size - 1], (byte)cause]));

    private static IEnumerable<OffenceContext> Smaller(OffenceContext context) =>
        Shrink.Proportion(context.Severity).Select(value => context with { Severity = value })
            .Concat(Shrink.Proportion(context.ShareAtFault).Select(value => context with { ShareAtFault = value }))
            .Concat(Shrink.WideInteger(context.EarlierOffences).Select(value => context with { EarlierOffences = (uint)value }))
            .Concat(Shrink.EpochSpan(context.Duration).Select(value => context with { Duration = value }));
}
