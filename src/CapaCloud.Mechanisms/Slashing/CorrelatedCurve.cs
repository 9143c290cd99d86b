namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A part that grows with the share of all stake that is at fault at the same time: an accident is cheap, an attack is not.</summary>
/// <remarks>
/// <code>part = min(1, Multiplier * (stake at fault / all stake)^Exponent)</code>
/// The same part for every unit at fault, so one participant of 32 n and n participants of 32 lose the same. Rounds up at the 18th
/// digit in each multiplication. With multiplier 3 and exponent 1: Ethereum's correlation since Bellatrix; with 9 and 2: the rule
/// proposed for Namada. <c>default</c> costs nothing.
/// </remarks>
public sealed record CorrelatedCurve : ILibraryCurve
{
    private readonly int _exponent = 1;

    /// <summary>Gets the multiplier of the share.</summary>
    public required Ratio Multiplier { get; init; }

    /// <summary>Gets the exponent of the share, from 1 to <see cref="PowerCurve.MaximumExponent"/>; 1 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to something else.</exception>
    public int Exponent
    {
        get => _exponent;
        init => _exponent = value is >= 1 and <= PowerCurve.MaximumExponent
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"The exponent of a correlated curve is from 1 to {PowerCurve.MaximumExponent}.");
    }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Monotone(Multiplier.IsZero, Ratio.Zero);

    CurveRange ILibraryCurve.Range => CurveRange.Growing(
        SlashingInputs.ShareAtFault,
        canBeZero: true,
        Evaluate(new OffenceContext { ShareAtFault = Proportion.FromParts(1) }),
        Evaluate(new OffenceContext { ShareAtFault = Proportion.One }));

    CurveSize ILibraryCurve.Size => CurveSize.Plain;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion share = context.ShareAtFault;
        for (int factor = 1; factor < Exponent; factor++)
        {
            share = share.Multiply(context.ShareAtFault, Rounding.Up);
        }

        ConstantCurve power = new() { Fraction = share };
        return new ScaledCurve { Inner = power, Factor = Multiplier }.Evaluate(context);
    }
}
