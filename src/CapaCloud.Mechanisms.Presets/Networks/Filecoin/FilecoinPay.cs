using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>Filecoin Pay's rails as escrow streams: a lockup that a rail never eats while it runs, and no end when the money is short.</summary>
/// <remarks>
/// <code>
/// settled epochs = min(epochs, floor((deposit - fixed lockup - rate * lockup period) / rate))
/// paid           = rate * settled epochs
/// </code>
/// In base units, whole epochs, exact. A rail in debt waits for ever: a later deposit pays as if it had been there. Amounts are before the network's fee and
/// the operator's commission. Source: FilOzone/filecoin-pay.
/// </remarks>
public static class FilecoinPay
{
    /// <summary>The name of the one rail of <see cref="OpenRail"/>.</summary>
    public static readonly TaskId Rail = TaskId.Of("rail");

    private static readonly ParticipantId Payer = ParticipantId.Of("payer");
    private static readonly ParticipantId Payee = ParticipantId.Of("payee");
    private static readonly TaskId FixedLockup = TaskId.Of("fixed-lockup");

    /// <summary>Opens a payer's account with one rail in epoch 0.</summary>
    /// <param name="deposit">What the payer has paid in, in base units.</param>
    /// <param name="rate">What an epoch costs.</param>
    /// <param name="lockupPeriod">How many epochs are set aside for the payee.</param>
    /// <param name="fixedLockup">What else is set aside, for single payments, in base units.</param>
    /// <param name="review">How many epochs an arbiter has to look at an epoch before it is paid.</param>
    /// <returns>The account.</returns>
    /// <exception cref="EscrowRefusedException">The deposit does not cover both lockups.</exception>
    public static EscrowAccount OpenRail(Amount deposit, EpochRate rate, EpochSpan lockupPeriod, Amount fixedLockup, EpochSpan review)
    {
        EscrowTerms terms = new() { Lockup = lockupPeriod, Grace = EpochSpan.MaxValue, Review = review, DisputeWindow = EpochSpan.MaxValue };
        EscrowAccount account = EscrowAccount.Open(Payer, Epoch.Zero);
        account = deposit.IsZero ? account : account.Deposit(deposit, Epoch.Zero).Account;
        account = fixedLockup.IsZero ? account : account.OpenJob(FixedLockup, Payee, fixedLockup, Epoch.MaxValue, terms, Epoch.Zero).Account;
        return account.OpenStream(Rail, Payee, rate, terms, Epoch.Zero).Account;
    }

    /// <summary>Settles one rail after some epochs, as the network does, short of money or not.</summary>
    /// <param name="deposit">All that the payer has paid in so far, in base units.</param>
    /// <param name="rate">What an epoch costs.</param>
    /// <param name="lockupPeriod">How many epochs are set aside for the payee.</param>
    /// <param name="fixedLockup">What else is set aside, in base units.</param>
    /// <param name="epochs">How many epochs have run.</param>
    /// <returns>Base units, and epochs. A deposit that does not reach the lockups settles nothing, as one does that just reaches them.</returns>
    /// <exception cref="EscrowRefusedException">The lockups exceed 2^128 - 1 units.</exception>
    public static (Amount Paid, EpochSpan Settled) Settle(Amount deposit, EpochRate rate, EpochSpan lockupPeriod, Amount fixedLockup, EpochSpan epochs)
    {
        bool fits = rate.TryOver(lockupPeriod, out Amount running) && running <= Amount.MaxValue - fixedLockup;
        Amount paidIn = fits ? Amount.Max(deposit, running + fixedLockup) : deposit;
        return Of(OpenRail(paidIn, rate, lockupPeriod, fixedLockup, EpochSpan.Zero).Settle(Epoch.Zero + epochs).Account);
    }

    /// <summary>Settles a rail whose validator looks at every epoch that has run, and cuts the amount or the time.</summary>
    /// <param name="rate">What an epoch costs.</param>
    /// <param name="epochs">How many epochs have run.</param>
    /// <param name="verdict">What the validator accepts: an amount, which settles all the epochs, or the first epochs, which leaves the others open.</param>
    /// <returns>Base units, and epochs.</returns>
    /// <exception cref="EscrowRefusedException">The verdict is more than has run.</exception>
    public static (Amount Paid, EpochSpan Settled) Validate(EpochRate rate, EpochSpan epochs, EscrowRuling verdict)
    {
        if (rate.IsZero || epochs.IsZero)
        {
            return verdict.Amount.IsZero && (verdict.Epochs ?? EpochSpan.Zero) <= epochs
                ? (Amount.Zero, verdict.Epochs ?? epochs)
                : throw new EscrowRefusedException(EscrowRefusal.MoreThanClaimed, $"{Prose.Units(verdict.Amount, "was", "were")} accepted of {Prose.Epochs(epochs)} at {Prose.Units(rate.PerEpoch)} an epoch; expected at most what has run.");
        }

        Epoch now = Epoch.Zero + epochs;
        EscrowAccount account = OpenRail(rate.Over(epochs), rate, EpochSpan.Zero, Amount.Zero, EpochSpan.MaxValue);
        return Of(account.DisputeEpochs(Rail, Epoch.Zero, now, now).Account.Rule(Rail, verdict, now).Account);
    }

    /// <summary>Returns what a rail has paid and how many epochs it has settled.</summary>
    /// <param name="account">The account.</param>
    /// <returns>Base units, and epochs.</returns>
    /// <exception cref="ArgumentNullException">The account is null.</exception>
    public static (Amount Paid, EpochSpan Settled) Of(EscrowAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        EscrowStream rail = account.Streams.Single(stream => stream.Id == Rail);
        Epoch settled = rail.Earned.IsEmpty ? rail.AccruedTo : rail.Earned[0].From;
        return (rail.Paid, settled - Epoch.Zero);
    }
}
