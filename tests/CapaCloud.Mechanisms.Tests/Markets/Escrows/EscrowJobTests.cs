using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

public sealed class EscrowJobTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");
    private static readonly TaskId Job = TaskId.Of("job");
    private static readonly EscrowTerms Terms = new() { Review = EpochSpan.Of(2), DisputeBond = Units(10), DisputeWindow = EpochSpan.Of(3) };

    [Fact]
    public void BillAndNote_thatCross_arePaidOnce()
    {
        EscrowMove billFirst = Open().Bill(Job, Units(80), At(1)).Account.Accept(Job, Units(80), At(1));
        EscrowMove noteFirst = Open().Accept(Job, Units(80), At(1)).Account.Bill(Job, Units(80), At(1));
        Assert.Equal(billFirst.Account, noteFirst.Account);
        Assert.Equal((EscrowClosing.Accepted, Units(80), Units(20)), (billFirst.Account.Closed[0].Reason, billFirst.Account.Closed[0].Paid, billFirst.Account.Closed[0].Returned));
        Assert.Equal(EscrowRefusal.AlreadyClosed, Refusal(() => billFirst.Account.Accept(Job, Units(80), At(1))));
    }

    [Fact]
    public void Settle_partiesThatVanish_endTheJobByItsOwnRules()
    {
        Assert.Equal((EscrowClosing.Expired, At(9), Units(0)), Closed(Open().Settle(At(50))));
        Assert.Equal((EscrowClosing.Unanswered, At(3), Units(80)), Closed(Open().Bill(Job, Units(80), At(1)).Account.Settle(At(50))));
        Assert.Equal((EscrowClosing.Rejected, At(5), Units(0)), Closed(Open().Bill(Job, Units(80), At(1)).Account.Reject(Job, At(2)).Account.Settle(At(50))));
        Assert.Equal((EscrowClosing.NotRuled, At(6), Units(0)), Closed(Contested().Settle(At(50))));
    }

    /// <summary>Half of the disputed 80 is awarded: each side loses half of its bond of 10 to the other.</summary>
    [Fact]
    public void Rule_onAJob_paysTheAwardAndSplitsTheBonds()
    {
        EscrowMove ruled = Contested().Rule(Job, EscrowRuling.OfAmount(Units(40)), At(4));
        Assert.Equal((EscrowClosing.Ruled, At(4), Units(40)), Closed(ruled));
        Assert.Equal(Units(50), Got(ruled, Bob));
        Assert.Equal(Units(70), Got(ruled, Alice));
        Assert.Equal(Units(0), ruled.Account.Total);
        Assert.Equal(EscrowRefusal.MoreThanClaimed, Refusal(() => Contested().Rule(Job, EscrowRuling.OfAmount(Units(81)), At(4))));
        Assert.Equal(EscrowRefusal.WrongKind, Refusal(() => Contested().Rule(Job, EscrowRuling.OfEpochs(EpochSpan.One), At(4))));
    }

    [Fact]
    public void Acts_thatCannotBe_areRefusedByName()
    {
        EscrowAccount open = Open(), billed = open.Bill(Job, Units(80), At(1)).Account, noted = open.Accept(Job, Units(30), At(1)).Account;
        Assert.Equal(EscrowRefusal.MoreThanClaimed, Refusal(() => open.Bill(Job, Units(101), At(1))));
        Assert.Equal(EscrowRefusal.LessThanAccepted, Refusal(() => noted.Accept(Job, Units(29), At(1))));
        Assert.Equal(EscrowRefusal.AlreadyBilled, Refusal(() => billed.Bill(Job, Units(79), At(1))));
        Assert.Equal(EscrowRefusal.NothingBilled, Refusal(() => open.Reject(Job, At(1))));
        Assert.Equal(EscrowRefusal.NothingRejected, Refusal(() => billed.ContestRejection(Job, At(1))));
        Assert.Equal(EscrowRefusal.AlreadyRejected, Refusal(() => billed.Reject(Job, At(1)).Account.Reject(Job, At(1))));
        Assert.Equal(EscrowRefusal.AlreadyDisputed, Refusal(() => Contested().ContestRejection(Job, At(3))));
        Assert.Equal(EscrowRefusal.WrongKind, Refusal(() => open.Stop(Job, EscrowParty.Provider, At(1))));
        Assert.Equal(EscrowRefusal.AlreadyClosed, Refusal(() => billed.Reject(Job, At(3))));
        Assert.Equal(billed, billed.Bill(Job, Units(80), At(1)).Account);
        Assert.Equal(Units(70), noted.ExposureOf(Job, At(1)).MostRequesterCanLose());
    }

    [Fact]
    public void Account_writtenAsJson_comesBackEqual()
    {
        foreach (EscrowMove move in new[] { Contested().Settle(At(3)), Open().Settle(At(50)), Contested().Deposit(Units(30), At(3)).Account.OpenStream(TaskId.Of("s"), Bob, EpochRate.Of(3), Terms, At(3), At(9)).Account.Settle(At(5)) })
        {
            Assert.Equal(move.Account, MechanismJson.Default.Read<EscrowAccount>(MechanismJson.Default.Write(move.Account)));
            Assert.Equal(move, MechanismJson.Default.Read<EscrowMove>(MechanismJson.Default.Write(move)));
        }
    }

    private static EscrowAccount Open() => EscrowAccount.Open(Alice, At(0)).Deposit(Units(100), At(0)).Account
        .OpenJob(Job, Bob, Units(100), At(9), Terms, At(0)).Account;

    private static EscrowAccount Contested()
    {
        EscrowAccount account = EscrowAccount.Open(Alice, At(0)).Deposit(Units(100), At(0)).Account.OpenJob(Job, Bob, Units(100), At(9), Terms, At(0)).Account;
        account = account.Bill(Job, Units(80), At(1)).Account.Reject(Job, At(2)).Account;
        return account.ContestRejection(Job, At(3)).Account;
    }

    private static (EscrowClosing Reason, Epoch At, Amount Paid) Closed(EscrowMove move) =>
        (move.Account.Closed[0].Reason, move.Account.Closed[0].EndedAt, move.Account.Closed[0].Paid);

    private static Amount Got(EscrowMove move, ParticipantId who) =>
        move.Postings.Where(posting => posting.To == LedgerAccount.Wallet(who)).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);

    private static EscrowRefusal Refusal(Func<object> act) => Assert.Throws<EscrowRefusedException>(act).Refusal;

    private static Amount Units(int units) => Amount.Of((UInt128)units);

    private static Epoch At(ulong epoch) => Epoch.Of(epoch);
}
