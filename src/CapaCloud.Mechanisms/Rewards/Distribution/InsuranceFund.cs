namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A reserve that makes victims whole in part, and never pays more than it has.</summary>
/// <remarks>
/// <code>
/// covered(i) = floor(Part * max(0, loss(i) - Deductible))
/// paid(i) = covered(i), or floor(covered(i) * Balance / sum of covered) when there is less
/// </code>
/// In base units. Rounds down, in favour of the fund: half of a loss of 7 is 3. When the fund is short everybody gets the same part, whoever comes first. Who caused the loss
/// brings no claim: the caller leaves it out, or an operator would insure itself. With a part below one and a deductible, a loss made on purpose to be paid for it never pays.
/// Cutting one loss into several claims gets less by the deductible of each; putting the losses of several into one claim gets more by the same, so the caller brings one claim for
/// each victim and event. Linear in the claims; no allocation. <c>default</c> has nothing and covers nothing.
/// </remarks>
/// <param name="Balance">What is in it, in base units.</param>
/// <param name="Target">The most it takes in, in base units.</param>
/// <param name="Part">The part of a loss that is covered.</param>
/// <param name="Deductible">What of each loss is not covered, in base units.</param>
public readonly record struct InsuranceFund(Amount Balance, Amount Target, Proportion Part, Amount Deductible)
{
    /// <summary>Takes money in, up to the target.</summary>
    /// <param name="amount">The money, in base units.</param>
    /// <returns>The fund afterwards, and what it does not need: the caller names where that goes.</returns>
    public (InsuranceFund Fund, Amount Surplus) Contribute(Amount amount)
    {
        Amount taken = Amount.Min(amount, Target.SubtractToZero(Balance));
        return (this with { Balance = Balance + taken }, amount - taken);
    }

    /// <summary>Pays for losses of one event.</summary>
    /// <param name="losses">What each victim lost, in base units.</param>
    /// <param name="paid">Receives what each is paid.</param>
    /// <returns>The fund afterwards, and what was covered and not paid because there was less.</returns>
    /// <exception cref="ArgumentException">There is not exactly one place for each loss.</exception>
    /// <exception cref="OverflowException">What is covered adds up to more than 2^128 - 1 base units: the message names the place; nothing is paid.</exception>
    public (InsuranceFund Fund, Amount Short) Cover(ReadOnlySpan<Amount> losses, Span<Amount> paid)
    {
        if (paid.Length != losses.Length)
        {
            throw new ArgumentException($"There {Prose.Are(losses.Length, "loss", "losses")} and room for {Prose.Count(paid.Length, "payment")}; expected as many.", nameof(paid));
        }

        Amount covered = Amount.Zero, spent = Amount.Zero;
        for (int index = 0; index < losses.Length; index++)
        {
            Amount added = CoveredOf(losses[index]);
            covered = added <= Amount.MaxValue - covered
                ? covered + added
                : throw new OverflowException(
                    $"What is covered of the losses adds up to {Prose.Units(covered)} before place {index}, of whose {Prose.Units(losses[index])} {Prose.Number(added)} are covered; expected at most 2^128 - 1 together.");
        }

        for (int index = 0; index < losses.Length; index++)
        {
            Amount asked = CoveredOf(losses[index]);
            paid[index] = covered <= Balance ? asked : asked.Multiply(Balance.Units, covered.Units, Rounding.Down);
            spent += paid[index];
        }

        return (this with { Balance = Balance - spent }, covered - spent);
    }

    /// <summary>Returns what of a loss is covered, as long as the fund has it.</summary>
    /// <param name="loss">The loss, in base units.</param>
    /// <returns>The covered part, rounded down.</returns>
    public Amount CoveredOf(Amount loss) => loss.SubtractToZero(Deductible).Multiply(Part, Rounding.Down);
}
