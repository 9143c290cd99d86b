using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A steered parameter's value and what its controller remembers.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Parameter">The steered parameter's name.</param>
/// <param name="State">The controller's state.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
public sealed record SteeredValue(string Parameter, ControllerState State)
{
    /// <summary>Gets the steered parameter's name.</summary>
    public string Parameter { get; init; } = Parameter ?? throw new ArgumentNullException(nameof(Parameter));

    /// <summary>Gets the controller's state.</summary>
    public ControllerState State { get; init; } = State ?? throw new ArgumentNullException(nameof(State));
}
