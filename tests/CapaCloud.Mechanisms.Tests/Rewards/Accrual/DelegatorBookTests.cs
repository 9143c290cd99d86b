using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Accrual;

public sealed class DelegatorBookTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Bob = ParticipantId.Of("bob");

    /// <summary>ACC-06: naming an account again pays nothing more.</summary>
    [Fact]
    public void Claim_again_paysNothing()
    {
        (DelegatorBook book, _) = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 7, Epoch.Of(1)).Close(Epoch.Of(2), Units(700));
        (book, Amount paid) = book.Claim(Alice);
        Assert.Equal(Units(700), paid);
        for (int turn = 0; turn < 154; turn++)
        {
            (book, paid) = book.Claim(Alice);
            Assert.Equal(Amount.Zero, paid);
        }
    }

    /// <summary>ACC-05: 100 shares passed through five fresh accounts, each claiming: 200 are paid, not 1,000.</summary>
    [Fact]
    public void Transfer_throughFiveAccounts_paysOnce()
    {
        (DelegatorBook book, _) = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 100, Epoch.Of(1)).Close(Epoch.Of(2), Units(200));
        ParticipantId holder = Alice;
        Amount total = Amount.Zero;
        for (int turn = 0; turn < 5; turn++)
        {
            ParticipantId next = ParticipantId.Of($"fresh{turn}");
            book = book.Transfer(holder, next, 100, Epoch.Of(2));
            foreach (ParticipantId account in new[] { holder, next })
            {
                (book, Amount paid) = book.Claim(account);
                total += paid;
            }

            holder = next;
        }

        Assert.Equal(Units(200), total);
        Assert.Equal(100, (int)book.StakeOf(holder));
    }

    /// <summary>ACC-08: giving to oneself doubles nothing.</summary>
    [Fact]
    public void Transfer_toOneself_keepsStakeAndRewards()
    {
        (DelegatorBook book, _) = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 100, Epoch.Of(1)).Close(Epoch.Of(2), Units(50));
        book = book.Transfer(Alice, Alice, 60, Epoch.Of(3));
        (book, _) = book.Close(Epoch.Of(3), Units(50));
        Assert.Equal((100, Units(100)), ((int)book.StakeOf(Alice), book.Payable(Alice)));
    }

    [Fact]
    public void Leave_latestFirst_andFinishedPositionsGo()
    {
        DelegatorBook book = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 100, Epoch.Of(1)).Join(Alice, 50, Epoch.Of(2)).Leave(Alice, 70, Epoch.Of(3));
        Assert.Equal(80, (int)book.StakeOf(Alice));
        (book, _) = book.Close(Epoch.Of(3), Units(150));
        Assert.Equal(Units(150), book.Payable(Alice));
        (book, _) = book.Claim(Alice);
        Assert.Single(book.Entries.Single().Positions);
        book = book.Leave(Alice, 80, Epoch.Of(4));
        (book, _) = book.Close(Epoch.Of(4), Units(9));
        (book, Amount last) = book.Claim(Alice);
        Assert.Equal(Units(9), last);
        Assert.Empty(book.Entries);
        Assert.Empty(book.Rewards.Checkpoints);
    }

    [Fact]
    public void Compound_half_earnsFromTheNextEpoch()
    {
        (DelegatorBook book, _) = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 100, Epoch.Of(1)).Close(Epoch.Of(2), Units(101));
        (book, Amount compounded, Amount paid) = book.Compound(Alice, new Compounding(Proportion.Half), Epoch.Of(3));
        Assert.Equal((Units(50), Units(51)), (compounded, paid));
        Assert.Equal(150, (int)book.StakeOf(Alice));
        (book, compounded, paid) = book.Compound(Alice, default, Epoch.Of(3));
        Assert.Equal((Amount.Zero, Amount.Zero), (compounded, paid));
    }

    [Fact]
    public void Operation_refused_isNamed()
    {
        DelegatorBook book = DelegatorBook.Begin(Epoch.Of(1)).Join(Alice, 100, Epoch.Of(1));
        Assert.Equal(RewardRefusal.AccountUnknown, Refused(() => book.Claim(Bob)));
        Assert.Equal(RewardRefusal.AccountUnknown, Refused(() => book.Leave(Bob, 1, Epoch.Of(1))));
        Assert.Equal(RewardRefusal.AccountUnknown, Refused(() => book.Join(ParticipantId.None, 1, Epoch.Of(1))));
        Assert.Equal(RewardRefusal.MoreThanHeld, Refused(() => book.Leave(Alice, 101, Epoch.Of(1))));
        Assert.Equal(RewardRefusal.NothingToMove, Refused(() => book.Transfer(Alice, Bob, 0, Epoch.Of(1))));
        Assert.Equal(Amount.Zero, book.Payable(Bob));
        Assert.Throws<ArgumentException>(() => new DelegatorBook(book.Rewards, [book.Entries[0], book.Entries[0]]));
    }

    [Fact]
    public void Json_roundTrip_isEqual()
    {
        DelegatorBook book = DelegatorBook.Begin(Epoch.Of(1)).Join(Bob, 100, Epoch.Of(1)).Join(Alice, 1, Epoch.Of(1)).Leave(Bob, 3, Epoch.Of(2));
        DelegatorBook read = JsonSerializer.Deserialize<DelegatorBook>(JsonSerializer.Serialize(book))!;
        Assert.Equal(book, read);
        Assert.Equal(book.GetHashCode(), read.GetHashCode());
    }

    private static RewardRefusal Refused(Action act) => Assert.Throws<RewardRefusedException>(act).Refusal;

    private static Amount Units(ulong units) => Amount.Of(units);
}
