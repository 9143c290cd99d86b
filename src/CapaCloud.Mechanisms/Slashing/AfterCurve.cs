using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that begins only when a condition has lasted a while.</summary>
/// <remarks>
/// <code>part = 0 while the condition has lasted less than Patience epochs, else Inner(context)</code>
/// No rounding. <c>default</c> of the patience begins at once.
/// </remarks>
public sealed record AfterCurve : ISlashingCurve
{
    /// <summary>Gets the curve once patience has run out.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets how long the condition may last without cost.</summary>
    public required EpochSpan Patience { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => Inner.Promises;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => context.Duration < Patience ? Proportion.Zero : Inner.Evaluate(context);
}
