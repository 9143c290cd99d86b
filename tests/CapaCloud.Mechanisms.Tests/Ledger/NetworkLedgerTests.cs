using System.Text.Json;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Ledger;

public sealed class NetworkLedgerTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");

    private static readonly LedgerAccount[] Accounts =
    [
        LedgerAccount.Requesters, LedgerAccount.Issuance, LedgerAccount.Wallet(Alice), LedgerAccount.Stake(Alice), LedgerAccount.Stake(Bob),
        LedgerAccount.RewardPool, LedgerAccount.Treasury, LedgerAccount.Insurance, LedgerAccount.Dust, LedgerAccount.Burned, LedgerAccount.Escrow(Bob),
        LedgerAccount.PendingPenalties(Alice), LedgerAccount.DelegationPool(Bob),
    ];

    /// <summary>
    /// Dust debited from what is held: 117 of 101 units were paid, and the sum of all that is held noticed nothing. By account it is refused.
    /// </summary>
    [Fact]
    public void Apply_oneAccountOverdrawnWhileTheSumFits_isRefused()
    {
        NetworkLedger ledger = NetworkLedger.Of([new(LedgerAccount.Stake(Alice), U(300)), new(LedgerAccount.Dust, U(16))]).Apply(
        [
            new Posting(LedgerAccount.Requesters, LedgerAccount.RewardPool, U(101), PostingReason.Payment),
        ]);
        Posting paid = new(LedgerAccount.RewardPool, LedgerAccount.Wallet(Alice), U(117), PostingReason.Reward);
        Assert.True(ledger.Totals.With(paid).Difference.IsZero);
        LedgerRefusedException refused = Assert.Throws<LedgerRefusedException>(() => ledger.Apply(paid));
        Assert.Equal((LedgerAccount.RewardPool, U(101), U(117)), (refused.Account, refused.Balance, refused.Amount));
        Assert.Equal("117 units were to leave RewardPool, in which there are 101, what these postings bring included; expected at most that.", refused.Message);

        NetworkLedger right = ledger.Apply([paid, new Posting(LedgerAccount.Dust, LedgerAccount.RewardPool, U(16), PostingReason.Remainder)]);
        Assert.Equal(new Books(U(417), U(117), U(300), U(0), U(0)), right.Totals);
        Assert.Equal(U(300), right.BalanceOf(LedgerAccount.Stake(Alice)));
        Assert.Equal([LedgerAccount.Stake(Alice)], right.Balances.Keys);
    }

    /// <summary>To the last unit, and not one more.</summary>
    [Fact]
    public void Apply_everythingLeaves_andOneUnitMore_isRefused()
    {
        NetworkLedger ledger = NetworkLedger.Of([new(LedgerAccount.Treasury, U(10))]);
        Assert.Empty(ledger.Apply(new Posting(LedgerAccount.Treasury, LedgerAccount.Wallet(Bob), U(10), PostingReason.Bounty)).Balances);
        Assert.Throws<LedgerRefusedException>(() => ledger.Apply(new Posting(LedgerAccount.Treasury, LedgerAccount.Burned, U(11), PostingReason.Slash)));
        Assert.Equal(U(10), ledger.BalanceOf(LedgerAccount.Treasury));
    }

    [Property]
    public bool Apply_inAnyOrder_andInAnyGrouping_isTheSame(uint[] moves, int turn)
    {
        Posting[] postings = [.. moves.Select(PostingOf)];
        Posting[] turned = [.. postings.OrderBy(posting => unchecked(((int)(uint)posting.Amount.Units + (int)posting.From.Kind) * (turn | 1)))];
        NetworkLedger start = NetworkLedger.Of(Accounts.Where(account => account.IsHeld).Select(account => new KeyValuePair<LedgerAccount, Amount>(account, U(200))));
        (NetworkLedger? ledger, LedgerAccount refused) = Try(start, postings);
        NetworkLedger? single = start;
        foreach (Posting posting in postings)
        {
            single = single is null ? null : Try(single, [posting]).Ledger;
        }

        return (ledger, refused).Equals(Try(start, turned))
            && (single is null || single.Equals(ledger))
            && (ledger is null || ledger.Totals.Difference.IsZero)
            && (ledger is null || ledger.Totals == postings.Aggregate(Raised(start.Totals), (totals, posting) => totals.With(posting)) with { In = ledger.In, Held = ledger.Totals.Held, Dust = ledger.Totals.Dust });
    }

    /// <summary>By hand: what each account has is what came less what left.</summary>
    [Property]
    public bool Apply_eachAccount_hasWhatCameLessWhatLeft(uint[] moves)
    {
        Posting[] postings = [.. moves.Select(PostingOf)];
        NetworkLedger start = NetworkLedger.Of(Accounts.Where(account => account.IsHeld).Select(account => new KeyValuePair<LedgerAccount, Amount>(account, U(200))));
        Dictionary<LedgerAccount, long> byHand = Accounts.ToDictionary(account => account, account => account.IsHeld ? 200L : 0L);
        foreach (Posting posting in postings)
        {
            byHand[posting.From] -= (long)(ulong)posting.Amount.Units;
            byHand[posting.To] += (long)(ulong)posting.Amount.Units;
        }

        LedgerAccount overdrawn = Accounts.Where(account => account.IsHeld && byHand[account] < 0).Order().FirstOrDefault();
        (NetworkLedger? ledger, LedgerAccount refused) = Try(start, postings);
        return refused == overdrawn && (ledger is null || Accounts.Where(account => account.IsHeld || account == LedgerAccount.Burned)
            .All(account => ledger.BalanceOf(account) == Amount.Of((ulong)byHand[account])));
    }

    [Fact]
    public void Json_stored_comesBackEqual()
    {
        NetworkLedger ledger = NetworkLedger.Of([new(LedgerAccount.Stake(Alice), U(300)), new(LedgerAccount.Dust, U(16))])
            .Apply(new Posting(LedgerAccount.Stake(Alice), LedgerAccount.Burned, U(7), PostingReason.Slash));
        string json = JsonSerializer.Serialize(ledger);
        Assert.Equal("""{"Balances":{"Stake(alice)":"293","Dust":"16","Burned":"7"},"In":"316","Out":"0"}""", json);
        Assert.Equal(ledger, JsonSerializer.Deserialize<NetworkLedger>(json));
        Assert.NotEqual(ledger, NetworkLedger.Empty);
        Assert.Equal(NetworkLedger.Empty, JsonSerializer.Deserialize<NetworkLedger>(JsonSerializer.Serialize(NetworkLedger.Empty)));
    }

    [Theory]
    [InlineData("""{"Balances":{"Stake(alice)":"293"},"In":"292","Out":"0"}""", "292 units came in, 0 went out and 293 are in the accounts")]
    [InlineData("""{"Balances":{"Wallet(alice)":"293"},"In":"293","Out":"0"}""", "Wallet(alice) has no balance here")]
    [InlineData("""{"Balances":{"Stake()":"293"},"In":"293","Out":"0"}""", "Expected a ledger account")]
    [InlineData("""{"Balances":{},"In":"1","Out":"2"}""", "1 unit came in, 2 went out")]
    public void Json_contradiction_isRefusedByName(string json, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<NetworkLedger>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void BadInput_isNamed()
    {
        Assert.Throws<ArgumentException>(() => NetworkLedger.Of([new(LedgerAccount.Dust, U(1)), new(LedgerAccount.Dust, U(1))]));
        Assert.Throws<ArgumentException>(() => NetworkLedger.Of([new(LedgerAccount.Requesters, U(1))]));
        Assert.Throws<ArgumentNullException>(() => NetworkLedger.Of(null!));
        Assert.Throws<ArgumentException>(() => NetworkLedger.Empty.Apply(default(Posting)));
        Assert.Throws<ArgumentException>(() => NetworkLedger.Empty.BalanceOf(LedgerAccount.Wallet(Alice)));
        Assert.Throws<ArgumentException>(() => NetworkLedger.Empty.BalanceOf(default));
        NetworkLedger full = NetworkLedger.Empty.Apply(new Posting(LedgerAccount.Requesters, LedgerAccount.Treasury, Amount.MaxValue, PostingReason.Payment));
        Assert.Throws<OverflowException>(() => full.Apply(new Posting(LedgerAccount.Requesters, LedgerAccount.Treasury, U(1), PostingReason.Payment)));
    }

    private static (NetworkLedger? Ledger, LedgerAccount Refused) Try(NetworkLedger ledger, Posting[] postings)
    {
        try
        {
            return (ledger.Apply(postings), default);
        }
        catch (LedgerRefusedException refused)
        {
            return (null, refused.Account);
        }
    }

    private static Books Raised(Books totals) => totals with { Held = totals.Held + U(ulong.MaxValue), Dust = totals.Dust + U(ulong.MaxValue) };

    private static Posting PostingOf(uint move)
    {
        LedgerAccount from = Accounts[move % (uint)Accounts.Length];
        from = from.Kind == LedgerAccountKind.Burned ? LedgerAccount.Treasury : from;
        LedgerAccount to = Accounts[(move / 16) % (uint)Accounts.Length];
        to = to == from ? LedgerAccount.Burned : to;
        return new Posting(from, to, U((move / 256) % 97), PostingReason.Reward);
    }

    private static Amount U(ulong units) => Amount.Of(units);
}
