using CapaCloud.Mechanisms.Rewards;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of receipts: they add up to the account's balances, and come back equal from what they were written as.</summary>
/// <remarks>No formula. Up to 12 postings among three owners and the common accounts, in two epochs.</remarks>
internal static class ReceiptLaws
{
    private static readonly ParticipantId Own = ParticipantId.Of("own");

    private static readonly LedgerAccount[] Accounts =
    [
        LedgerAccount.Wallet(Own), LedgerAccount.Stake(Own), LedgerAccount.Escrow(Own), LedgerAccount.Wallet(ParticipantId.Of("other")), LedgerAccount.RewardPool, LedgerAccount.Treasury,
    ];

    private static Gen<Posting> Transfer =>
        from distance in Gen.Choose(1, Accounts.Length - 1)
        from source in Gen.Choose(0, Accounts.Length - 1)
        from units in Gen.Choose(0, 1_000_000)
        from reason in Gen.Elements(PostingReason.Reward, PostingReason.Slash, PostingReason.Deposit)
        select new Posting(Accounts[source], Accounts[(source + distance) % Accounts.Length], Amount.Of((UInt128)units), reason);

    private static Arbitrary<IReadOnlyList<Posting>> Histories { get; } = Arb.From(
        Gen.Choose(0, 12).SelectMany(count => Transfer.ListOf(count)).Select(list => (IReadOnlyList<Posting>)[.. list]),
        list => Enumerable.Range(0, list.Count).Select(index => (IReadOnlyList<Posting>)[.. list.Where((_, place) => place != index)]));

    /// <summary>Returns the laws that a way of keeping receipts must keep.</summary>
    /// <param name="add">Adds the receipts of postings to a book; <see cref="ReceiptBook.With"/> is one.</param>
    /// <param name="through">Takes a book through a text and back.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(Func<ReceiptBook, Posting[], ReceiptContext, ReceiptBook> add, Func<ReceiptBook, ReceiptBook> through)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(through);
        return
        [
            Law.Of("adds-up", "the receipts of each holding add up to what came in less what went out", Histories, list =>
            {
                ReceiptBook book = Book(add, list);
                return Accounts.Where(account => account.Owner == Own).All(account => book.Balance(account.Kind) == Moved(list, account));
            }),
            Law.Of("net-is-the-sum", "the net income is the sum of the balances of all holdings", Histories, list =>
            {
                ReceiptBook book = Book(add, list);
                return book.Net == Accounts.Where(account => account.Owner == Own).Aggregate(SignedAmount.Zero, (sum, account) => sum + book.Balance(account.Kind));
            }),
            Law.Of("comes-back", "what was written comes back equal", Histories, list =>
            {
                ReceiptBook book = Book(add, list);
                return through(book).Equals(book);
            }),
        ];
    }

    private static ReceiptBook Book(Func<ReceiptBook, Posting[], ReceiptContext, ReceiptBook> add, IReadOnlyList<Posting> list)
    {
        int half = list.Count / 2;
        ReceiptBook first = add(new ReceiptBook(Own), [.. list.Take(half)], new ReceiptContext(Epoch.Of(1)));
        return add(first, [.. list.Skip(half)], new ReceiptContext(Epoch.Of(2), null, TaskId.Of("task-2")));
    }

    private static SignedAmount Moved(IReadOnlyList<Posting> list, LedgerAccount account) => list.Aggregate(
        SignedAmount.Zero,
        (sum, posting) => sum
            + (posting.To == account ? posting.Amount.ToSigned() : SignedAmount.Zero)
            - (posting.From == account ? posting.Amount.ToSigned() : SignedAmount.Zero));
}
