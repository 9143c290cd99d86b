using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A number, the controller that moves it, and the wall that it never leaves.</summary>
/// <remarks>No formula. A name that begins with <c>$</c> is a place in the policy; any other is a number beside it, such as a price.</remarks>
/// <param name="Name">The number: <c>$.stake.minimumBond</c>, or a name of your own.</param>
/// <param name="Rule">The controller.</param>
/// <param name="Wall">The wall of this number, such as a certified region has; none when null. The controller's range lies inside.</param>
/// <exception cref="ArgumentNullException">The name or the controller is null.</exception>
/// <exception cref="ArgumentException">The name is empty, the wall is of another number, or the controller's range leaves the wall.</exception>
public sealed record SteeredParameter(string Name, IController Rule, Wall? Wall = null)
{
    /// <summary>Gets the number.</summary>
    public string Name { get; } = string.IsNullOrEmpty(Name) ? throw new ArgumentException("A steered parameter needs a name, got none.", nameof(Name)) : Name;

    /// <summary>Gets the controller.</summary>
    public IController Rule { get; } = Inside(Rule ?? throw new ArgumentNullException(nameof(Rule)), Own(Name, Wall));

    /// <summary>Gets the wall.</summary>
    public Wall? Wall { get; } = Wall;

    /// <summary>Gets a value indicating whether the number stands in the policy.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOfPolicy => Name[0] == '$';

    /// <summary>Returns a state at rest at the nearest value that the controller can take.</summary>
    internal ControllerState StartNear(UInt128 value) => Stopped(Rule.Start(Rule.Limits.Inside(value)));

    /// <summary>Returns a state of the same rule with other limits, brought into these.</summary>
    internal ControllerState Confined(ControllerState state) => Stopped(Rule.Confine(state));

    /// <summary>Returns the state after a reading.</summary>
    internal ControllerState Next(ControllerState state, ulong reading) => Stopped(Rule.Next(state, reading));

    /// <summary>The same within another wall of this number.</summary>
    internal SteeredParameter Within(Wall wall) => new(Name, Rule, wall);

    private ControllerState Stopped(ControllerState state) => Wall is null ? state : state with { Value = Wall.Nearest(state.Value).Value };

    private static Wall? Own(string name, Wall? wall) => wall is null || wall.Parameter == name
        ? wall
        : throw new ArgumentException($"'{name}' is given the wall of '{wall.Parameter}'; expected its own: what was proven of one number says nothing of another.", nameof(wall));

    private static IController Inside(IController rule, Wall? wall) => wall is null || (rule.Limits.Lowest >= wall.Lowest && rule.Limits.Highest <= wall.Highest)
        ? rule
        : throw new ArgumentException(
            $"The rule's range from {DecimalText.Format(rule.Limits.Lowest)} to {DecimalText.Format(rule.Limits.Highest)} leaves the wall of '{wall.Parameter}', from {DecimalText.Format(wall.Lowest)} to {DecimalText.Format(wall.Highest)}; give it limits that the wall confines.",
            nameof(rule));
}
