using System.Text.Json;

namespace CapaCloud.Mechanisms.Tests.Ledger;

public sealed class PostingJsonTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    public static TheoryData<string> Texts => ["Requesters", "Issuance", "RewardPool", "Treasury", "Insurance", "Dust", "Burned",
        "Wallet(alice)", "Stake(alice)", "PendingPenalties(alice)", "Escrow(alice)", "DelegationPool(alice)", "Stake(a(b))", "Stake()c))"];

    [Fact]
    public void Json_posting_comesBackEqual()
    {
        Posting posting = new(LedgerAccount.Wallet(Alice), LedgerAccount.Stake(Alice), Amount.MaxValue, PostingReason.Deposit);
        string json = JsonSerializer.Serialize(posting);
        Assert.Equal("""{"From":"Wallet(alice)","To":"Stake(alice)","Amount":"340282366920938463463374607431768211455","Reason":"Deposit"}""", json);
        Assert.Equal(posting, JsonSerializer.Deserialize<Posting>(json));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Json_account_comesBackEqual(string text)
    {
        Assert.True(LedgerAccount.TryParse(text, out LedgerAccount account));
        Assert.Equal(text, account.ToString());
        Assert.Equal(account, JsonSerializer.Deserialize<LedgerAccount>(JsonSerializer.Serialize(account)));
        Dictionary<LedgerAccount, int> map = new() { [account] = 7 };
        Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<LedgerAccount, int>>(JsonSerializer.Serialize(map)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("Stake")]
    [InlineData("Stake()")]
    [InlineData("Stake(alice")]
    [InlineData("Treasury(alice)")]
    [InlineData("(alice)")]
    [InlineData("stake(alice)")]
    [InlineData("4(alice)")]
    [InlineData("77")]
    [InlineData("6")]
    public void TryParse_notAnAccount_isFalse(string? text)
    {
        Assert.False(LedgerAccount.TryParse(text, out LedgerAccount account));
        Assert.Equal(default, account);
    }

    [Theory]
    [InlineData("""{"From":"Wallet(alice)","To":"Stake(alice)","Reason":"Deposit"}""", "Amount")]
    [InlineData("""{"From":"Wallet(alice)","To":"Stake(alice)","Amount":"1"}""", "Reason")]
    [InlineData("""{"To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "From")]
    [InlineData("""{"From":"Wallet(alice)","Amount":"1","Reason":"Deposit"}""", "To")]
    [InlineData("""{"From":null,"To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "A posting needs two accounts")]
    [InlineData("""{"From":"Burned","To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "Nothing leaves the burned account")]
    [InlineData("""{"From":"Stake(alice)","To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "two different accounts")]
    [InlineData("""{"From":"Wallet(alice)","To":"Stake(alice)","Amount":1,"Reason":"Deposit"}""", "Expected an amount")]
    [InlineData("""{"From":"Wallet(alice)","To":"Stake(alice)","Amount":"1","Reason":1}""", "Expected the Reason of a posting")]
    [InlineData("""{"From":"Wallet(alice)","To":"Stake(alice)","Amount":"1","Reason":"Theft"}""", "Expected the Reason of a posting")]
    [InlineData("""{"From":"Dust","From":"Dust","To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "From twice")]
    [InlineData("""{"From":"Dust","To":"Stake(alice)","Amount":"1","Reason":"Deposit","Why":1}""", "no member Why")]
    [InlineData("""["Dust"]""", "Expected a posting as a JSON object")]
    [InlineData("""{"From":5,"To":"Stake(alice)","Amount":"1","Reason":"Deposit"}""", "Expected a ledger account")]
    public void Json_contradiction_isRefusedByName(string json, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Posting>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Json_noAccount_isNull()
    {
        Assert.Equal("null", JsonSerializer.Serialize(default(LedgerAccount)));
        Assert.Equal(default, JsonSerializer.Deserialize<LedgerAccount>("null"));
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Posting>(JsonSerializer.Serialize(default(Posting))));
    }

    [Fact]
    public void Posting_unknownReason_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Posting(LedgerAccount.Dust, LedgerAccount.Burned, Amount.One, (PostingReason)77));

    [Theory]
    [InlineData(LedgerAccountKind.Escrow, "\"Escrow\"")]
    [InlineData(LedgerAccountKind.None, "\"None\"")]
    public void Json_kind_isItsName(LedgerAccountKind kind, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(kind));
        Assert.Equal(kind, JsonSerializer.Deserialize<LedgerAccountKind>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<LedgerAccountKind>("9"));
    }

    [Fact]
    public void Json_totals_comeBackEqual()
    {
        Books totals = new(Amount.Of(9), Amount.Of(4), Amount.Of(3), Amount.One, Amount.One);
        Assert.Equal(totals, JsonSerializer.Deserialize<Books>(JsonSerializer.Serialize(totals)));
    }
}
