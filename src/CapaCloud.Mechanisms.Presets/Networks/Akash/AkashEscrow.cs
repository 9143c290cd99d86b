using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Presets.Networks.Akash;

/// <summary>Akash's settlement of one deposit over several payments: in the order of the payments, until the money is gone.</summary>
/// <remarks>
/// <code>
/// due(i)  = rate(i) * blocks
/// paid(i) = min(due(i), what the payments before it left)
/// balance after = balance - sum of due, below zero when the account is overdrawn
/// </code>
/// In base units, exact. Two equal payments on too little get unequal shares: 100 units over two payments of 60 give 60 and 40. The library's own
/// <see cref="EscrowAccount"/> serves them alike. Source: akash-network/node, x/escrow/keeper.
/// </remarks>
public static class AkashEscrow
{
    /// <summary>Settles the blocks since the last settlement.</summary>
    /// <param name="balance">What the account holds, in base units.</param>
    /// <param name="rates">Each payment's price for a block, in the order of the payments.</param>
    /// <param name="blocks">How many blocks have passed.</param>
    /// <param name="paid">What each payment gets, in base units.</param>
    /// <returns>The balance after it; a loss is what the account owes.</returns>
    /// <exception cref="ArgumentException">There is not one place for each payment.</exception>
    /// <exception cref="OverflowException">What is due exceeds 2^128 - 1 units.</exception>
    public static SignedAmount Settle(Amount balance, ReadOnlySpan<EpochRate> rates, EpochSpan blocks, Span<Amount> paid)
    {
        if (paid.Length != rates.Length)
        {
            throw new ArgumentException($"{Prose.Count(rates.Length, "payment")} came with {Prose.Count(paid.Length, "place")}; expected one for each.", nameof(paid));
        }

        Amount left = balance, due = Amount.Zero;
        for (int payment = 0; payment < rates.Length; payment++)
        {
            Amount asked = rates[payment].Over(blocks);
            due += asked;
            paid[payment] = Amount.Min(asked, left);
            left -= paid[payment];
        }

        return SignedAmount.Change(due, balance);
    }
}
