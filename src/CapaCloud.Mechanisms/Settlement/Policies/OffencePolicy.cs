using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms;

/// <summary>
/// What one offence costs: stake by a curve, the epoch's reward, and time in jail; whether it can be appealed, and from when on nobody is
/// punished because everybody fails at once.
/// </summary>
/// <remarks>
/// <code>
/// loss           = ceiling(stake at the fault * Curve(context)), at most what is left of that stake
/// invalidating   = ForfeitsReward, and a Curve that is the constant 0: the reward is lost and nothing else
/// stake at fault of all = sum over everybody of the largest (stake at the fault * severity) of its faults in the epochs of CorrelationWindow
/// </code>
/// Rounds up, against the offender: 1 % of 50 units is 1.
/// </remarks>
public sealed record OffencePolicy
{
    /// <summary>Gets the offence.</summary>
    public required Offence Offence { get; init; }

    /// <summary>Gets what part of the liable stake it costs.</summary>
    public required ISlashingCurve Curve { get; init; }

    /// <summary>Gets for how long an offence counts as an earlier one. Zero epochs when left out: no repetition is counted, and a curve that looks at earlier offences is refused; the builder gives it the liability window.</summary>
    public EpochSpan RepetitionWindow { get; init; }

    /// <summary>Gets over how many epochs before that of the fault stake at fault adds up. Zero epochs when left out: the fault's own alone.</summary>
    public EpochSpan CorrelationWindow { get; init; }

    /// <summary>Gets for how long the offender gets no work and no reward afterwards. Zero epochs when left out.</summary>
    public EpochSpan Jail { get; init; }

    /// <summary>Gets a value indicating whether the offender's whole reward of the epoch is forfeited, when the fault costs something or the curve is the constant 0.</summary>
    public bool ForfeitsReward { get; init; }

    /// <summary>
    /// Gets for how long an accused participant may appeal before anything is taken, and as long again for the ruling. Zero epochs when left out: the penalty
    /// is taken at once. Until then the stake that stood at the fault cannot leave, and a reward that would be forfeited is withheld.
    /// </summary>
    public EpochSpan AppealWindow { get; init; }

    /// <summary>
    /// Gets the share of all stake at fault from which on nobody is punished, because when everybody is at fault the software is. Never when
    /// left out. A circuit breaker below a half would let a minority switch punishment off; such a policy is refused.
    /// </summary>
    public Proportion? CircuitBreaker { get; init; }

    /// <summary>Gets a value indicating whether the offence makes the reward void and takes nothing else.</summary>
    internal bool IsInvalidating => ForfeitsReward && Curve is ConstantCurve { Fraction.IsZero: true };
}
