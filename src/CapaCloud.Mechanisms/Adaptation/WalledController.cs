using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A controller that never leaves a region that was proven: its values are <see cref="WalledValue"/>s of one wall.</summary>
/// <remarks>
/// <code>state' = Rule.Next(state, reading);   value' = the wall's, or none at all</code>
/// The rule's own range must lie inside the wall, so that it does not wind up against it (<see cref="Wall.Confine"/> cuts limits to fit). A foreign rule that
/// breaks its own range is stopped at the wall: the value that leaves here is the nearest one inside. Immutable.
/// </remarks>
public sealed class WalledController
{
    /// <summary>Initializes a new instance of the <see cref="WalledController"/> class.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="wall">The wall.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The rule's range leaves the wall.</exception>
    public WalledController(IController rule, Wall wall)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(wall);
        if (rule.Limits.Lowest < wall.Lowest || rule.Limits.Highest > wall.Highest)
        {
            throw new ArgumentException(
                $"The rule's range from {DecimalText.Format(rule.Limits.Lowest)} to {DecimalText.Format(rule.Limits.Highest)} leaves the wall of '{wall.Parameter}', from {DecimalText.Format(wall.Lowest)} to {DecimalText.Format(wall.Highest)}; give it limits that the wall confines.",
                nameof(rule));
        }

        (Rule, Wall) = (rule, wall);
    }

    /// <summary>Gets the rule.</summary>
    public IController Rule { get; }

    /// <summary>Gets the wall.</summary>
    public Wall Wall { get; }

    /// <summary>Returns a state at rest at a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the rule's range.</exception>
    public ControllerState Start(UInt128 value) => Stopped(Rule.Start(value));

    /// <summary>Returns the state after an epoch.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="reading">What was measured in the epoch.</param>
    /// <returns>The state; its value is inside the wall.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">The state is of another kind of rule.</exception>
    public ControllerState Next(ControllerState state, ulong reading) => Stopped(Rule.Next(state, reading));

    /// <summary>Returns the value that a state puts in force.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The value; of a state that somebody made by hand, the nearest one inside.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public WalledValue ValueOf(ControllerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Wall.Nearest(state.Value);
    }

    private ControllerState Stopped(ControllerState state) => state with { Value = Wall.Nearest(state.Value).Value };
}
