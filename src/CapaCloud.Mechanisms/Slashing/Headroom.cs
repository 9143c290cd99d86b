using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How far a participant stands from its next penalty: how many more duties it may miss, and what the one after costs.</summary>
/// <remarks>
/// <code>
/// MissesLeft  = largest k for which missing k more of Duties costs no more than now
/// NextPenalty = ceiling(stake * (curve at (missed + MissesLeft + 1) / duties - curve now))
/// </code>
/// In duties and base units; the severity rounds up at the 18th digit. <c>default</c>: the very next miss costs nothing more; see
/// <see cref="IsUnlimited"/>.
/// </remarks>
/// <param name="MissesLeft">How many more duties may be missed without more penalty.</param>
/// <param name="NextFraction">The additional part of the stake that the miss after them costs.</param>
/// <param name="NextPenalty">The same in base units, rounded up.</param>
public readonly record struct Headroom([property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong MissesLeft, Proportion NextFraction, Amount NextPenalty)
{
    /// <summary>Gets a value indicating whether missing every duty that is left costs no more than now.</summary>
    [JsonIgnore]
    public bool IsUnlimited => NextFraction.IsZero;

    /// <summary>Returns how far the next penalty is, in one sentence.</summary>
    /// <returns>The sentence: <c>2 more misses cost nothing; the one after costs 250 units</c>.</returns>
    public override string ToString() => IsUnlimited
        ? "missing every duty that is left costs nothing more"
        : $"{(MissesLeft == 0 ? "the next miss" : $"{Prose.Count(MissesLeft, "more miss costs", "more misses cost")} nothing; the one after")} costs {Prose.Units(NextPenalty)}, {Prose.Percent(NextFraction)} of the stake";

    /// <summary>Returns the headroom under a curve.</summary>
    /// <param name="curve">A curve that promises to be monotone in the severity.</param>
    /// <param name="context">What is known of the participant; its severity is replaced.</param>
    /// <param name="missed">How many duties of the epoch were missed.</param>
    /// <param name="duties">How many duties the epoch has, not zero.</param>
    /// <param name="stake">The liable stake, in base units.</param>
    /// <returns>The headroom. O(log duties).</returns>
    /// <exception cref="ArgumentException">The curve does not promise monotony in the severity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More duties were missed than there are, or there are none.</exception>
    public static Headroom Of(ISlashingCurve curve, OffenceContext context, ulong missed, ulong duties, Amount stake)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (!curve.Promises.HasFlag(SlashingCurvePromises.MonotoneInSeverity))
        {
            throw new ArgumentException("Headroom needs a curve that promises to be monotone in the severity.", nameof(curve));
        }

        if (duties == 0 || missed > duties)
        {
            throw new ArgumentOutOfRangeException(nameof(missed), missed, $"Of {Prose.Count(duties, "duty")} {missed} cannot have been missed.");
        }

        Proportion present = At(curve, context, missed, duties);
        ulong harmless = 0;
        ulong beyond = duties - missed + 1;
        while (beyond - harmless > 1)
        {
            ulong middle = harmless + ((beyond - harmless) / 2);
            bool costs = At(curve, context, missed + middle, duties) > present;
            (harmless, beyond) = costs ? (harmless, middle) : (middle, beyond);
        }

        if (beyond > duties - missed)
        {
            return new Headroom(harmless, Proportion.Zero, Amount.Zero);
        }

        Proportion next = At(curve, context, missed + beyond, duties).SubtractToZero(present);
        return new Headroom(harmless, next, stake.Multiply(next, Rounding.Up));
    }

    private static Proportion At(ISlashingCurve curve, OffenceContext context, ulong missed, ulong duties) =>
        curve.Evaluate(context with { Severity = Proportion.FromQuotient(missed, duties, Rounding.Up) });
}
