using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Receipts;

public sealed class ReceiptTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Strange = ParticipantId.Of("=\"a,b\"ü");

    private static readonly Denomination Ether = new("ETH", 18);

    private static readonly Digest Hash = Digest.Parse("6c1f0e6d5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d");

    /// <summary>The reported case: one slashed unit among 31 made the whole report fail; it is negative income, 31.5 - 32 = -0.5.</summary>
    [Fact]
    public void Net_slashed_isNegativeIncome()
    {
        ReceiptBook book = new ReceiptBook(Alice)
            .With([new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(Alice), Ether.Parse("31.5"), PostingReason.Reward)], new ReceiptContext(Epoch.Of(1), Hash, TaskId.Of("t"), null))
            .With([new Posting(LedgerAccount.Stake(Alice), LedgerAccount.Burned, Ether.Parse("32"), PostingReason.Slash)], new ReceiptContext(Epoch.Of(2), Hash, default, Hash));
        Assert.Equal("-0.5", Ether.Format(book.Net, NumberMarks.Plain));
        Assert.Equal("-32", Ether.Format(book.By(PostingReason.Slash), NumberMarks.Plain));
        Assert.Equal("31.5", Ether.Format(book.Balance(LedgerAccountKind.Wallet), NumberMarks.Plain));
        Assert.Contains("2,alice,Stake,-32,ETH,Slash,Burned,,6c1f", ReceiptCsv.Write(book.Receipts.AsSpan(), Ether), StringComparison.Ordinal);
    }

    [Fact]
    public void Receipts_randomPostings_addUpToTheBalance()
    {
        Random random = new(1);
        ParticipantId[] people = [Alice, ParticipantId.Of("bob"), Strange];
        LedgerAccount[] accounts = [.. people.SelectMany(who => new[] { LedgerAccount.Wallet(who), LedgerAccount.Stake(who), LedgerAccount.Escrow(who), LedgerAccount.DelegationPool(who) }), LedgerAccount.RewardPool, LedgerAccount.Treasury];
        Dictionary<LedgerAccount, SignedAmount> balances = accounts.ToDictionary(account => account, _ => SignedAmount.Zero);
        ReceiptBook[] books = [.. people.Select(who => new ReceiptBook(who))];
        for (ulong epoch = 0; epoch < 60; epoch++)
        {
            List<Posting> postings = [];
            for (int count = random.Next(5); count > 0; count--)
            {
                LedgerAccount from = accounts[random.Next(accounts.Length)], to = accounts[random.Next(accounts.Length)];
                if (from != to)
                {
                    Amount amount = Amount.Of((UInt128)random.NextInt64(1L << 40));
                    postings.Add(new Posting(from, to, amount, (PostingReason)random.Next(1, 16)));
                    balances[from] -= amount.ToSigned();
                    balances[to] += amount.ToSigned();
                }
            }

            ReceiptContext context = new(Epoch.Of(epoch), random.Next(2) == 0 ? Hash : null, random.Next(2) == 0 ? TaskId.Of("task,\"x\"") : default, random.Next(2) == 0 ? Hash : null);
            books = [.. books.Select(book => book.With(postings.ToArray(), context))];
        }

        foreach (ReceiptBook book in books)
        {
            SignedAmount sum = SignedAmount.Zero;
            foreach ((LedgerAccount account, SignedAmount balance) in balances.Where(pair => pair.Key.Owner == book.Account))
            {
                Assert.Equal(balance, book.Balance(account.Kind));
                sum += balance;
            }

            Assert.Equal(sum, book.Net);
            Assert.Equal(book, new ReceiptBook(book.Account, ReceiptJson.Read(ReceiptJson.Write(book.Receipts))));
            Assert.Equal(book, new ReceiptBook(book.Account, ReceiptCsv.Read(ReceiptCsv.Write(book.Receipts.AsSpan(), Ether), Denominations.Of(Ether))));
            Assert.Equal(book, new ReceiptBook(book.Account, ReceiptCsv.Read(ReceiptCsv.Write(book.Receipts.AsSpan()).Replace("\r\n", "\n", StringComparison.Ordinal), Denominations.None)));
            Assert.Equal(book.GetHashCode(), new ReceiptBook(book.Account, book.Receipts).GetHashCode());
        }
    }

    [Fact]
    public void With_otherPeoplesOrEmptyPostings_changesNothing()
    {
        ReceiptBook book = new(Alice);
        Assert.Same(book, book.With([new Posting(LedgerAccount.Treasury, LedgerAccount.Burned, Amount.One, PostingReason.Fee), new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Alice), Amount.Zero, PostingReason.Fee)], default));
        ReceiptBook later = book.With([new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Alice), Amount.One, PostingReason.Fee)], new ReceiptContext(Epoch.Of(5)));
        Assert.Throws<ArgumentException>(() => later.With([new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Alice), Amount.One, PostingReason.Fee)], new ReceiptContext(Epoch.Of(4))));
    }

    [Fact]
    public void Constructor_missingOrForeignReceipts_isRefused()
    {
        ReceiptBook book = new ReceiptBook(Alice).With([new Posting(LedgerAccount.Wallet(Alice), LedgerAccount.Stake(Alice), Amount.One, PostingReason.Deposit)], default);
        Assert.Equal(2, book.Receipts.Length);
        Assert.True(book.Net.IsZero);
        Assert.Throws<ArgumentException>(() => new ReceiptBook(Alice, [book.Receipts[1]]));
        Assert.Throws<ArgumentException>(() => new ReceiptBook(Strange, book.Receipts));
        Assert.Throws<ArgumentException>(() => new ReceiptBook(Alice, [book.Receipts[0] with { Epoch = Epoch.Of(2) }, book.Receipts[1]]));
        Assert.Throws<ArgumentException>(() => new ReceiptBook(ParticipantId.None));
        Assert.Equal(book, JsonSerializer.Deserialize<ReceiptBook>(JsonSerializer.Serialize(book)));
    }

    [Theory]
    [InlineData("number", "The first line")]
    [InlineData("1,2", "Line 2 has 2 fields")]
    [InlineData("0,0,alice,Wallet,x,,Fee,Treasury,,,,", "Line 2 is no receipt")]
    [InlineData("0,0,alice,Pocket,1,,Fee,Treasury,,,,", "'Pocket' is not a LedgerAccountKind")]
    [InlineData("0,0,alice,3,1,,Fee,Treasury,,,,", "'3' is not a LedgerAccountKind")]
    [InlineData("0,0,,Wallet,1,,Fee,Treasury,,,,", "must not be empty")]
    [InlineData("0,0,\"alice,Wallet,1,,Fee,Treasury,,,,", "A quoted field does not end")]
    [InlineData("0,0,alice,Wallet,1.5,,Fee,Treasury,,,,", "digit after the point")]
    public void Csv_bad_isRefusedByName(string line, string complaint)
    {
        string header = ReceiptCsv.Write([]);
        string text = line == "number" ? line : header + line + "\r\n";
        Assert.Contains(complaint, Assert.Throws<FormatException>(() => ReceiptCsv.Read(text, Denominations.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_unknownCurrency_isRefusedByName()
    {
        string text = ReceiptCsv.Write([]) + "0,0,alice,Wallet,1,GLM,Fee,Treasury,,,,\r\n";
        Assert.Contains("'GLM' is unknown", Assert.Throws<ArgumentException>(() => ReceiptCsv.Read(text, Denominations.Of(Ether))).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => ReceiptJson.Read("[null]"));
        Assert.Throws<JsonException>(() => ReceiptJson.Read("null"));
        Assert.Equal("[]", ReceiptJson.Write(default(ImmutableArray<Receipt>)));
    }
}
