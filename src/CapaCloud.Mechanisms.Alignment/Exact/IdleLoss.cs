using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The income that a detection loses besides the stake: the reward of the verdict's epoch where it is forfeited, and the epochs of jail after it.</summary>
/// <remarks>
/// <code>
/// J      = epochs of jail, one more where the verdict's epoch forfeits its reward: an epoch without work costs its income, and no more than that
/// D      = epochs from the job to its penalty at the latest
/// F      = income * J / (D + 1) * min(1, escape / (income * (D + J)))
/// </code>
/// The offender has a say in when a late verdict strikes: an accomplice can report all that is in flight in one epoch, before the audits do, and the reward of that epoch and one jail pay for
/// all of it. But what was worked up to one report is of D + 1 epochs at most, because older work has its verdicts already, and nothing is worked until the jail ends. So D + 1 epochs with a
/// detection lose J epochs at least, whoever reports them when. Who leaves or takes a new name escapes D + J epochs at most and pays the price of it: where that is less than their income, all
/// such losses shrink in proportion.
/// </remarks>
/// <param name="Amount">What a detection loses, at least.</param>
/// <param name="Epochs">J.</param>
internal sealed record IdleLoss(Fraction Amount, long Epochs)
{
    private const long MostEpochs = 1_000;

    public static IdleLoss None { get; } = new(Fraction.Zero, 0);

    public static IdleLoss Of(long epochs, Fraction income, Fraction escape, long penaltyDelay)
    {
        epochs = Math.Min(epochs, MostEpochs);
        if (epochs == 0 || !income.IsPositive || !escape.IsPositive)
        {
            return None;
        }

        Fraction saved = income * new Fraction(penaltyDelay + epochs);
        Fraction part = escape < saved ? escape / saved : Fraction.One;
        return new IdleLoss(income * new Fraction(epochs, penaltyDelay + 1) * part, epochs);
    }
}
