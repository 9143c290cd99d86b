using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The income that a detection loses besides the stake: the reward of the verdict's epoch where it is forfeited, and the epochs of jail after it.</summary>
/// <remarks>
/// <code>
/// J      = epochs of jail, one more where the verdict's epoch forfeits its reward: an epoch without work costs its income, and no more than that
/// p      = chance of a detection in an epoch, at most
/// F      = income * (J - sum over a = 1..min(V, J-1) of (J - a) p (1-p)^(a-1)) * min(1, escape / (income * (V + J)))
/// </code>
/// Two detections a epochs apart lose J + min(a, J) epochs, not 2 J: what overlaps is counted against the earlier one, with as many detections as there can be. From the verdict on there
/// is no work until the jail ends, so that only the V epochs after the detected one can overlap. Who leaves or takes a new
/// name escapes V + J epochs at most and pays the price of it: where that is less than their income, all such losses shrink in proportion.
/// </remarks>
/// <param name="Amount">What a detection loses, at least.</param>
/// <param name="Epochs">J.</param>
internal sealed record IdleLoss(Fraction Amount, long Epochs)
{
    private const long MostEpochs = 1_000;

    public static IdleLoss None { get; } = new(Fraction.Zero, 0);

    public static IdleLoss Of(long epochs, Fraction income, Fraction escape, long verdictDelay, Fraction detectionAtMost)
    {
        epochs = Math.Min(epochs, MostEpochs);
        if (epochs == 0 || !income.IsPositive || !escape.IsPositive)
        {
            return None;
        }

        Fraction each = new(epochs), reached = detectionAtMost;
        for (long apart = 1; apart <= Math.Min(verdictDelay, epochs - 1); apart++)
        {
            each -= new Fraction(epochs - apart) * reached;
            reached = Up(reached * (Fraction.One - detectionAtMost));
        }

        Fraction saved = income * new Fraction(verdictDelay + epochs);
        Fraction part = escape < saved ? escape / saved : Fraction.One;
        return each.IsPositive ? new IdleLoss(income * each * part, epochs) : None;
    }

    private static Fraction Up(Fraction value)
    {
        System.Numerics.BigInteger scale = System.Numerics.BigInteger.One << 64;
        return new Fraction((value.Numerator * scale / value.Denominator) + 1, scale);
    }
}
