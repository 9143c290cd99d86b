namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Which part of what an account is paid goes back to its stake: its own choice, for its own account.</summary>
/// <remarks>
/// <code>compounded = floor(claimed * Part)        paid = claimed - compounded</code>
/// In base units; rounds down: half of 7 is 3 to the stake and 4 to the wallet. <c>default</c> pays everything out.
/// </remarks>
/// <param name="Part">The part that goes back to the stake.</param>
public readonly record struct Compounding(Proportion Part)
{
    /// <summary>Divides what was claimed.</summary>
    /// <param name="claimed">What was claimed, in base units.</param>
    /// <returns>What goes to the stake and what is paid out; they sum to what was claimed.</returns>
    public (Amount Compounded, Amount Paid) Divide(Amount claimed)
    {
        Amount compounded = claimed.Multiply(Part, Rounding.Down);
        return (compounded, claimed - compounded);
    }
}
