using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IThresholdCurve"/>: it never gets harder, and the delay is its exact inverse.</summary>
/// <remarks>No formula.</remarks>
public static class ThresholdCurveLaws
{
    /// <summary>Returns the laws that a curve must keep.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static IReadOnlyList<Law> For(IThresholdCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return
        [
            Of("never-harder", "the threshold never rises with time", (one, other) => curve.At(Proportion.Max(one, other)) <= curve.At(Proportion.Min(one, other))),
            Of("delay-suffices", "at its delay a support suffices", (support, _) => curve.Delay(support) is not { } delay || curve.At(delay) <= support),
            Of("delay-is-least", "no earlier time suffices", (support, time) =>
                curve.Delay(support) is not { } delay
                    ? curve.At(time) > support
                    : delay.IsZero || (curve.At(Proportion.FromParts(delay.Parts - 1)) > support && (time >= delay || curve.At(time) > support))),
        ];
    }

    private static Law Of(string name, string statement, Func<Proportion, Proportion, bool> holds) => Law.Of(
        name,
        statement,
        Arb.From(from one in Generate.Proportion from other in Generate.Proportion select (one, other)),
        item => holds(item.one, item.other));
}
