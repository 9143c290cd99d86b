using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Every value that a participant can bring about who controls a share of what is observed.</summary>
/// <remarks>
/// <code>
/// reading = (1 - share) * honest + share * lie,   lie from 0 to Ceiling
/// Lowest  = the value after the lowest reading of every epoch;   Highest = after the highest
/// </code>
/// Exact for a rule that promises to be monotone: nothing between is missed and nothing outside can be reached. The lowest readings round down, the highest up.
/// For other rules the range is what the steps allow, which holds for any share. Time: two controllers.
/// </remarks>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
public readonly record struct ManipulationRange(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Lowest,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Highest)
{
    /// <summary>Returns the range after some epochs.</summary>
    /// <param name="controller">The rule.</param>
    /// <param name="state">The state before.</param>
    /// <param name="honest">What the others report in each epoch, as a mean.</param>
    /// <param name="share">The share of the observations that the participant controls.</param>
    /// <param name="ceiling">The largest report that is accepted.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ManipulationRange Of(IController controller, ControllerState state, IReadOnlyList<ulong> honest, Proportion share, ulong ceiling)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(honest);
        if (!controller.Promises.HasFlag(ControllerPromises.Monotone))
        {
            return OfSteps(controller.Limits, state.Value, honest.Count);
        }

        (ControllerState least, ControllerState most) = (state, state);
        foreach (ulong reading in honest)
        {
            least = controller.Next(least, Mixed(reading, share, 0, Rounding.Down));
            most = controller.Next(most, Mixed(reading, share, ceiling, Rounding.Up));
        }

        return new ManipulationRange(UInt128.Min(least.Value, most.Value), UInt128.Max(least.Value, most.Value));
    }

    /// <summary>Returns a reading of which a share is a lie.</summary>
    /// <param name="honest">What the others report.</param>
    /// <param name="share">The share.</param>
    /// <param name="lie">The lie.</param>
    /// <param name="rounding">The direction: a half of 1 and a half of 0 is 0 down and 1 up.</param>
    /// <returns>The mean.</returns>
    public static ulong Mixed(ulong honest, Proportion share, ulong lie, Rounding rounding)
    {
        // Two products of 64 and 60 bits.
        UInt128 sum = ((UInt128)honest * share.Complement.Parts) + ((UInt128)lie * share.Parts);
        return (ulong)MultiplyDivide.Round(sum, UInt128.One, Proportion.PartsPerOne, rounding);
    }

    private static ManipulationRange OfSteps(ControlLimits limits, UInt128 value, int epochs)
    {
        (UInt128 least, UInt128 most) = (value, value);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            (least, most) = (limits.LowestAfter(least), limits.HighestAfter(most));
        }

        return new ManipulationRange(least, most);
    }
}
