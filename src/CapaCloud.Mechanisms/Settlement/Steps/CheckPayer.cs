namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Pays a participant's checks out of the treasury: those that were found right in this epoch.</summary>
/// <remarks><code>pay = checks * min(pay of a check, floor(treasury when the epoch began / checks of all))</code></remarks>
internal static class CheckPayer
{
    public static Amount Pay(ParticipantId checker, in ParticipantInput input, EpochTerms terms, ICollection<Posting> postings, ExplanationRecorder? recorder)
    {
        if (input.Checks == 0 || terms.CheckPay.IsZero)
        {
            return Amount.Zero;
        }

        Amount pay = terms.CheckPay.Multiply((UInt128)input.Checks, UInt128.One, Rounding.Down);
        postings.Add(new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(checker), pay, PostingReason.CheckPay));
        recorder?.MultiplyDivide(
            "pay for checks",
            "checks that were right * pay of a check, as far as the treasury went",
            ExplanationRecorder.Count("checks that were right", (UInt128)input.Checks),
            ExplanationRecorder.Money("pay of a check", terms.CheckPay),
            ExplanationRecorder.Count("one", UInt128.One),
            Rounding.Down,
            ExplanationRecorder.Money("pay for checks", pay));
        return pay;
    }
}
