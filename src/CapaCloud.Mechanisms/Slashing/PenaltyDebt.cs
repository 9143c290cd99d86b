using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Penalties that found no stake to take: never forgotten, paid off from later income, and never in the way of the cure.</summary>
/// <remarks>
/// <code>
/// owed'  = owed + shortfall
/// repaid = min(owed, ceiling(income * RepaymentShare)),  the participant keeps income - repaid
/// </code>
/// In base units; the repayment rounds up: half of 3 units is 2. As long as the share is below one an honest participant keeps part of what it
/// earns, so from every debt there is a way back by work alone; and nothing of the library asks for a debt before it accepts a deposit,
/// a report of recovery or an <c>Unjail</c>. <c>default</c> owes nothing.
/// </remarks>
/// <param name="Owed">What is owed, in base units.</param>
public readonly record struct PenaltyDebt(Amount Owed)
{
    /// <summary>Gets a value indicating whether nothing is owed.</summary>
    [JsonIgnore]
    public bool IsClear => Owed.IsZero;

    /// <summary>Returns the debt with a shortfall added.</summary>
    /// <param name="shortfall">The part of a penalty that found no stake, in base units.</param>
    /// <returns>The debt.</returns>
    /// <exception cref="OverflowException">The debt exceeds 2^128 - 1.</exception>
    public PenaltyDebt Add(Amount shortfall) => new(Owed + shortfall);

    /// <summary>Repays from income.</summary>
    /// <param name="income">The income, in base units.</param>
    /// <param name="repaymentShare">The part of income that goes to the debt.</param>
    /// <returns>The debt afterwards, what was repaid, and what the participant keeps.</returns>
    public (PenaltyDebt Debt, Amount Repaid, Amount Kept) Repay(Amount income, Proportion repaymentShare)
    {
        Amount repaid = Amount.Min(Owed, income.Multiply(repaymentShare, Rounding.Up));
        return (new PenaltyDebt(Owed - repaid), repaid, income - repaid);
    }

    /// <summary>Returns what may leave a stake: what the debt does not claim.</summary>
    /// <param name="withdrawable">What could be withdrawn without the debt, in base units.</param>
    /// <returns><c>max(0, withdrawable - owed)</c>.</returns>
    public Amount WithdrawableOf(Amount withdrawable) => withdrawable.SubtractToZero(Owed);
}
