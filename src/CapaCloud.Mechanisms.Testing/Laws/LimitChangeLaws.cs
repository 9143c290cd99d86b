using CapaCloud.Mechanisms.Adaptation;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a controller whose limits change: its state is brought into them, and it does not come back later from their end than one that begins there.</summary>
/// <remarks>
/// No formula. Drawn: where the value stands in the wide range, up to 30 readings at an extreme, and a narrow range inside the wide one. Both are then given the reading that leads away from the
/// end of the narrow range, whichever of the extremes that is.
/// </remarks>
internal static class LimitChangeLaws
{
    private const int Longest = 300;

    private const ulong Largest = 1_000_000_000_000;

    /// <summary>Returns the laws.</summary>
    /// <param name="make">Makes the rule with limits.</param>
    /// <param name="slack">How many epochs longer it may take: those of the readings that it remembers.</param>
    /// <param name="rest">A value that the rule rests at, inside all limits; none when 0.</param>
    /// <param name="confine">Brings a state into the limits of a rule; the rule's own way when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="make"/> is null.</exception>
    public static IReadOnlyList<Law> For(Func<ControlLimits, IController> make, int slack, UInt128 rest = default, Func<IController, ControllerState, ControllerState>? confine = null)
    {
        ArgumentNullException.ThrowIfNull(make);
        Func<IController, ControllerState, ControllerState> act = confine ?? (static (rule, state) => rule.Confine(state));
        Ratio quarter = Ratio.FromQuotient(1, 4, Rounding.Down);
        ControlLimits wide = new(1_000_000, Largest, quarter);
        IController before = make(wide);
        return
        [
            Of("confined", "the value is inside the new limits, and a state that was brought inside stays as it is", (drawn, state) =>
            {
                IController after = make(new ControlLimits(drawn.Lowest, drawn.Highest, quarter));
                ControllerState confined = act(after, state);
                return confined.Value >= drawn.Lowest && confined.Value <= drawn.Highest && act(after, confined) == confined;
            }),
            Of("no-wind-up", "the value leaves the end of the new limits as soon as one that begins there", (drawn, state) =>
            {
                IController after = make(new ControlLimits(drawn.Lowest, drawn.Highest, quarter));
                ControllerState confined = act(after, state), fresh = after.Start(after.Limits.Inside(state.Value));
                return new[] { 0UL, ulong.MaxValue }.All(reading =>
                    EpochsAway(after, fresh, reading) is var own && (own >= Longest || EpochsAway(after, confined, reading) <= own + slack));
            }),
        ];

        Law Of(string name, string statement, Func<(UInt128 Start, int Epochs, bool Rises, UInt128 Lowest, UInt128 Highest), ControllerState, bool> holds) => Law.Of(
            name,
            statement,
            Arb.From(
                from start in Gen.OneOf(Gen.Constant(1_000_000), Gen.Choose(1, 1_000_000).Select(static millions => millions))
                from epochs in Gen.Choose(0, 30)
                from rises in Gen.Elements(true, false)
                from lowest in Gen.Choose(1, 5_000)
                from factor in Gen.Choose(2, 1_000)
                let least = rest > 0 ? UInt128.Min(rest, (UInt128)lowest * 1_000_000) : (UInt128)lowest * 1_000_000
                select (Start: (UInt128)start * 1_000_000, epochs, rises, Lowest: least, Highest: UInt128.Max(rest, UInt128.Min(least * (UInt128)factor, Largest)))),
            drawn =>
            {
                ControllerState state = before.Start(drawn.Start);
                for (int epoch = 0; epoch < drawn.epochs; epoch++)
                {
                    state = before.Next(state, drawn.rises ? ulong.MaxValue : 0);
                }

                return holds(drawn, state);
            });
    }

    /// <summary>After how many epochs a value is a twentieth away from where it begins.</summary>
    private static int EpochsAway(IController rule, ControllerState state, ulong reading)
    {
        UInt128 begin = state.Value, near = begin / 20;
        int epochs = 0;
        while (epochs < Longest && (state.Value > begin ? state.Value - begin : begin - state.Value) <= near)
        {
            state = rule.Next(state, reading);
            epochs++;
        }

        return epochs;
    }
}
