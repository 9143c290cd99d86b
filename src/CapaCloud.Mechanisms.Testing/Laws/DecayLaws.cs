using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a decay with a half-life: what part is left after a span.</summary>
/// <remarks>No formula. Spans are up to 40,000 epochs, half-lives from 1 to 10,001.</remarks>
internal static class DecayLaws
{
    /// <summary>How many parts of 10^18 two factors multiplied may be away from the factor of the whole span.</summary>
    public const ulong PathBound = 3;

    private static readonly Arbitrary<Case> Cases = Arb.From(
        from first in Generate.EpochSpan
        from second in Generate.EpochSpan
        from halfLife in Generate.EpochSpan
        select new Case(first, second, halfLife + EpochSpan.One));

    /// <summary>Returns the laws for one implementation.</summary>
    /// <param name="factor">Elapsed span, half-life and rounding to the part that is left.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(Func<EpochSpan, EpochSpan, Rounding, Proportion> factor) =>
    [
        Law.Of(
            "starts-whole",
            "nothing is lost at the anchor",
            Cases,
            item => factor(EpochSpan.Zero, item.HalfLife, Rounding.Down) == Proportion.One),
        Law.Of(
            "never-rises",
            "more time leaves no more",
            Cases,
            item => factor(item.First + item.Second, item.HalfLife, Rounding.Down) <= factor(item.First, item.HalfLife, Rounding.Down)),
        Law.Of(
            "halves",
            "one half-life more leaves exactly half of what was left, to one unit of the last digit",
            Cases,
            item => Halves(
                factor(item.First, item.HalfLife, Rounding.Down).Parts, factor(item.First + item.HalfLife, item.HalfLife, Rounding.Down).Parts)),
        Law.Of(
            "path-independent",
            "two steps multiplied are within three units of the last digit of one step",
            Cases,
            item => Within(
                factor(item.First, item.HalfLife, Rounding.Down).Multiply(factor(item.Second, item.HalfLife, Rounding.Down), Rounding.Down).Parts,
                factor(item.First + item.Second, item.HalfLife, Rounding.Down).Parts,
                PathBound)),
        Law.Of(
            "up-is-down-or-next",
            "up is at most one unit above down, and both are equal after whole half-lives that 18 digits can hold",
            Cases,
            item => Within(
                factor(item.First, item.HalfLife, Rounding.Up).Parts, factor(item.First, item.HalfLife, Rounding.Down).Parts, 1)
                && factor(item.First, item.HalfLife, Rounding.Up) >= factor(item.First, item.HalfLife, Rounding.Down)),
        Law.Of(
            "scale-free",
            "only the ratio of span and half-life counts",
            Cases,
            item => factor(item.First + item.First, item.HalfLife + item.HalfLife, Rounding.Up) == factor(item.First, item.HalfLife, Rounding.Up)),
    ];

    private static bool Halves(ulong before, ulong after) => after == before / 2;

    private static bool Within(ulong left, ulong right, ulong bound) => left >= right ? left - right <= bound : right - left <= bound;

    private sealed record Case(EpochSpan First, EpochSpan Second, EpochSpan HalfLife);
}
