using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The income that a detection loses besides the stake: the reward of the verdict's epoch where it is forfeited, and the epochs of jail after it.</summary>
/// <remarks>
/// <code>
/// J      = epochs of jail, one more where the verdict's epoch forfeits its reward: an epoch without work costs its income, and no more than that
/// D      = epochs from the job to its verdict,  w epochs from there to its penalty at the latest
/// p      = the chance, at most, that an epoch of cheating is found out
/// F      = income * J / (1 + D * p) * min(1, escape / (income * (D + w + J)))
/// </code>
/// Where the epochs of jail only put a life off they lose what a life earns on average, and income is the mean of that and of the forfeited epoch's.
/// The offender has a say in when a late verdict strikes: an accomplice can report all that is in flight in one epoch, before the audits do, and the reward of that epoch and one jail pay for
/// all of it. But what is found out of the first epoch has its verdict D epochs later, and nothing is worked until the jail ends: one report covers that epoch and those of the D next ones that
/// are found out as well, D * p of them on average, whichever are cheated. So 1 + D * p epochs with a detection lose J epochs at least, whoever reports them when. Who leaves or takes a new
/// name escapes D + w + J epochs at most and pays the price of it: where that is less than their income, all such losses shrink in proportion.
/// </remarks>
/// <param name="Amount">What a detection loses, at least.</param>
/// <param name="Epochs">J.</param>
internal sealed record IdleLoss(Fraction Amount, long Epochs)
{
    /// <summary>Gets the terms of verdicts that the audits bring; none where they lose no income.</summary>
    public VerdictTerms? Terms { get; init; }

    private const long MostEpochs = 1_000;

    public static IdleLoss None { get; } = new(Fraction.Zero, 0);

    /// <summary>Returns what a detection loses.</summary>
    /// <param name="epochs">J.</param>
    /// <param name="income">What an epoch without work loses, at least.</param>
    /// <param name="escape">What leaving or a new name costs, at least.</param>
    /// <param name="delays">D and w.</param>
    /// <param name="found">p.</param>
    public static IdleLoss Of(long epochs, Fraction income, Fraction escape, (long Verdict, long Appeal) delays, Fraction found)
    {
        epochs = Math.Min(epochs, MostEpochs);
        if (epochs == 0 || !income.IsPositive || !escape.IsPositive)
        {
            return None;
        }

        Fraction saved = income * new Fraction(delays.Verdict + delays.Appeal + epochs);
        Fraction part = escape < saved ? escape / saved : Fraction.One;
        return new IdleLoss(income * new Fraction(epochs) / (Fraction.One + (new Fraction(delays.Verdict) * found)) * part, epochs);
    }
}
