using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Everything that one account earned and lost, in order, without gaps.</summary>
/// <remarks>
/// <code>balance(holding) = sum of the receipts of that holding        net = sum of all receipts</code>
/// In base units, signed: exact. The receipts of an account add up to what its holdings hold in the ledger, less what they held before the first receipt. Adding takes constant
/// time for each posting, plus a copy: add the postings of an epoch together. Immutable, equal by content.
/// </remarks>
public sealed record ReceiptBook
{
    /// <summary>Initializes a new instance of the <see cref="ReceiptBook"/> class from its receipts, as they were stored.</summary>
    /// <param name="account">Whose receipts they are.</param>
    /// <param name="receipts">The receipts; none when left out.</param>
    /// <exception cref="ArgumentException">The account is nobody, a receipt is another's or is missing, or the epochs go back.</exception>
    [JsonConstructor]
    public ReceiptBook(ParticipantId account, ImmutableArray<Receipt> receipts = default)
    {
        if (account.IsNone)
        {
            throw new ArgumentException("Receipts need an account that they belong to.", nameof(account));
        }

        Account = account;
        Receipts = receipts.IsDefault ? [] : receipts;
        for (int index = 0; index < Receipts.Length; index++)
        {
            Receipt receipt = Receipts[index];
            if (receipt.Account != account || receipt.Number != (ulong)index || (index > 0 && receipt.Epoch < Receipts[index - 1].Epoch))
            {
                throw new ArgumentException(
                    $"Receipt {receipt.Number} of {receipt.Account} in epoch {receipt.Epoch} stands at place {index} of the receipts of {account}; expected each of them once, in order.", nameof(receipts));
            }
        }
    }

    private ReceiptBook(ParticipantId account, ImmutableArray<Receipt> receipts, bool isTrusted)
    {
        _ = isTrusted;
        Account = account;
        Receipts = receipts;
    }

    /// <summary>Gets whose receipts they are.</summary>
    public ParticipantId Account { get; }

    /// <summary>Gets the receipts, the earliest first.</summary>
    public ImmutableArray<Receipt> Receipts { get; }

    /// <summary>Gets what the account earned in all, in base units: negative when it lost more.</summary>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 base units either way.</exception>
    [JsonIgnore]
    public SignedAmount Net => Sum(_ => true);

    /// <summary>Returns what one holding changed by, in base units.</summary>
    /// <param name="holding">The holding.</param>
    /// <returns>The sum of its receipts.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 base units either way.</exception>
    public SignedAmount Balance(LedgerAccountKind holding) => Sum(receipt => receipt.Holding == holding);

    /// <summary>Returns what was earned and lost by one rule, in base units.</summary>
    /// <param name="reason">The rule.</param>
    /// <returns>The sum of its receipts.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 base units either way.</exception>
    public SignedAmount By(PostingReason reason) => Sum(receipt => receipt.Reason == reason);

    /// <summary>Adds the receipts of the postings that touch the account; the others change nothing.</summary>
    /// <param name="postings">The postings.</param>
    /// <param name="context">When, under which policy, for which task, by which evidence.</param>
    /// <returns>The book afterwards.</returns>
    /// <exception cref="ArgumentException">The epoch is before that of the last receipt.</exception>
    public ReceiptBook With(ReadOnlySpan<Posting> postings, ReceiptContext context)
    {
        ImmutableArray<Receipt>.Builder? added = null;
        foreach (Posting posting in postings)
        {
            Add(ref added, posting.From, SignedAmount.Loss(posting.Amount), posting.To, posting.Reason, context);
            Add(ref added, posting.To, SignedAmount.Gain(posting.Amount), posting.From, posting.Reason, context);
        }

        return added is null ? this : new ReceiptBook(Account, Receipts.AddRange(added), isTrusted: true);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ReceiptBook {{ Account = {Account}, Receipts = {Prose.List(Receipts)}, Net = {Net} }}";

    /// <inheritdoc/>
    public bool Equals(ReceiptBook? other) => other is not null && Account == other.Account && Receipts.AsSpan().SequenceEqual(other.Receipts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Account.GetHashCode() ^ Receipts.Length;

    private SignedAmount Sum(Func<Receipt, bool> counts)
    {
        // Gains and losses apart, so that their order cannot overflow what their difference does not.
        Amount gains = Amount.Zero, losses = Amount.Zero;
        foreach (Receipt receipt in Receipts)
        {
            if (counts(receipt))
            {
                (gains, losses) = receipt.Amount.IsLoss ? (gains, losses + receipt.Amount.Magnitude) : (gains + receipt.Amount.Magnitude, losses);
                Amount both = Amount.Min(gains, losses);
                (gains, losses) = (gains - both, losses - both);
            }
        }

        return gains.ToSigned() - losses.ToSigned();
    }

    private void Add(ref ImmutableArray<Receipt>.Builder? added, LedgerAccount own, SignedAmount amount, LedgerAccount other, PostingReason reason, ReceiptContext context)
    {
        if (own.Owner != Account || amount.IsZero)
        {
            return;
        }

        added ??= ImmutableArray.CreateBuilder<Receipt>();
        if (!Receipts.IsEmpty && context.Epoch < Receipts[^1].Epoch)
        {
            throw new ArgumentException($"A receipt of epoch {context.Epoch} for {Account} comes after one of epoch {Receipts[^1].Epoch}; expected an epoch not before it.", nameof(context));
        }

        added.Add(new Receipt
        {
            Number = (ulong)Receipts.Length + (ulong)added.Count,
            Epoch = context.Epoch,
            Account = Account,
            Holding = own.Kind,
            Amount = amount,
            Reason = reason,
            Counterpart = other.Kind,
            CounterpartOwner = other.Owner,
            Policy = context.Policy,
            Task = context.Task,
            Evidence = context.Evidence,
        });
    }
}
