using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Tests a slashing curve of your own: the laws of <see cref="ISlashingCurve"/>, that it is a function and keeps what it promises.</summary>
/// <remarks>No formula. A law for a promise is in the list when the curve makes it.</remarks>
public static class SlashingCurveLaws
{
    private const ulong Millionth = Proportion.PartsPerOne / 1_000_000;

    /// <summary>Returns the laws for a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(ISlashingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        List<Law> laws =
        [
            Law.Of("pure", "the same context gives the same part", SlashingGenerators.OffenceContext(),
                context => curve.Evaluate(context) == curve.Evaluate(context)),
        ];
        laws.AddRange(SlashingInputLaws.For(curve));
        AddMonotony(laws, curve);
        if (curve.Promises.HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity))
        {
            laws.Add(Law.Of("zero-at-zero", "an offence of severity zero costs nothing", SlashingGenerators.OffenceContext(),
                context => curve.Evaluate(context with { Severity = Proportion.Zero }).IsZero));
        }

        if (curve.Promises.HasFlag(SlashingCurvePromises.Continuous))
        {
            laws.Add(Law.Of("continuous", "a millionth more severity moves the cost by at most a thousandth of the stake", SlashingGenerators.OffenceContext(),
                context => IsContinuousAt(curve, context)));
        }

        return laws;
    }

    private static void AddMonotony(List<Law> laws, ISlashingCurve curve)
    {
        if (curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInSeverity))
        {
            laws.Add(Law.Of("monotone-in-severity", "more severity never costs less", Pairs(Generate.Proportion), pair =>
                curve.Evaluate(pair.Context with { Severity = Proportion.Min(pair.One, pair.Other) })
                    <= curve.Evaluate(pair.Context with { Severity = Proportion.Max(pair.One, pair.Other) })));
        }

        if (curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInRepetition))
        {
            laws.Add(Law.Of("monotone-in-repetition", "more earlier offences never cost less", Pairs(Gen.Choose(0, 40)), pair =>
                curve.Evaluate(pair.Context with { EarlierOffences = (uint)Math.Min(pair.One, pair.Other) })
                    <= curve.Evaluate(pair.Context with { EarlierOffences = (uint)Math.Max(pair.One, pair.Other) })));
        }

        if (curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInCorrelation))
        {
            laws.Add(Law.Of("monotone-in-correlation", "more stake at fault at the same time never costs less", Pairs(Generate.Proportion), pair =>
                curve.Evaluate(pair.Context with { ShareAtFault = Proportion.Min(pair.One, pair.Other) })
                    <= curve.Evaluate(pair.Context with { ShareAtFault = Proportion.Max(pair.One, pair.Other) })));
        }

        if (curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInDuration))
        {
            laws.Add(Law.Of("monotone-in-duration", "a longer offence never costs less", Pairs(Gen.OneOf(Short, Generate.EpochSpan)), pair =>
                curve.Evaluate(pair.Context with { Duration = EpochSpan.Min(pair.One, pair.Other) })
                    <= curve.Evaluate(pair.Context with { Duration = EpochSpan.Max(pair.One, pair.Other) })));
        }
    }

    private static bool IsContinuousAt(ISlashingCurve curve, OffenceContext context)
    {
        // A cliff is found by going along the whole range, whatever severity was drawn: a thousand looks, and one where it was.
        for (ulong step = 0; step <= 64; step++)
        {
            ulong at = step == 64 ? context.Severity.Parts : (Proportion.PartsPerOne / 64 * step) + (context.Severity.Parts / 64);
            if (!IsSmallStep(curve, context, at))
            {
                return false;
            }
        }

        // Between two looks it is followed down to where the cost moves most.
        if (!IsSmallStep(curve, context, Steepest(curve, context)))
        {
            return false;
        }

        // And round percentages, where people put their thresholds.
        ulong percent = context.Severity.Parts / (Proportion.PartsPerOne / 100) * (Proportion.PartsPerOne / 100);
        return IsSmallStep(curve, context, percent);
    }

    /// <summary>Halves the severities again and again, each time to the half in which the cost moves more.</summary>
    private static ulong Steepest(ISlashingCurve curve, OffenceContext context)
    {
        const ulong Looks = 64;
        (ulong lower, ulong upper, ulong most) = (0, Proportion.PartsPerOne / Looks, 0);
        for (ulong look = 0; look < Looks; look++)
        {
            ulong from = Proportion.PartsPerOne / Looks * look, to = from + (Proportion.PartsPerOne / Looks);
            if (Move(from, to) is var move && move > most)
            {
                (lower, upper, most) = (from, to, move);
            }
        }

        while (upper - lower > Millionth / 4)
        {
            ulong middle = lower + ((upper - lower) / 2);
            (lower, upper) = Move(lower, middle) >= Move(middle, upper) ? (lower, middle) : (middle, upper);
        }

        return lower + ((upper - lower) / 2);

        ulong Move(ulong from, ulong to) => Distance(
            curve.Evaluate(context with { Severity = Proportion.FromParts(from) }), curve.Evaluate(context with { Severity = Proportion.FromParts(to) }));
    }

    private static ulong Distance(Proportion one, Proportion other) => one > other ? one.Parts - other.Parts : other.Parts - one.Parts;

    private static Gen<EpochSpan> Short => Gen.Choose(0, 10).Select(epochs => EpochSpan.Of((ulong)epochs));

    private static bool IsSmallStep(ISlashingCurve curve, OffenceContext context, ulong at)
    {
        Proportion lower = Proportion.FromParts(at < Millionth / 2 ? 0 : at - (Millionth / 2));
        Proportion upper = lower.AddToOne(Proportion.FromParts(Millionth));
        Proportion below = curve.Evaluate(context with { Severity = lower });
        Proportion above = curve.Evaluate(context with { Severity = upper });

        // One part of 10^18 for each rounding of a curve of curves.
        return Distance(above, below) <= (1_000 * Millionth) + 1_000;
    }

    private static Arbitrary<Pair<TValue>> Pairs<TValue>(Gen<TValue> values) => Arb.From(
        from context in SlashingGenerators.OffenceContext().Generator
        from one in values
        from other in values
        select new Pair<TValue>(context, one, other));

    private sealed record Pair<TValue>(OffenceContext Context, TValue One, TValue Other);
}
