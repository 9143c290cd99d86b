using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Receipts;

public sealed class ReceiptLawTests
{
    public static TheoryData<string> Texts => ["json", "array", "csv"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Laws_receipts_hold(string text) => Assert.All(ReceiptLaws.For((book, postings, context) => book.With(postings, context), book => Through(text, book)), law => law.Check());

    [Theory]
    [InlineData("adds-up")]
    [InlineData("comes-back")]
    public void Laws_mutant_isCaught(string caughtBy) => Assert.NotNull(
        ReceiptLaws.For(
            (book, postings, context) => book.With(postings.AsSpan(0, int.Min(postings.Length, 3)), context),
            book => new ReceiptBook(book.Account, [.. book.Receipts.Select(receipt => receipt with { Task = default })])).Single(law => law.Name == caughtBy).FindViolation(cases: 2_000));

    [Fact]
    public void Laws_holdingNobodyKnows_isCaught() => Assert.NotNull(
        ReceiptLaws.For(
            (book, postings, context) => book.With([.. postings, new Posting(LedgerAccount.Treasury, LedgerAccount.PendingPenalties(book.Account), Amount.One, PostingReason.Slash)], context),
            book => book).Single(law => law.Name == "net-is-the-sum").FindViolation());

    private static ReceiptBook Through(string text, ReceiptBook book) => text switch
    {
        "json" => MechanismJson.Default.Read<ReceiptBook>(MechanismJson.Default.Write(book)),
        "array" => new ReceiptBook(book.Account, ReceiptJson.Read(ReceiptJson.Write(book.Receipts))),
        _ => new ReceiptBook(book.Account, ReceiptCsv.Read(ReceiptCsv.Write(book.Receipts.AsSpan()), Denominations.None)),
    };
}
