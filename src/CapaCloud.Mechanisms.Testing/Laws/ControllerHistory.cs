using System.Globalization;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A drawn start and drawn readings.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Start">The value to start at.</param>
/// <param name="Readings">The readings, one an epoch.</param>
/// <param name="Saturation">For how many epochs a reading stays at an extreme.</param>
internal sealed record ControllerHistory(UInt128 Start, IReadOnlyList<ulong> Readings, int Saturation)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"start {Start}, saturated {Saturation} epochs, readings [{string.Join(", ", Readings.Select(reading => reading.ToString(CultureInfo.InvariantCulture)))}]");
}
