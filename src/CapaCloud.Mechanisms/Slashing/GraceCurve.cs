using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that forgives the first offences.</summary>
/// <remarks>
/// <code>
/// earlier offences &lt; Offences:  part = 0
/// else:                        part = Inner(context with (earlier offences - Offences))
/// </code>
/// No rounding. <c>default</c> of the number forgives none.
/// </remarks>
public sealed record GraceCurve : ISlashingCurve
{
    /// <summary>Gets the curve of the offences that are not forgiven; the first of these is to it the first of all.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets how many offences are forgiven inside the policy's window.</summary>
    public required uint Offences { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => Inner.Promises;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => context.EarlierOffences < Offences
        ? Proportion.Zero
        : Inner.Evaluate(context with { EarlierOffences = context.EarlierOffences - Offences });
}
