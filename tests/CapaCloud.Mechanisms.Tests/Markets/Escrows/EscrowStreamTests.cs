using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

public sealed class EscrowStreamTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");
    private static readonly ParticipantId Carol = ParticipantId.Of("carol");
    private static readonly TaskId First = TaskId.Of("first");
    private static readonly TaskId Second = TaskId.Of("second");
    private static readonly EscrowTerms Plain = new() { Review = EpochSpan.Zero };

    /// <summary>docs/modules/escrow.md: 100 units, two streams at 10, one epoch of lockup.</summary>
    [Fact]
    public void Documentation_workedExample_givesItsFigures()
    {
        EscrowAccount account = Open(100)
            .OpenStream(First, Bob, Rate(10), Plain, At(0)).Account
            .OpenStream(Second, Carol, Rate(10), Plain, At(0)).Account;
        Assert.Equal(Units(80), account.Free);
        Assert.Equal(At(4), account.RunsOutAt(At(0)));
        Assert.Equal(At(1), account.SecuredUntil(First, At(0)));
        Assert.Equal(Units(10), account.ExposureOf(First, At(0)).MostRequesterCanLose());
        Assert.Equal(Units(0), account.ExposureOf(First, At(0)).MostProviderCanLose());
        EscrowMove end = account.Settle(At(9));
        Assert.Equal([(First, EscrowClosing.Depleted, At(5), Units(50)), (Second, EscrowClosing.Depleted, At(5), Units(50))],
            end.Account.Closed.Select(closed => (closed.Id, closed.Reason, closed.EndedAt, closed.Paid)));
        Assert.Equal(Units(0), end.Account.Total);
    }

    /// <summary>Akash pays 60 and 40 in payment order (keeper_settle_test.go, "ruh roh"); here both get 50.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Settle_twoEqualStreamsOnTooLittle_paysBothAlike(bool isFirstFirst)
    {
        EscrowTerms none = Plain with { Lockup = EpochSpan.Zero };
        EscrowAccount account = Open(100);
        account = account.OpenStream(isFirstFirst ? First : Second, Bob, Rate(10), none, At(0)).Account;
        account = account.OpenStream(isFirstFirst ? Second : First, Bob, Rate(10), none, At(0)).Account;
        Assert.Equal([Units(50), Units(50)], account.Settle(At(6)).Account.Closed.Select(closed => closed.Paid));
    }

    /// <summary>Filecoin Pay, testSettleRailInDebt: 200 deposited, 50 an epoch, lockup 3, seven epochs; then 300 more.</summary>
    [Fact]
    public void Deposit_afterTheMoneyRanOut_paysAsIfItHadBeenThere()
    {
        EscrowTerms rail = Plain with { Lockup = EpochSpan.Of(3), Grace = EpochSpan.MaxValue };
        EscrowAccount account = Open(200).OpenStream(First, Bob, Rate(50), rail, At(0)).Account.Settle(At(7)).Account;
        Assert.Equal((Units(50), At(1), true), (account.Streams[0].Paid, account.AccruedTo, account.IsBehind));
        Assert.Equal(Units(200), account.ExposureOf(First, At(7)).Unsecured);
        account = account.Deposit(Units(300), At(7)).Account;
        Assert.Equal((Units(350), At(7)), (account.Streams[0].Paid, account.AccruedTo));
    }

    /// <summary>Filecoin Pay, testSettleRailWithRateChange: 5 for 7 epochs, 6 for 6, 7 for 7 are 120.</summary>
    [Fact]
    public void ChangeRate_raisedTwice_paysEachEpochAtItsOwnRate()
    {
        EscrowAccount account = Open(200).OpenStream(First, Bob, Rate(5), Plain, At(0)).Account
            .ChangeRate(First, Rate(6), EscrowParty.Requester, At(7)).Account
            .ChangeRate(First, Rate(7), EscrowParty.Requester, At(13)).Account;
        Assert.Equal(Units(120), account.Settle(At(20)).Account.Streams[0].Paid);
    }

    [Fact]
    public void ChangeRate_loweredByTheRequester_beginsAfterTheLockup()
    {
        EscrowTerms terms = Plain with { Lockup = EpochSpan.Of(2) };
        EscrowAccount account = Open(100).OpenStream(First, Bob, Rate(10), terms, At(0)).Account.ChangeRate(First, Rate(1), EscrowParty.Requester, At(1)).Account;
        Assert.Equal(Units(32), account.Settle(At(5)).Account.Streams[0].Paid);
        Assert.Equal(EscrowRefusal.NotTheirs, Refusal(() => account.ChangeRate(First, Rate(11), EscrowParty.Provider, At(1))));
    }

    /// <summary>MKT-02: the requester vanishes. A provider who stops when nothing is secured has worked for nothing that is not paid.</summary>
    [Fact]
    public void Settle_requesterVanished_paysEveryCoveredEpochAndEndsAsDepleted()
    {
        EscrowMove end = Open(30).OpenStream(First, Bob, Rate(10), Plain, At(0)).Account.Settle(At(1000));
        Assert.Equal([new Posting(LedgerAccount.Escrow(Alice), LedgerAccount.Wallet(Bob), Units(30), PostingReason.Payment)], end.Postings.ToArray());
        Assert.Equal((EscrowClosing.Depleted, At(3)), (end.Account.Closed[0].Reason, end.Account.Closed[0].EndedAt));
    }

    [Fact]
    public void Stop_afterTheMoneyRanOut_saysThatItRanOut()
    {
        EscrowTerms patient = Plain with { Grace = EpochSpan.Of(50) };
        EscrowAccount account = Open(30).OpenStream(First, Bob, Rate(10), patient, At(0)).Account.Stop(First, EscrowParty.Requester, At(9)).Account;
        Assert.Equal((EscrowClosing.Depleted, Units(30)), (account.Closed[0].Reason, account.Closed[0].Paid));
    }

    [Fact]
    public void Stop_byEachParty_takesWhatCostsOnlyItself()
    {
        EscrowTerms terms = Plain with { Lockup = EpochSpan.Of(3) };
        EscrowAccount account = Open(100).OpenStream(First, Bob, Rate(10), terms, At(0)).Account;
        EscrowClosed noticed = account.Stop(First, EscrowParty.Requester, At(2)).Account.Settle(At(9)).Account.Closed[0];
        Assert.Equal((EscrowClosing.StoppedByRequester, At(5), Units(50)), (noticed.Reason, noticed.EndedAt, noticed.Paid));
        EscrowClosed left = account.Stop(First, EscrowParty.Provider, At(2)).Account.Closed[0];
        Assert.Equal((EscrowClosing.StoppedByProvider, At(2), Units(20)), (left.Reason, left.EndedAt, left.Paid));
    }

    [Fact]
    public void OpenStream_withATerm_needsItsPriceAndNoMore()
    {
        EscrowAccount account = Open(100).OpenStream(First, Bob, Rate(10), Plain with { Lockup = EpochSpan.Of(4) }, At(0), At(10)).Account;
        Assert.Null(account.RunsOutAt(At(0)));
        EscrowClosed closed = account.Settle(At(10)).Account.Closed[0];
        Assert.Equal((EscrowClosing.EndOfTerm, Units(100)), (closed.Reason, closed.Paid));
    }

    /// <summary>Filecoin Pay, testValidationWithReducedAmount and testValidationWithReducedDuration: 80 % of 50 are 40, 60 % of five epochs are three.</summary>
    [Fact]
    public void Rule_onEpochs_cutsTheAmountOrTheTime()
    {
        EscrowTerms terms = new() { Lockup = EpochSpan.Zero, Review = EpochSpan.Of(9), DisputeBond = Units(10), DisputeWindow = EpochSpan.Of(9) };
        EscrowAccount account = Open(50).OpenStream(First, Bob, Rate(10), terms, At(0), At(5)).Account.DisputeEpochs(First, At(0), At(5), At(5)).Account;
        EscrowMove amount = account.Rule(First, EscrowRuling.OfAmount(Units(40)), At(6));
        Assert.Equal((Units(40), Units(10)), (amount.Account.Closed[0].Paid, amount.Account.Closed[0].Returned));
        Assert.Contains(new Posting(LedgerAccount.Escrow(Alice), LedgerAccount.Wallet(Bob), Units(8), PostingReason.Escrow), amount.Postings);
        EscrowStream time = account.Rule(First, EscrowRuling.OfEpochs(EpochSpan.Of(3)), At(6)).Account.Streams[0];
        Assert.Equal((Units(30), At(3), Units(4)), (time.Paid, time.Dispute!.From, time.Dispute.RequesterBond));
        Assert.Equal(EscrowRefusal.MoreThanClaimed, Refusal(() => account.Rule(First, EscrowRuling.OfAmount(Units(51)), At(6))));
        EscrowMove lapsed = account.Settle(At(14));
        Assert.Equal((Units(50), Units(0)), (lapsed.Account.Closed[0].Paid, lapsed.Account.Total));
    }

    [Fact]
    public void Acts_thatCannotBe_areRefusedByName()
    {
        EscrowAccount account = Open(100).OpenStream(First, Bob, Rate(10), new EscrowTerms(), At(1)).Account;
        Assert.Equal(EscrowRefusal.NameTaken, Refusal(() => account.OpenStream(First, Bob, Rate(1), Plain, At(1))));
        Assert.Equal(EscrowRefusal.Unknown, Refusal(() => account.Stop(Second, EscrowParty.Requester, At(1))));
        Assert.Equal(EscrowRefusal.EpochInPast, Refusal(() => account.Settle(At(0))));
        Assert.Equal(EscrowRefusal.PeriodNotClosed, Refusal(() => account.Collect(First, At(3), At(2))));
        Assert.Equal(EscrowRefusal.UnderReview, Refusal(() => account.Collect(First, At(2), At(2))));
        Assert.Equal(EscrowRefusal.MoreThanFree, Refusal(() => account.Withdraw(Units(91), At(1))));
        Assert.Equal(EscrowRefusal.RateOverflow, Refusal(() => account.OpenStream(Second, Bob, EpochRate.Of(Amount.MaxValue), Plain, At(1))));
        Assert.Equal(EscrowRefusal.DepositOverflow, Refusal(() => account.Deposit(Amount.MaxValue, At(1))));
        Assert.Equal(EscrowRefusal.NothingToMove, Refusal(() => account.Deposit(Amount.Zero, At(1))));
        Assert.Equal(EscrowRefusal.TermOver, Refusal(() => account.OpenStream(Second, Bob, Rate(1), Plain, At(1), At(1))));
        Assert.Equal(EscrowRefusal.StillOpen, Refusal(() => account.Close(At(1))));
        Assert.Equal(EscrowRefusal.NotContestable, Refusal(() => account.DisputeEpochs(First, At(1), At(3), At(2))));
        Assert.Equal(EscrowRefusal.NothingDisputed, Refusal(() => account.Rule(First, default, At(2))));
        Assert.Equal(EscrowRefusal.AlreadyClosed, Refusal(() => account.Stop(First, EscrowParty.Provider, At(1)).Account.Stop(First, EscrowParty.Provider, At(1))));
        Assert.Equal(EscrowRefusal.Behind, Refusal(() => account.OpenStream(Second, Bob, Rate(1), Plain, At(1)).Account
            .OpenStream(TaskId.Of("third"), Bob, Rate(60), Plain with { Grace = EpochSpan.Of(5) }, At(1)).Account.Withdraw(Units(1), At(2))));
    }

    [Fact]
    public void Constructor_partsThatContradict_areRefused()
    {
        EscrowAccount account = Open(100).OpenStream(First, Bob, Rate(10), Plain, At(0)).Account;
        EscrowStream stream = account.Streams[0];
        Assert.Throws<ArgumentException>(() => new EscrowAccount(default, default, default, default, default, default, default));
        Assert.Throws<ArgumentException>(() => With(stream with { Reserve = Units(11) }));
        Assert.Throws<ArgumentException>(() => With(stream with { EndsAt = At(4) }));
        Assert.Throws<ArgumentException>(() => With(stream with { AccruedTo = At(1) }));
        Assert.Throws<ArgumentException>(() => With(stream with { Provider = default }));
        Assert.Equal(account, With(stream with { Earned = default }));
        EscrowAccount With(EscrowStream changed) => new(Alice, account.Free, account.AsOf, account.AccruedTo, [changed], default, default);
    }

    private static EscrowRefusal Refusal(Func<object> act) => Assert.Throws<EscrowRefusedException>(act).Refusal;

    private static EscrowAccount Open(int deposit) => EscrowAccount.Open(Alice, At(0)).Deposit(Units(deposit), At(0)).Account;

    private static EpochRate Rate(int units) => EpochRate.Of(Units(units));

    private static Amount Units(int units) => Amount.Of((UInt128)units);

    private static Epoch At(ulong epoch) => Epoch.Of(epoch);
}
