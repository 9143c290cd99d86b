using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="ISlashingCurve.Reads"/>: what is not declared never matters, and what is declared does.</summary>
internal static class SlashingInputLaws
{
    private static readonly SlashingInputs[] Inputs =
        [SlashingInputs.Severity, SlashingInputs.EarlierOffences, SlashingInputs.ShareAtFault, SlashingInputs.Duration];

    private static readonly Proportion[] Shares =
    [
        Proportion.Zero, Proportion.FromParts(1), Proportion.Percent(1), Proportion.Percent(6), Proportion.Percent(12), Proportion.Percent(25),
        Proportion.Percent(51), Proportion.Percent(95), Proportion.One,
    ];

    private static readonly uint[] Counts = [0, 1, 2, 3, 5, 20, uint.MaxValue];

    private static readonly EpochSpan[] Durations =
        [EpochSpan.Zero, EpochSpan.Of(1), EpochSpan.Of(2), EpochSpan.Of(3), EpochSpan.Of(4), EpochSpan.Of(10), EpochSpan.Of(1_000), EpochSpan.MaxValue];

    public static IEnumerable<Law> For(ISlashingCurve curve)
    {
        SlashingInputs declared = curve.Reads;
        SlashingInputs[] read = [.. Inputs.Where(input => declared.HasFlag(input))];
        SlashingInputs[] unread = [.. Inputs.Except(read)];
        yield return Law.Of("reads-are-inputs", "only the four inputs are declared", Gen.Constant(declared).ToArbitrary(),
            inputs => (inputs & ~SlashingInputs.All) == SlashingInputs.None);
        if (unread.Length > 0)
        {
            yield return Law.Of("unread-never-matters", "an input that is not declared never changes the part", Changes(unread),
                change => curve.Evaluate(change.Context) == curve.Evaluate(With(change.Context, change.Input, change.Other)));
        }

        if (read.Length > 0)
        {
            Dictionary<SlashingInputs, Lazy<bool>> matters = read.ToDictionary(input => input, input => new Lazy<bool>(() => Matters(curve, input)));
            yield return Law.Of("read-matters", "an input that is declared changes the part in some context", Gen.Elements(read).ToArbitrary(),
                input => matters[input].Value);
        }
    }

    /// <summary>Looks for two contexts that differ in one input only and give different parts.</summary>
    private static bool Matters(ISlashingCurve curve, SlashingInputs input)
    {
        foreach (IGrouping<OffenceContext, OffenceContext> alike in Grid().GroupBy(context => With(context, input, default)))
        {
            if (alike.Select(context => curve.Evaluate(context)).Distinct().Skip(1).Any())
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<OffenceContext> Grid() =>
        from severity in Shares
        from earlier in Counts
        from share in Shares
        from duration in Durations
        select new OffenceContext { Severity = severity, EarlierOffences = earlier, ShareAtFault = share, Duration = duration };

    private static OffenceContext With(OffenceContext context, SlashingInputs input, OffenceContext other) => input switch
    {
        SlashingInputs.Severity => context with { Severity = other.Severity },
        SlashingInputs.EarlierOffences => context with { EarlierOffences = other.EarlierOffences },
        SlashingInputs.ShareAtFault => context with { ShareAtFault = other.ShareAtFault },
        _ => context with { Duration = other.Duration },
    };

    private static Arbitrary<Change> Changes(SlashingInputs[] unread) => Arb.From(
        from input in Gen.Elements(unread)
        from context in SlashingGenerators.OffenceContext().Generator
        from other in SlashingGenerators.OffenceContext().Generator
        select new Change(input, context, other));

    private sealed record Change(SlashingInputs Input, OffenceContext Context, OffenceContext Other);
}
