using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Presets.Networks.Sablier;

/// <summary>Sablier Flow's open-ended stream: debt runs with 18 digits, the token has fewer, and the sender is short when a whole token unit is missing.</summary>
/// <remarks>
/// <code>
/// debt(t)          = rate * t
/// depletion second = ceil((balance + 1) * 10^(18 - decimals) / rate)
/// </code>
/// Seconds are epochs. The balance counts as everything below the next token unit, because the network floors the debt: that favours the sender by less than
/// one unit. Source: sablier-labs/flow.
/// </remarks>
public static class SablierFlow
{
    /// <summary>Returns the first second at which the debt exceeds the balance.</summary>
    /// <param name="balance">Token units, not nothing.</param>
    /// <param name="decimals">The digits of the token, at most 18.</param>
    /// <param name="ratePerSecond">The rate, in 10^-18 tokens a second.</param>
    /// <returns>Seconds since the snapshot; null at rate zero, which never depletes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The balance is nothing, or there are more than 18 digits.</exception>
    /// <exception cref="OverflowException">The balance with 18 digits exceeds 2^128 - 1 units.</exception>
    public static ulong? DepletionSecond(Amount balance, uint decimals, EpochRate ratePerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(balance, Amount.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 18u);
        UInt128 unit = UInt128.One;
        for (uint digit = decimals; digit < 18; digit++)
        {
            unit *= 10;
        }

        Amount fine = Amount.Of(((balance.Units + 1) * unit) - 1);
        EscrowTerms terms = new() { Lockup = EpochSpan.Zero, Grace = EpochSpan.MaxValue };
        EscrowAccount account = EscrowAccount.Open(ParticipantId.Of("sender"), Epoch.Zero).Deposit(fine, Epoch.Zero).Account
            .OpenStream(TaskId.Of("flow"), ParticipantId.Of("recipient"), ratePerSecond, terms, Epoch.Zero).Account;

        // The epoch that is not paid any more ends one second after it begins.
        return account.RunsOutAt(Epoch.Zero)?.Next.Number;
    }

    /// <summary>Returns the debt that has run since the snapshot.</summary>
    /// <param name="ratePerSecond">The rate, in 10^-18 tokens a second.</param>
    /// <param name="time">The time since the snapshot, in seconds.</param>
    /// <returns>The debt in 10^-18 tokens, exact.</returns>
    /// <exception cref="OverflowException">The debt exceeds 2^128 - 1 units.</exception>
    public static Amount OngoingDebt(EpochRate ratePerSecond, EpochSpan time) => ratePerSecond.Over(time);
}
