using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A table: the part of the last step that the severity has reached.</summary>
/// <remarks>
/// <code>part = Fraction of the last step with From &lt;= severity, 0 before the first</code>
/// No rounding. Every step is a cliff, at which a little more failure costs a lot more; the curve does not promise continuity.
/// </remarks>
public sealed record SteppedCurve : ILibraryCurve
{
    private readonly ImmutableArray<CurveStep> _steps = [];

    /// <summary>Gets the steps, by severity; each begins after the one before it and costs no less.</summary>
    /// <exception cref="ArgumentException">Set to steps out of order.</exception>
    public required ImmutableArray<CurveStep> Steps
    {
        get => _steps;
        init => _steps = Ordered(value.IsDefault ? [] : value);
    }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Monotone(First.IsZero, First == Last ? Ratio.Zero : CurveShape.Cliff);

    CurveRange ILibraryCurve.Range => CurveRange.Growing(SlashingInputs.Severity, First.IsZero, LeastStep, Last);

    CurveSize ILibraryCurve.Size => CurveSize.Plain;

    private Proportion First => Evaluate(default);

    private Proportion Last => Steps.IsEmpty ? Proportion.Zero : Steps[^1].Fraction;

    private Proportion LeastStep
    {
        get
        {
            foreach (CurveStep step in Steps)
            {
                if (!step.Fraction.IsZero)
                {
                    return step.Fraction;
                }
            }

            return Proportion.Zero;
        }
    }

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Proportion.Zero;
        foreach (CurveStep step in Steps)
        {
            if (step.From > context.Severity)
            {
                break;
            }

            part = step.Fraction;
        }

        return part;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SteppedCurve {{ Steps = {Prose.List(Steps)}, Promises = {Promises}, Reads = {Reads} }}";

    /// <inheritdoc/>
    public bool Equals(SteppedCurve? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Length;

    private static ImmutableArray<CurveStep> Ordered(ImmutableArray<CurveStep> steps)
    {
        for (int index = 1; index < steps.Length; index++)
        {
            if (steps[index].From <= steps[index - 1].From || steps[index].Fraction < steps[index - 1].Fraction)
            {
                throw new ArgumentException(
                    $"Step {index} begins at {steps[index].From} and costs {steps[index].Fraction}; expected a later beginning and no lower "
                        + $"cost than step {index - 1}, which begins at {steps[index - 1].From} and costs {steps[index - 1].Fraction}.",
                    nameof(steps));
            }
        }

        return steps;
    }
}
