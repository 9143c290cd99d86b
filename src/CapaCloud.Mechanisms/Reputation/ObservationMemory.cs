using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>How one track remembers when memory is counted in observations and not in time.</summary>
/// <remarks>
/// <code>
/// evidence' = Kept * evidence + Weight for what was observed, Kept * evidence for the other side
/// evidence at the steady state = Weight / (1 - Kept)
/// </code>
/// <c>default</c> has no evidence at all and is refused by the model.
/// </remarks>
/// <param name="Kept">The share of all evidence that survives one observation: one for a plain count.</param>
/// <param name="Weight">The weight of one observation, not zero.</param>
/// <param name="InitialFor">A newcomer's evidence for it, forgotten like any other.</param>
/// <param name="InitialAgainst">A newcomer's evidence against it.</param>
public readonly record struct ObservationMemory(Proportion Kept, Ratio Weight, Ratio InitialFor, Ratio InitialAgainst)
{
    /// <summary>Gets a memory of about 1,000 observations, with which a newcomer starts full of praise: Storj's audit track.</summary>
    public static ObservationMemory Thousand { get; } =
        new(Proportion.FromParts(999_000_000_000_000_000), Ratio.One, Ratio.Of(1_000), Ratio.Zero);

    /// <summary>Gets the evidence to which a long life tends, at most the largest ratio: null when nothing is forgotten.</summary>
    public Ratio? SteadyState => Kept == Proportion.One ? null
        : MultiplyDivide.TryDivide(Weight.Parts, Proportion.PartsPerOne, Kept.Complement.Parts, out _, out _) ? Weight.Divide(Kept.Complement.ToRatio(), Rounding.HalfUp)
        : Ratio.FromParts(UInt128.MaxValue);
}
