using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Issues a fixed total that halves by time, and another that halves only as fast as the network keeps up with a growing baseline.</summary>
/// <remarks>
/// <code>
/// issued(t, u) = floor(Simple * (1 - 2^(-t / HalfLife))) + floor(Baseline * (1 - 2^(-u / HalfLife)))
/// u: how many epochs of the baseline the network has done so far, at most t
/// u' = u + min(1, realised / baseline power in the epoch)
/// </code>
/// In base units and epochs; both totals round down, so that all issues ever sum to at most Simple + Baseline. What is issued between two moments is the difference, so that how often one
/// asks does not matter. A network below its baseline delays the second total and loses nothing of it. Source: Filecoin's hybrid minting, with exact powers and with the
/// part of an epoch in place of its sums of power; <c>FilecoinRewards</c> of the presets has the network's own arithmetic.
/// </remarks>
public sealed record BaselineIssuance
{
    /// <summary>Initializes a new instance of the <see cref="BaselineIssuance"/> class.</summary>
    /// <param name="simple">The total that halves by time, in base units.</param>
    /// <param name="baseline">The total that halves by work, in base units.</param>
    /// <param name="halfLife">How long half of what is left takes, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is zero.</exception>
    [JsonConstructor]
    public BaselineIssuance(Amount simple, Amount baseline, EpochSpan halfLife)
    {
        if (halfLife.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(halfLife), "A half-life of 0 epochs: expected at least 1.");
        }

        Simple = simple;
        Baseline = baseline;
        HalfLife = halfLife;
    }

    /// <summary>Gets the total that halves by time, in base units.</summary>
    public Amount Simple { get; }

    /// <summary>Gets the total that halves by work, in base units.</summary>
    public Amount Baseline { get; }

    /// <summary>Gets how long half of what is left takes.</summary>
    public EpochSpan HalfLife { get; }

    /// <summary>Returns all that was issued by a moment.</summary>
    /// <param name="elapsed">The time since the begin.</param>
    /// <param name="done">The epochs of the baseline that the network has done, a whole number and a fraction.</param>
    /// <returns>The sum of all issues, in base units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More was done than time has passed.</exception>
    public Amount Issued(EpochSpan elapsed, Ratio done)
    {
        if (done.Parts > (UInt128)elapsed.Epochs * Proportion.PartsPerOne)
        {
            throw new ArgumentOutOfRangeException(nameof(done), $"Of {Prose.Epochs(elapsed)}, {done} were done under the baseline; expected at most as many.");
        }

        Ratio time = Ratio.FromQuotient(elapsed.Epochs, HalfLife.Epochs, Rounding.Down), work = Ratio.FromParts(done.Parts / HalfLife.Epochs);
        return Simple.Multiply(Exponential.NegativePowerOfTwo(time, Rounding.Up).Complement, Rounding.Down)
            + Baseline.Multiply(Exponential.NegativePowerOfTwo(work, Rounding.Up).Complement, Rounding.Down);
    }

    /// <summary>Returns the epochs of the baseline done after one more epoch.</summary>
    /// <param name="done">The epochs done before.</param>
    /// <param name="realised">The network's power in the epoch.</param>
    /// <param name="baselinePower">The baseline's power in the epoch, not zero.</param>
    /// <returns>The epochs done, rounded down in the 18th digit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The baseline's power is zero.</exception>
    /// <exception cref="OverflowException">More epochs would be done than a ratio can count.</exception>
    public static Ratio Advance(Ratio done, UInt128 realised, UInt128 baselinePower)
    {
        if (baselinePower == UInt128.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(baselinePower), $"A baseline of power 0 in an epoch in which the network had {DecimalText.Format(realised)}; expected at least 1.");
        }

        Ratio more = realised >= baselinePower ? Ratio.One : Ratio.FromQuotient(realised, baselinePower, Rounding.Down);
        return more > Ratio.MaxValue - done
            ? throw new OverflowException($"The baseline did {done} of its epochs and is to do {more} more; expected at most {Ratio.MaxValue} epochs together.")
            : done + more;
    }
}
