namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>A value that steps once in each period between a start and an end, as Polkadot's runtime has it.</summary>
/// <remarks>
/// <code>
/// n = (min(point, End) - Start) // Period;   no step before Start or without a period
/// add, subtract: Initial +- n * Size        by part: n times value +- Size / 10^9 * value, to the nearest, half down
/// </code>
/// Stops at 0 and at Maximum. A step by part that no longer moves the value ends the steps, so a long time costs no more. Source:
/// paritytech/polkadot-sdk, substrate/primitives/runtime/src/curve.rs.
/// </remarks>
/// <param name="Start">Where the curve starts.</param>
/// <param name="End">Where it ends; it goes on when there is none.</param>
/// <param name="Initial">The value at the start.</param>
/// <param name="Kind">How a step moves it.</param>
/// <param name="Size">The step: units, or parts of 10^9.</param>
/// <param name="Period">How long a step takes.</param>
/// <param name="Maximum">The largest number of the network's type.</param>
public sealed record PolkadotSteppedCurve(ulong Start, ulong? End, ulong Initial, PolkadotStepKind Kind, ulong Size, ulong Period, ulong Maximum)
{
    private const ulong Billion = 1_000_000_000;

    /// <summary>Returns the value at a point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The kind of step is not defined.</exception>
    public ulong At(ulong point)
    {
        ulong effective = End is { } end ? ulong.Min(point, end) : point;
        if (point < Start || Period == 0 || effective < Start)
        {
            return Initial;
        }

        ulong steps = (effective - Start) / Period;
        UInt128 sum = (UInt128)Size * steps;
        return Kind switch
        {
            PolkadotStepKind.Add => (ulong)UInt128.Min(Maximum, Initial + UInt128.Min(Maximum, sum)),
            PolkadotStepKind.Subtract => sum >= Initial ? 0 : Initial - (ulong)sum,
            PolkadotStepKind.IncreaseByPart or PolkadotStepKind.DecreaseByPart => ByPart(steps),
            _ => throw new InvalidOperationException($"{Kind} is no kind of step."),
        };
    }

    private ulong ByPart(ulong steps)
    {
        PerThing part = PerThing.FromParts(Billion, Size);
        ulong value = Initial;
        for (ulong step = 0; step < steps; step++)
        {
            ulong change = (ulong)part.Of(value, Rounding.HalfDown);
            ulong next = Kind == PolkadotStepKind.DecreaseByPart ? value - change : change > Maximum - value ? Maximum : value + change;
            if (next == value)
            {
                break;
            }

            value = next;
        }

        return value;
    }
}
